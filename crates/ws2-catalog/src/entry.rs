//! One protocol of a provider: `WSAPROTOCOL_INFOW`, and its form in a catalog file.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use ws2_types::abi::winsock as ws;

use crate::guid::guid_of;

/// A chain has so many entries at most (`MAX_PROTOCOL_CHAIN`).
pub const MOST_IN_CHAIN: usize = ws::MAX_PROTOCOL_CHAIN as usize;
/// Room for a name, with its final NUL.
const NAME_UNITS: usize = ws::WSAPROTOCOL_LEN as usize + 1;

/// What an entry is, by the length of its chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// 1: stands alone.
    Base,
    /// 0: a layered protocol; it only gives the layer an id and is seen by providers alone.
    Layer,
    /// 2 to 7: layers over a base.
    Chain,
}

/// One protocol of a provider. Field for field a `WSAPROTOCOL_INFOW`, whose names the comments give.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Text", into = "Text")]
pub struct Entry {
    /// `dwCatalogEntryId`
    pub id: u32,
    /// `ProtocolChain`: nothing for a layer, the id itself for a base, the ids from top to base for a chain.
    pub chain: Vec<u32>,
    /// `szProtocol`: at most 255 UTF-16 units.
    pub name: String,
    /// `iAddressFamily`
    pub family: i32,
    /// `iSocketType`
    pub socket_type: i32,
    /// `iProtocol`
    pub protocol: i32,
    /// `iProtocolMaxOffset`
    pub protocol_max_offset: i32,
    /// `dwServiceFlags1` … `dwServiceFlags4`: `XP1_…`
    pub service_flags: [u32; 4],
    /// `dwProviderFlags`: `PFL_…`
    pub provider_flags: u32,
    /// `iVersion`
    pub version: i32,
    /// `iMaxSockAddr`, in bytes
    pub max_address_bytes: i32,
    /// `iMinSockAddr`, in bytes
    pub min_address_bytes: i32,
    /// `iNetworkByteOrder`
    pub byte_order: i32,
    /// `iSecurityScheme`
    pub security_scheme: i32,
    /// `dwMessageSize`: 0 for streams.
    pub message_bytes: u32,
    /// `dwProviderReserved`
    pub reserved: u32,
}

impl Entry {
    /// Reads Microsoft's layout.
    ///
    /// # Errors
    /// A sentence: a chain length that is none, a layer twice in a chain, a name without end.
    pub fn from_info(info: &ws::WSAPROTOCOL_INFOW) -> Result<Entry, String> {
        let len = usize::try_from(info.ProtocolChain.ChainLen).unwrap_or(usize::MAX);
        let chain = info
            .ProtocolChain
            .ChainEntries
            .get(..len)
            .ok_or_else(|| format!("a chain has {MOST_IN_CHAIN} entries at most"))?;
        let units = info.szProtocol.iter().position(|unit| *unit == 0).ok_or("the name does not end")?;
        let entry = Entry {
            id: info.dwCatalogEntryId,
            chain: if len == 1 { vec![info.dwCatalogEntryId] } else { chain.to_vec() },
            name: String::from_utf16(&info.szProtocol[..units]).map_err(|_| "the name is not UTF-16")?,
            family: info.iAddressFamily,
            socket_type: info.iSocketType,
            protocol: info.iProtocol,
            protocol_max_offset: info.iProtocolMaxOffset,
            service_flags: [
                info.dwServiceFlags1,
                info.dwServiceFlags2,
                info.dwServiceFlags3,
                info.dwServiceFlags4,
            ],
            provider_flags: info.dwProviderFlags,
            version: info.iVersion,
            max_address_bytes: info.iMaxSockAddr,
            min_address_bytes: info.iMinSockAddr,
            byte_order: info.iNetworkByteOrder,
            security_scheme: info.iSecurityScheme,
            message_bytes: info.dwMessageSize,
            reserved: info.dwProviderReserved,
        };
        entry.check()?;
        Ok(entry)
    }

    /// The inverse of [`Entry::from_info`].
    pub fn to_info(&self, provider: Uuid) -> ws::WSAPROTOCOL_INFOW {
        let mut chain =
            ws::WSAPROTOCOLCHAIN { ChainLen: self.chain.len() as i32, ChainEntries: [0; MOST_IN_CHAIN] };
        for (to, from) in chain.ChainEntries.iter_mut().zip(&self.chain) {
            *to = *from;
        }
        let mut name = [0; NAME_UNITS];
        for (to, from) in name[..NAME_UNITS - 1].iter_mut().zip(self.name.encode_utf16()) {
            *to = from;
        }
        let [first, second, third, fourth] = self.service_flags;
        ws::WSAPROTOCOL_INFOW {
            dwServiceFlags1: first,
            dwServiceFlags2: second,
            dwServiceFlags3: third,
            dwServiceFlags4: fourth,
            dwProviderFlags: self.provider_flags,
            ProviderId: guid_of(provider),
            dwCatalogEntryId: self.id,
            ProtocolChain: chain,
            iVersion: self.version,
            iAddressFamily: self.family,
            iMaxSockAddr: self.max_address_bytes,
            iMinSockAddr: self.min_address_bytes,
            iSocketType: self.socket_type,
            iProtocol: self.protocol,
            iProtocolMaxOffset: self.protocol_max_offset,
            iNetworkByteOrder: self.byte_order,
            iSecurityScheme: self.security_scheme,
            dwMessageSize: self.message_bytes,
            dwProviderReserved: self.reserved,
            szProtocol: name,
        }
    }

