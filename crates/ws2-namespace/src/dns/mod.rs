//! What the built-in name space provider answers: hosts, addresses and services, from the system's resolver and files.
//!
//! The queries are those Microsoft documents for the `getXbyY` functions, one service class each, and classes that name
//! a port. Answers are of IPv4 unless the query names other protocols.

mod entries;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult, sockaddr};

use crate::address_text::parse_berkeley;
use crate::database::services::{self, Service};
use crate::host_entry::{self, HostEntry};
use crate::query_set::{Endpoints, QuerySet};
use crate::resolver::{self, Hints};
use crate::service_class::{self, PortClass, ServiceClass};
use crate::{local, name_info};

/// `SVCID_DNS_TYPE_A`, `_AAAA` and `_PTR` name these records.
const RECORD_A: u16 = 1;
const RECORD_PTR: u16 = 12;
const RECORD_AAAA: u16 = 28;

/// A query that was found to make sense.
#[derive(Clone, Debug)]
pub struct Search {
    question: Question,
    query: QuerySet,
    flags: u32,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Question {
    /// The addresses of a host; empty: this computer.
    Host { name: String, families: Families, transports: Vec<Transport> },
    /// The name of an address.
    Address(IpAddr),
    /// A service by name or port, and its protocol.
    Service { name: String, protocol: Option<String> },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Families {
    v4: bool,
    v6: bool,
}

/// How an address is to be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Transport {
    socket_type: i32,
    protocol: i32,
    port: u16,
}

impl Transport {
    fn new(is_udp: bool, port: u16) -> Transport {
        let (socket_type, protocol) =
            if is_udp { (ws::SOCK_DGRAM, ws::IPPROTO_UDP) } else { (ws::SOCK_STREAM, ws::IPPROTO_TCP) };
        Transport { socket_type, protocol, port }
    }
}

/// Reads a query. `class` is what is known of the service class, `flags` are `LUP_…`.
///
/// # Errors
/// `WSAEINVAL`: no service class, or a name that does not fit it. `WSANO_DATA`: none of the protocols is served.
/// `WSASERVICE_NOT_FOUND`: a class this name space has nothing of; `LUP_CONTAINERS`, as there are none.
pub fn search(query: &QuerySet, class: &ServiceClass, flags: u32) -> WsaResult<Search> {
    let id = query.class.ok_or(WsaError::WSAEINVAL)?;
    if flags & ws::LUP_CONTAINERS != 0 {
        return Err(WsaError::WSASERVICE_NOT_FOUND);
    }
    let name = query.name.clone().unwrap_or_default();
    let record = PortClass::of(id).map_or(0, |class| class.record);
    let question = match (id, record) {
        (service_class::HOST_BY_ADDRESS, _) | (_, RECORD_PTR) => {
            Question::Address(address(&name).ok_or(WsaError::WSAEINVAL)?)
        }
        (service_class::SERVICE_BY_NAME, _) => service_question(&name)?,
        (service_class::HOST_BY_NAME, _) if address(&name).is_some() => {
            return Err(WsaError::WSASERVICE_NOT_FOUND);
        }
        (service_class::HOST_BY_NAME | service_class::HOST_NAME, _) => host_question(name, query, &[])?,
        (_, RECORD_A) => {
            let families = Families { v4: true, v6: false };
            Question::Host { name, families, transports: vec![Transport::new(false, 0)] }
        }
        (_, RECORD_AAAA) => {
            let families = Families { v4: false, v6: true };
            Question::Host { name, families, transports: vec![Transport::new(false, 0)] }
        }
        (_, 0) => match class.ports().as_slice() {
            [] => return Err(WsaError::WSASERVICE_NOT_FOUND),
            ports => host_question(name, query, ports)?,
        },
        _ => return Err(WsaError::WSASERVICE_NOT_FOUND),
    };
    Ok(Search { question, query: query.clone(), flags })
}

fn address(name: &str) -> Option<IpAddr> {
    name.parse().ok().or_else(|| parse_berkeley(name).map(IpAddr::from))
}

/// `ftp`, `ftp/tcp`, `21/tcp`
fn service_question(text: &str) -> WsaResult<Question> {
    let (name, protocol) = match text.split_once('/') {
        Some((name, protocol)) => (name, Some(protocol.to_owned())),
        None => (text, None),
    };
    if name.is_empty() {
        return Err(WsaError::WSAEINVAL);
    }
    Ok(Question::Service { name: name.to_owned(), protocol })
}

fn host_question(name: String, query: &QuerySet, ports: &[PortClass]) -> WsaResult<Question> {
    let serves = |family: u16, protocol: i32| {
        let fits = |(its_family, its_protocol): &(i32, i32)| {
            let any_family = i32::from(ws::AF_UNSPEC);
            [any_family, family.into()].contains(its_family) && [0, protocol].contains(its_protocol)
        };
        query.protocols.iter().any(fits)
    };
    let is_free = query.protocols.is_empty();
    let mut transports: Vec<Transport> = match ports {
        [] => offered(query)?,
        ports => ports.iter().map(|class| Transport::new(class.is_udp, class.port)).collect(),
    };
    let any = |family: u16| transports.iter().any(|transport| serves(family, transport.protocol));
    let families = Families { v4: is_free || any(ws::AF_INET), v6: any(ws::AF_INET6) };
    if !families.v4 && !families.v6 {
        return Err(WsaError::WSANO_DATA);
    }
    transports.retain(|transport| {
        is_free || serves(ws::AF_INET, transport.protocol) || serves(ws::AF_INET6, transport.protocol)
    });
    if ports.is_empty() && query.query_string.as_deref().is_none_or(str::is_empty) {
        transports.truncate(1); // without a service one way to use an address is enough
    }
    Ok(Question::Host { name, families, transports })
}

/// Ways to use an address when the class names no port: those of the service in the query string, else all with port 0.
fn offered(query: &QuerySet) -> WsaResult<Vec<Transport>> {
    let Some(service) = query.query_string.as_deref().filter(|text| !text.is_empty()) else {
        return Ok([false, true].map(|is_udp| Transport::new(is_udp, 0)).to_vec());
    };
    let Question::Service { name, protocol } = service_question(service)? else { return Ok(Vec::new()) };
    let over = |is_udp: bool| {
        let its_protocol = if is_udp { "udp" } else { "tcp" };
        if protocol.as_ref().is_some_and(|wanted| !wanted.eq_ignore_ascii_case(its_protocol)) {
            return None;
        }
        let port = match name.parse() {
            Ok(port) => port,
            Err(_) => services::by_name(&name, Some(its_protocol)).ok()?.port,
        };
        Some(Transport::new(is_udp, port))
    };
    let transports: Vec<Transport> = [false, true].into_iter().filter_map(over).collect();
    if transports.is_empty() { Err(WsaError::WSASERVICE_NOT_FOUND) } else { Ok(transports) }
}

impl Search {
    /// Whether the answers are there without asking a server.
    pub fn is_local(&self) -> bool {
        match &self.question {
            Question::Service { .. } => true,
            Question::Address(address) => address.is_loopback(),
            Question::Host { name, .. } => {
                local::is_this_computer(name) || local::is_localhost(name) || address(name).is_some()
            }
        }
    }

