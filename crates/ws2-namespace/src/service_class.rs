//! Service classes: what a service is, by GUID.
//!
//! The GUIDs of `svcguid.h`. One family of them names ports: the first number holds the kind and the port, the second
//! the type of a DNS record.

use ws2_types::abi::GUID;

use crate::database::services;

/// A GUID as one number, as it is written.
pub type ClassId = u128;

/// What the GUIDs of `svcguid.h` end with.
const TAIL: u128 = 0xC000_0000_0000_0046;
const TCP: u32 = 0x0009;
const UDP: u32 = 0x000A;
/// `SERVICE_TYPE_VALUE_TCPPORT`
const TCP_PORT: &str = "TcpPort";
/// `SERVICE_TYPE_VALUE_UDPPORT`
const UDP_PORT: &str = "UdpPort";

/// `SVCID_HOSTNAME`
pub const HOST_NAME: ClassId = well_known(0x0002_A800, 0);
/// `SVCID_INET_HOSTADDRBYINETSTRING`
pub const HOST_BY_ADDRESS: ClassId = well_known(0x0002_A801, 0);
/// `SVCID_INET_SERVICEBYNAME`
pub const SERVICE_BY_NAME: ClassId = well_known(0x0002_A802, 0);
/// `SVCID_INET_HOSTADDRBYNAME`
pub const HOST_BY_NAME: ClassId = well_known(0x0002_A803, 0);

const fn well_known(first: u32, second: u16) -> ClassId {
    (first as u128) << 96 | (second as u128) << 80 | TAIL
}

/// Reads Microsoft's layout.
pub const fn class_id(guid: &GUID) -> ClassId {
    let head = (guid.data1 as u128) << 96 | (guid.data2 as u128) << 80 | (guid.data3 as u128) << 64;
    head | u64::from_be_bytes(guid.data4) as u128
}

/// A port that stands in a class id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PortClass {
    /// UDP, not TCP.
    pub is_udp: bool,
    /// In host byte order.
    pub port: u16,
    /// The type of the DNS record that is meant; 0: none.
    pub record: u16,
}

impl PortClass {
    /// `SVCID_TCP(port)`, `SVCID_UDP(port)`, and the same with a record type.
    pub fn of(class: ClassId) -> Option<PortClass> {
        let (first, second) = ((class >> 96) as u32, (class >> 80) as u16);
        let is_udp = first >> 16 == UDP;
        let known = class & ((1 << 80) - 1) == TAIL && (is_udp || first >> 16 == TCP);
        known.then_some(PortClass { is_udp, port: first as u16, record: second })
    }

    /// The inverse of [`PortClass::of`].
    pub fn id(self) -> ClassId {
        well_known(if self.is_udp { UDP } else { TCP } << 16 | u32::from(self.port), self.record)
    }
}

/// A schema: `WSASERVICECLASSINFO`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ServiceClass {
    /// `lpServiceClassId`
    pub id: ClassId,
    /// `lpszServiceClassName`
    pub name: Option<String>,
    /// `lpClassInfos`
    pub infos: Vec<ClassInfo>,
}

/// One value of a schema: `WSANSCLASSINFO`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ClassInfo {
    /// `lpszName`
    pub name: String,
    /// `dwNameSpace`
    pub name_space: u32,
    /// `dwValueType`: as in the registry.
    pub value_type: u32,
    /// `lpValue`
    pub value: Vec<u8>,
}

impl ServiceClass {
    /// The class of a well-known service over TCP or UDP; its name is the service's.
    pub fn well_known(id: ClassId) -> Option<ServiceClass> {
        let class = PortClass::of(id).filter(|class| class.record == 0)?;
        let protocol = if class.is_udp { "udp" } else { "tcp" };
        let service = services::by_port(class.port, Some(protocol)).ok()?;
        Some(ServiceClass { id, name: Some(service.name), infos: Vec::new() })
    }

    /// The well-known class of a service's name; TCP goes before UDP.
    pub fn well_known_by_name(name: &str) -> Option<ServiceClass> {
        [("tcp", false), ("udp", true)].into_iter().find_map(|(protocol, is_udp)| {
            let service = services::by_name(name, Some(protocol)).ok()?;
            let id = PortClass { is_udp, port: service.port, record: 0 }.id();
            Some(ServiceClass { id, name: Some(service.name), infos: Vec::new() })
        })
    }

    /// The port the class says its services are at: its GUID, or else its `TcpPort` and `UdpPort`.
    pub fn ports(&self) -> Vec<PortClass> {
        if let Some(port) = PortClass::of(self.id) {
            return vec![port];
        }
        let named = |wanted: &str, is_udp: bool| {
            let info = self.infos.iter().find(|info| info.name.eq_ignore_ascii_case(wanted))?;
            let port = u16::from_ne_bytes(*info.value.first_chunk()?);
            Some(PortClass { is_udp, port, record: 0 })
        };
        let tcp = named(TCP_PORT, false);
        tcp.into_iter().chain(named(UDP_PORT, true)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_are_those_of_the_header() {
        let guid = GUID::from_u128(HOST_BY_NAME);
        assert_eq!((guid.data1, guid.data2, guid.data3), (0x0002_A803, 0, 0));
        assert_eq!(guid.data4, [0xC0, 0, 0, 0, 0, 0, 0, 0x46]);
        assert_eq!(class_id(&guid), HOST_BY_NAME);
        let ftp = PortClass { is_udp: false, port: 21, record: 0 };
        assert_eq!(GUID::from_u128(ftp.id()).data1, 0x0009_0015);
        assert_eq!(PortClass::of(ftp.id()), Some(ftp));
        let record = PortClass { is_udp: true, port: 53, record: 28 };
        assert_eq!(PortClass::of(record.id()), Some(record));
        for other in [0, HOST_NAME, ftp.id() ^ 1, ftp.id() ^ (1 << 64), ftp.id() ^ (1 << 127)] {
            assert_eq!(PortClass::of(other), None, "{other:x}");
        }
    }

    #[test]
    fn well_known_services_have_classes() {
        let http = ServiceClass::well_known_by_name("http").unwrap();
        assert_eq!(http.ports(), [PortClass { is_udp: false, port: 80, record: 0 }]);
        assert_eq!(ServiceClass::well_known(http.id), Some(http));
        assert_eq!(ServiceClass::well_known_by_name("no-such-service"), None);
        assert_eq!(ServiceClass::well_known(HOST_NAME), None);
    }

    #[test]
    fn a_schema_names_ports() {
        let info = |name: &str, port: u32| ClassInfo {
            name: name.to_owned(),
            value: port.to_ne_bytes().to_vec(),
            ..ClassInfo::default()
        };
        let infos = vec![info("SapId", 1), info("udpport", 700), info("TcpPort", 600)];
        let class = ServiceClass { id: 5, name: None, infos };
        let ports: Vec<(bool, u16)> = class.ports().iter().map(|port| (port.is_udp, port.port)).collect();
        assert_eq!(ports, [(false, 600), (true, 700)]);
        let short = ClassInfo { value: vec![1], ..info("TcpPort", 0) };
        assert_eq!(ServiceClass { infos: vec![short], ..ServiceClass::default() }.ports(), []);
    }
}