    /// What the entry is.
    pub fn kind(&self) -> Kind {
        match self.chain.len() {
            0 => Kind::Layer,
            1 => Kind::Base,
            _ => Kind::Chain,
        }
    }

    /// Gives the entry its id.
    pub(crate) fn set_id(&mut self, id: u32) {
        self.id = id;
        if self.kind() == Kind::Base {
            self.chain = vec![id];
        }
    }

    fn check(&self) -> Result<(), String> {
        if self.chain.len() > MOST_IN_CHAIN {
            return Err(format!("a chain has {MOST_IN_CHAIN} entries at most"));
        }
        if let Some(twice) = repeated(self.chain.iter().copied()) {
            return Err(format!("{twice} stands twice in the chain"));
        }
        check_name(&self.name)
    }
}

/// The first that stands in a list a second time.
pub(crate) fn repeated<T: Copy + Ord>(list: impl IntoIterator<Item = T>) -> Option<T> {
    let mut seen = BTreeSet::new();
    list.into_iter().find(|one| !seen.insert(*one))
}

/// Whether a name fits its field.
pub(crate) fn check_name(name: &str) -> Result<(), String> {
    if name.encode_utf16().count() >= NAME_UNITS {
        return Err(format!("a name has {} characters at most", NAME_UNITS - 1));
    }
    if name.contains('\0') {
        return Err("a name has a NUL in it".to_owned());
    }
    Ok(())
}

/// An entry as it stands in a file: what is 0 is left out.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    id: u32,
    kind: Kind,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    chain: Vec<u32>,
    family: i32,
    socket_type: i32,
    protocol: i32,
    #[serde(default, skip_serializing_if = "is_zero")]
    protocol_max_offset: i32,
    #[serde(default)]
    service_flags: Vec<u32>,
    #[serde(default)]
    provider_flags: u32,
    #[serde(default = "second_version")]
    version: i32,
    #[serde(default, skip_serializing_if = "is_zero")]
    max_address_bytes: i32,
    #[serde(default, skip_serializing_if = "is_zero")]
    min_address_bytes: i32,
    #[serde(default, skip_serializing_if = "is_zero")]
    byte_order: i32,
    #[serde(default, skip_serializing_if = "is_zero")]
    security_scheme: i32,
    #[serde(default, skip_serializing_if = "is_zero")]
    message_bytes: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    reserved: u32,
}

fn second_version() -> i32 {
    2
}

fn is_zero<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl TryFrom<Text> for Entry {
    type Error = String;

    fn try_from(text: Text) -> Result<Entry, String> {
        let chain = match (text.kind, text.chain.len()) {
            (Kind::Base, 0) => vec![text.id],
            (Kind::Layer, 0) => Vec::new(),
            (Kind::Chain, 2..) => text.chain,
            (Kind::Chain, _) => return Err("a chain has 2 entries at least".to_owned()),
            _ => return Err("only an entry of kind \"chain\" has a chain".to_owned()),
        };
        let mut service_flags = [0; 4];
        let given = service_flags
            .get_mut(..text.service_flags.len())
            .ok_or("there are 4 words of service flags at most")?;
        given.copy_from_slice(&text.service_flags);
        let entry = Entry {
            id: text.id,
            chain,
            name: text.name,
            family: text.family,
            socket_type: text.socket_type,
            protocol: text.protocol,
            protocol_max_offset: text.protocol_max_offset,
            service_flags,
            provider_flags: text.provider_flags,
            version: text.version,
            max_address_bytes: text.max_address_bytes,
            min_address_bytes: text.min_address_bytes,
            byte_order: text.byte_order,
            security_scheme: text.security_scheme,
            message_bytes: text.message_bytes,
            reserved: text.reserved,
        };
        entry.check()?;
        Ok(entry)
    }
}

impl From<Entry> for Text {
    fn from(entry: Entry) -> Text {
        let kind = entry.kind();
        let used = entry.service_flags.iter().rposition(|word| *word != 0).map_or(1, |last| last + 1);
        Text {
            id: entry.id,
            kind,
            name: entry.name,
            chain: if kind == Kind::Chain { entry.chain } else { Vec::new() },
            family: entry.family,
            socket_type: entry.socket_type,
            protocol: entry.protocol,
            protocol_max_offset: entry.protocol_max_offset,
            service_flags: entry.service_flags[..used].to_vec(),
            provider_flags: entry.provider_flags,
            version: entry.version,
            max_address_bytes: entry.max_address_bytes,
            min_address_bytes: entry.min_address_bytes,
            byte_order: entry.byte_order,
            security_scheme: entry.security_scheme,
            message_bytes: entry.message_bytes,
            reserved: entry.reserved,
        }
    }
}
