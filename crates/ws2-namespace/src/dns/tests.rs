//! Questions that need no server.

use super::*;
use crate::service_class::ClassId;

const ALL: u32 = ws::LUP_RETURN_ALL;
const HTTP: PortClass = PortClass { is_udp: false, port: 80, record: 0 };

fn query(class: ClassId, name: &str) -> QuerySet {
    QuerySet { class: Some(class), name: Some(name.to_owned()), ..QuerySet::default() }
}

fn ask(query: &QuerySet, flags: u32) -> WsaResult<Vec<QuerySet>> {
    let class = ServiceClass { id: query.class.unwrap_or_default(), ..ServiceClass::default() };
    search(query, &class, flags)?.answers()
}

fn remote(answer: &QuerySet) -> Vec<(String, i32)> {
    let text = |one: &Endpoints| (sockaddr::decode(&one.remote).unwrap().to_string(), one.protocol);
    answer.addresses.iter().map(text).collect()
}

#[test]
fn a_host_has_addresses_of_ipv4() {
    for class in [service_class::HOST_BY_NAME, service_class::HOST_NAME] {
        let answers = ask(&query(class, "localhost"), ALL).unwrap();
        assert_eq!(answers.len(), 1);
        assert_eq!(answers[0].name.as_deref(), Some("localhost"));
        assert_eq!(remote(&answers[0]), [("127.0.0.1:0".to_owned(), 6)]);
        assert_eq!((answers[0].class, answers[0].name_space), (Some(class), ws::NS_DNS));
        assert!(answers[0].blob.is_some());
    }
}

#[test]
fn protocols_choose_the_family_and_the_transport() {
    let with = |protocols: &[(i32, i32)]| QuerySet {
        protocols: protocols.to_vec(),
        ..query(service_class::HOST_NAME, "localhost")
    };
    assert_eq!(remote(&ask(&with(&[(2, 17)]), ALL).unwrap()[0]), [("127.0.0.1:0".to_owned(), 17)]);
    assert_eq!(remote(&ask(&with(&[(23, 6)]), ALL).unwrap()[0]), [("[::1]:0".to_owned(), 6)]);
    let both = remote(&ask(&with(&[(2, 0), (23, 0)]), ALL).unwrap()[0]);
    assert_eq!(both, [("127.0.0.1:0".to_owned(), 6), ("[::1]:0".to_owned(), 6)]);
    assert_eq!(ask(&with(&[(6, 1256)]), ALL), Err(WsaError::WSANO_DATA));
}

#[test]
fn a_class_may_name_a_port_and_a_query_string_a_service() {
    let answers = ask(&query(HTTP.id(), "127.0.0.1"), ALL).unwrap();
    assert_eq!(remote(&answers[0]), [("127.0.0.1:80".to_owned(), 6)]);
    let with_service = |service: &str| QuerySet {
        query_string: Some(service.to_owned()),
        ..query(service_class::HOST_NAME, "localhost")
    };
    let domain = remote(&ask(&with_service("domain"), ALL).unwrap()[0]);
    assert_eq!(domain, [("127.0.0.1:53".to_owned(), 6), ("127.0.0.1:53".to_owned(), 17)]);
    let answer = &ask(&with_service("7/udp"), ALL).unwrap()[0];
    assert_eq!(remote(answer), [("127.0.0.1:7".to_owned(), 17)]);
    assert_eq!(answer.query_string.as_deref(), Some("7/udp"));
    assert_eq!(ask(&with_service("no-such-service"), ALL), Err(WsaError::WSASERVICE_NOT_FOUND));
}

#[test]
fn a_service_tells_its_port_and_canonical_class() {
    for name in ["http", "80/tcp", "HTTP/TCP"] {
        let answer = &ask(&query(service_class::SERVICE_BY_NAME, name), ALL).unwrap()[0];
        assert_eq!((answer.name.as_deref(), answer.class), (Some("http"), Some(HTTP.id())), "{name}");
        assert!(answer.blob.is_some());
    }
    let unknown = query(service_class::SERVICE_BY_NAME, "no-such-service");
    assert_eq!(ask(&unknown, ALL), Err(WsaError::WSASERVICE_NOT_FOUND));
    for name in ["", "/tcp"] {
        assert_eq!(ask(&query(service_class::SERVICE_BY_NAME, name), ALL), Err(WsaError::WSAEINVAL));
    }
}

#[test]
fn aliases_come_after_what_they_name() {
    let www = query(service_class::SERVICE_BY_NAME, "www/tcp");
    let answers = ask(&www, ws::LUP_RETURN_NAME | ws::LUP_RETURN_ALIASES).unwrap();
    assert_eq!((answers[0].name.as_deref(), answers[0].output_flags), (Some("http"), 0));
    let alias = answers.iter().find(|answer| answer.name.as_deref() == Some("www")).unwrap();
    assert_eq!((alias.output_flags, &alias.blob), (ws::RESULT_IS_ALIAS, &None));
    assert_eq!(ask(&www, ws::LUP_RETURN_NAME).unwrap().len(), 1);
}

#[test]
fn only_what_is_asked_for_is_returned() {
    let answer = &ask(&query(service_class::HOST_NAME, "localhost"), ws::LUP_RETURN_ADDR).unwrap()[0];
    assert_eq!((&answer.name, answer.class, &answer.blob), (&None, None, &None));
    assert_eq!(answer.addresses.len(), 1);
    let flags = ws::LUP_RETURN_ADDR | ws::LUP_RES_SERVICE;
    let here = &ask(&query(service_class::HOST_NAME, "localhost"), flags).unwrap()[0].addresses[0];
    assert_eq!(sockaddr::decode(&here.local).unwrap().to_string(), "127.0.0.1:0");
    assert_eq!(sockaddr::decode(&here.remote).unwrap().to_string(), "0.0.0.0:0");
}

#[test]
fn records_of_dns_have_classes() {
    let record = |record, name: &str| query(PortClass { record, port: 53, is_udp: false }.id(), name);
    assert_eq!(remote(&ask(&record(28, "localhost"), ALL).unwrap()[0])[0].0, "[::1]:0");
    assert_eq!(remote(&ask(&record(1, "localhost"), ALL).unwrap()[0])[0].0, "127.0.0.1:0");
    assert_eq!(ask(&record(12, "127.0.0.1"), ALL).unwrap()[0].name.as_deref(), Some("localhost"));
    assert_eq!(ask(&record(15, "localhost"), ALL), Err(WsaError::WSASERVICE_NOT_FOUND));
}

#[test]
fn queries_that_make_no_sense_are_refused() {
    let by_address = |name| ask(&query(service_class::HOST_BY_ADDRESS, name), ALL);
    assert_eq!(by_address("127.0.0.1").unwrap()[0].name.as_deref(), Some("localhost"));
    assert_eq!(by_address("localhost"), Err(WsaError::WSAEINVAL));
    let by_name = query(service_class::HOST_BY_NAME, "127.0.0.1");
    assert_eq!(ask(&by_name, ALL), Err(WsaError::WSASERVICE_NOT_FOUND));
    assert_eq!(ask(&QuerySet::default(), ALL), Err(WsaError::WSAEINVAL));
    assert_eq!(ask(&query(77, "localhost"), ALL), Err(WsaError::WSASERVICE_NOT_FOUND));
    let containers = ask(&query(service_class::HOST_NAME, ""), ALL | ws::LUP_CONTAINERS);
    assert_eq!(containers, Err(WsaError::WSASERVICE_NOT_FOUND));
}
