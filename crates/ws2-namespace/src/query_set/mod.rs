//! Query sets: what a name space is asked and what it answers, as `WSAQUERYSET` has it.
//!
//! The C structure comes in two forms, with strings of bytes or of 16-bit units, and otherwise the same. Here it is a
//! value; [`read_raw`] reads it and [`pack`] lays it out in one piece of memory, everything its pointers lead to inside.

mod pack;
pub mod read_raw;
#[cfg(test)]
mod tests;

use ws2_types::abi::winsock as ws;

use crate::service_class::ClassId;
pub(crate) use pack::Room;
pub use pack::{Laid, Pack};

/// A `WSAQUERYSET`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct QuerySet {
    /// `lpszServiceInstanceName`
    pub name: Option<String>,
    /// `lpServiceClassId`
    pub class: Option<ClassId>,
    /// `lpVersion`: the version and `COMP_…`
    pub version: Option<(u32, i32)>,
    /// `lpszComment`
    pub comment: Option<String>,
    /// `dwNameSpace`: `NS_…`
    pub name_space: u32,
    /// `lpNSProviderId`
    pub provider: Option<u128>,
    /// `lpszContext`
    pub context: Option<String>,
    /// `lpafpProtocols`: address family and protocol
    pub protocols: Vec<(i32, i32)>,
    /// `lpszQueryString`
    pub query_string: Option<String>,
    /// `lpcsaBuffer`
    pub addresses: Vec<Endpoints>,
    /// `dwOutputFlags`: `RESULT_IS_…`
    pub output_flags: u32,
    /// `lpBlob`
    pub blob: Option<Vec<u8>>,
}

/// A `CSADDR_INFO`: addresses as bytes of a `SOCKADDR`, empty where there is none.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Endpoints {
    /// `LocalAddr`
    pub local: Vec<u8>,
    /// `RemoteAddr`
    pub remote: Vec<u8>,
    /// `SOCK_…`
    pub socket_type: i32,
    /// `IPPROTO_…`
    pub protocol: i32,
}

impl QuerySet {
    /// What is left of an answer when only what `flags` (`LUP_RETURN_…`) name is wanted.
    pub fn restricted(mut self, flags: u32) -> QuerySet {
        let wants = |flag: u32| flags & flag != 0;
        self.name = self.name.filter(|_| wants(ws::LUP_RETURN_NAME));
        self.class = self.class.filter(|_| wants(ws::LUP_RETURN_TYPE));
        self.version = self.version.filter(|_| wants(ws::LUP_RETURN_VERSION));
        self.comment = self.comment.filter(|_| wants(ws::LUP_RETURN_COMMENT));
        self.query_string = self.query_string.filter(|_| wants(ws::LUP_RETURN_QUERY_STRING));
        self.blob = self.blob.filter(|_| wants(ws::LUP_RETURN_BLOB));
        if !wants(ws::LUP_RETURN_ADDR) {
            self.addresses.clear();
        }
        self
    }
}