    /// The answers, at least one, each with all that the query's flags name. Aliases follow what they are aliases of.
    ///
    /// # Errors
    /// `WSASERVICE_NOT_FOUND`: there is no such host or service; `WSANO_DATA`: it has no such address;
    /// `WSATRY_AGAIN`, `WSANO_RECOVERY`: the lookup failed.
    ///
    /// # Blocking
    /// On the system's resolver, unless [`Search::is_local`].
    pub fn answers(&self) -> WsaResult<Vec<QuerySet>> {
        let (answer, aliases) = self.answer().map_err(|error| match error {
            WsaError::WSAHOST_NOT_FOUND => WsaError::WSASERVICE_NOT_FOUND,
            error => error,
        })?;
        let answer =
            QuerySet { name_space: ws::NS_DNS, query_string: self.query.query_string.clone(), ..answer };
        let mut answers = vec![answer.clone().restricted(self.flags)];
        if self.flags & ws::LUP_RETURN_ALIASES != 0 {
            answers.extend(aliases.into_iter().map(|alias| {
                let named = QuerySet {
                    name: Some(alias),
                    output_flags: ws::RESULT_IS_ALIAS,
                    addresses: Vec::new(),
                    blob: None,
                    ..answer.clone()
                };
                named.restricted(self.flags | ws::LUP_RETURN_NAME)
            }));
        }
        Ok(answers)
    }

