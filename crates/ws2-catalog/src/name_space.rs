//! Name space providers: what `WSANAMESPACE_INFOEXW` tells of them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::check_name;
use crate::file::check_path;

/// One name space provider.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameSpaceProvider {
    /// `NSProviderId`
    pub guid: Uuid,
    /// `lpszIdentifier`
    pub name: String,
    /// The library's path, variables unexpanded.
    pub path: String,
    /// `dwNameSpace`: `NS_…`
    pub name_space: u32,
    /// `dwVersion`
    #[serde(default)]
    pub version: u32,
    /// `ProviderSpecific`
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provider_specific: Vec<u8>,
}

impl NameSpaceProvider {
    pub(crate) fn check(&self) -> Result<(), String> {
        check_name(&self.name)?;
        check_path(&self.path)
    }
}
