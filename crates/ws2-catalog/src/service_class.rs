//! Service classes that were installed: what `WSASERVICECLASSINFOW` tells of them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::check_name;

/// Enough for ports, identifiers and names; a class is no store.
const MOST_VALUE_BYTES: usize = 4096;
const MOST_VALUES: usize = 64;

/// One service class.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceClass {
    /// `lpServiceClassId`
    pub guid: Uuid,
    /// `lpszServiceClassName`
    pub name: String,
    /// `lpClassInfos`
    #[serde(default, rename = "value", skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ServiceClassValue>,
}

/// One value of a class: a `WSANSCLASSINFOW`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceClassValue {
    /// `lpszName`
    pub name: String,
    /// `dwNameSpace`: `NS_…`
    pub name_space: u32,
    /// `dwValueType`
    pub value_type: u32,
    /// `lpValue`
    pub bytes: Vec<u8>,
}

impl ServiceClass {
    pub(crate) fn check(&self) -> Result<(), String> {
        check_name(&self.name)?;
        if self.values.len() > MOST_VALUES {
            return Err(format!("a service class has {MOST_VALUES} values at most"));
        }
        for value in &self.values {
            check_name(&value.name)?;
            if value.bytes.len() > MOST_VALUE_BYTES {
                return Err(format!("a value of a service class has {MOST_VALUE_BYTES} bytes at most"));
            }
        }
        Ok(())
    }
}