    fn answer(&self) -> WsaResult<(QuerySet, Vec<String>)> {
        match &self.question {
            Question::Service { name, protocol } => {
                let found = find_service(name, protocol.as_deref())?;
                let is_udp = found.protocol.eq_ignore_ascii_case("udp");
                let class = PortClass { is_udp, port: found.port, record: 0 }.id();
                let blob = Some(entries::service(&found));
                let answer =
                    QuerySet { name: Some(found.name), class: Some(class), blob, ..QuerySet::default() };
                Ok((answer, found.aliases))
            }
            Question::Address(address) => {
                let name = name_info::name_of(&SocketAddr::new(*address, 0), false)?;
                let entry = HostEntry { name, aliases: Vec::new(), addresses: vec![*address] };
                Ok(self.host_answer(&entry, &[SocketAddr::new(*address, 0)], &[Transport::new(false, 0)]))
            }
            Question::Host { name, families, transports } => {
                let entries = find_host(name, *families)?;
                let addresses: Vec<SocketAddr> = entries.iter().flat_map(|found| found.1.clone()).collect();
                let (first, _) = entries.into_iter().next().ok_or(WsaError::WSANO_DATA)?;
                Ok(self.host_answer(&first, &addresses, transports))
            }
        }
    }

    fn host_answer(
        &self,
        entry: &HostEntry,
        addresses: &[SocketAddr],
        transports: &[Transport],
    ) -> (QuerySet, Vec<String>) {
        let serves_here = self.flags & ws::LUP_RES_SERVICE != 0;
        let mut endpoints = Vec::new();
        for address in addresses {
            for transport in transports {
                let mut prime = *address;
                prime.set_port(transport.port);
                let any = match address {
                    SocketAddr::V4(_) => SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), 0),
                    SocketAddr::V6(_) => SocketAddr::new(Ipv6Addr::UNSPECIFIED.into(), 0),
                };
                let (local, remote) = if serves_here { (prime, any) } else { (any, prime) };
                endpoints.push(Endpoints {
                    local: sockaddr::encode(&local).as_bytes().to_vec(),
                    remote: sockaddr::encode(&remote).as_bytes().to_vec(),
                    socket_type: transport.socket_type,
                    protocol: transport.protocol,
                });
            }
        }
        let answer = QuerySet {
            name: Some(entry.name.clone()),
            class: self.query.class,
            addresses: endpoints,
            blob: Some(entries::host(entry)),
            ..QuerySet::default()
        };
        (answer, entry.aliases.clone())
    }
}

/// The host in each family, with its whole addresses; an error only if no family has any.
fn find_host(name: &str, families: Families) -> WsaResult<Vec<(HostEntry, Vec<SocketAddr>)>> {
    let mut found = Vec::new();
    let mut error = None;
    if families.v4 {
        match host_entry::by_name(Some(name)) {
            Ok(entry) => {
                let addresses = entry.addresses.iter().map(|ip| SocketAddr::new(*ip, 0)).collect();
                found.push((entry, addresses));
            }
            Err(why) => error = Some(why),
        }
    }
    if families.v6 {
        match ipv6_host(name) {
            Ok(entry) => found.push(entry),
            Err(why) => error = error.or(Some(why)),
        }
    }
    match error {
        Some(error) if found.is_empty() => Err(error),
        _ => Ok(found),
    }
}

fn ipv6_host(name: &str) -> WsaResult<(HostEntry, Vec<SocketAddr>)> {
    let own;
    let name = if name.is_empty() {
        own = local::host_name();
        &own
    } else {
        name
    };
    let hints = Hints { flags: ws::AI_CANONNAME, family: ws::AF_INET6.into(), ..Hints::default() };
    let answers = resolver::resolve(Some(name), None, &hints)?;
    let mut addresses: Vec<SocketAddr> = Vec::new();
    for answer in &answers {
        if !addresses.contains(&answer.address) {
            addresses.push(answer.address);
        }
    }
    let official = answers.into_iter().find_map(|answer| answer.canonical_name);
    let official = official.unwrap_or_else(|| name.to_owned());
    let aliases = if official.eq_ignore_ascii_case(name) { Vec::new() } else { vec![name.to_owned()] };
    let ips = addresses.iter().map(SocketAddr::ip).collect();
    Ok((HostEntry { name: official, aliases, addresses: ips }, addresses))
}

fn find_service(name: &str, protocol: Option<&str>) -> WsaResult<Service> {
    let found = match name.parse() {
        Ok(port) => services::by_port(port, protocol),
        Err(_) => services::by_name(name, protocol),
    };
    found.map_err(|_| WsaError::WSASERVICE_NOT_FOUND)
}
