//! Rows of the rules, for both ways of telling. Ids are those of `docs/behaviour/events.md`.

use super::*;

const QUIET: Facts = Facts {
    connected: false,
    acceptable: false,
    readable: false,
    unread: 0,
    writable: false,
    urgent: false,
    end: None,
    shut: false,
    arrival: false,
};
const WRITABLE: Facts = Facts { writable: true, ..QUIET };
const GRACEFUL: Facts = Facts { end: Some(End::Graceful), writable: true, ..QUIET };

fn holding(unread: u64) -> Facts {
    Facts { readable: true, unread, arrival: true, ..QUIET }
}

fn both() -> [Record; 2] {
    [Telling::Event, Telling::Messages].map(|telling| {
        let mut record = Record::default();
        record.select(ALL, telling);
        record
    })
}

/// E3: what holds at the selection is told at once, and once.
#[test]
fn a_selection_tells_what_holds() {
    for mut record in both() {
        let now = Facts { urgent: true, writable: true, ..holding(5) };
        assert_eq!(record.observe(&now).bits(), READ | WRITE | OOB);
        assert!(record.observe(&now).is_empty());
    }
}

/// E10: only the selected ones.
#[test]
fn others_than_the_selected_are_not_recorded() {
    let mut record = Record::default();
    record.select(READ | CLOSE, Telling::Event);
    assert_eq!(record.observe(&Facts { writable: true, urgent: true, ..holding(1) }).bits(), READ);
    assert!(record.connect_failed(WsaError::WSAETIMEDOUT).is_empty());
    assert_eq!(record.enumerate().bits(), READ);
    record.select(0, Telling::Event);
    assert!(record.observe(&holding(9)).is_empty());
}

/// E5: a call that re-enables tells again what still holds.
#[test]
fn a_receive_re_enables_reading() {
    for mut record in both() {
        assert_eq!(record.observe(&holding(5)).bits(), READ);
        record.enumerate();
        record.enable(READ);
        assert_eq!(record.observe(&holding(3)).bits(), READ);
        record.enumerate();
        record.enable(READ);
        assert!(record.observe(&QUIET).is_empty());
        assert_eq!(record.observe(&holding(1)).bits(), READ);
    }
}

/// E6: what arrives beside data not taken is news for the record, but no further message.
#[test]
fn more_data_is_recorded_anew() {
    let [mut event, mut messages] = both();
    for record in [&mut event, &mut messages] {
        assert_eq!(record.observe(&holding(5)).bits(), READ);
    }
    // Not enumerated yet: there is nothing to add to the record.
    assert!(event.observe(&holding(8)).is_empty());
    assert_eq!(event.enumerate().bits(), READ);
    assert!(event.observe(&holding(8)).is_empty());
    assert_eq!(event.observe(&holding(9)).bits(), READ);
    assert!(messages.observe(&holding(9)).is_empty());
    let waiting = Facts { acceptable: true, ..QUIET };
    let another = Facts { arrival: true, ..waiting };
    assert_eq!(event.observe(&waiting).bits(), ACCEPT);
    event.enumerate();
    assert!(event.observe(&waiting).is_empty());
    assert_eq!(event.observe(&another).bits(), ACCEPT);
    assert_eq!(messages.observe(&another).bits(), ACCEPT);
    assert!(messages.observe(&another).is_empty());
}

/// E7: writing is told at the connection and after a send that found no room.
#[test]
fn writing_is_told_after_a_failed_send_only() {
    for mut record in both() {
        assert!(record.observe(&QUIET).is_empty());
        record.connection_begins();
        let connected = Facts { connected: true, ..WRITABLE };
        assert_eq!(record.observe(&connected).iter().collect::<Vec<_>>(), [(WRITE, 0), (CONNECT, 0)]);
        assert!(record.observe(&connected).is_empty());
        record.enumerate();
        assert!(record.observe(&WRITABLE).is_empty());
        record.enable(WRITE);
        assert!(record.observe(&QUIET).is_empty());
        assert_eq!(record.observe(&WRITABLE).bits(), WRITE);
    }
}

/// E9: a failed connect has its code, each attempt one.
#[test]
fn each_connect_is_told_with_its_code() {
    for mut record in both() {
        for _ in 0..2 {
            record.connection_begins();
            let news = record.connect_failed(WsaError::WSAECONNREFUSED);
            assert_eq!(news.iter().collect::<Vec<_>>(), [(CONNECT, 10061)]);
            assert!(record.connect_failed(WsaError::WSAECONNREFUSED).is_empty());
            record.enumerate();
        }
    }
}

/// E11, E12: the end once, with its code; again for a new selection.
#[test]
fn the_end_is_told_once_for_a_selection() {
    for (end, code) in [(End::Graceful, 0), (End::Failed(WsaError::WSAECONNRESET), 10054)] {
        for mut record in both() {
            let facts = Facts { end: Some(end), ..QUIET };
            assert_eq!(record.observe(&facts).iter().collect::<Vec<_>>(), [(CLOSE, code)]);
            record.enumerate();
            record.enable(READ | WRITE);
            assert!(record.observe(&facts).is_empty());
            record.select(ALL, Telling::Event);
            assert_eq!(record.observe(&facts).iter().collect::<Vec<_>>(), [(CLOSE, code)]);
        }
    }
}

/// E13: a new selection on a connection that the program has shut down both ways says that it was aborted.
#[test]
fn a_selection_after_both_were_shut() {
    let facts = Facts { shut: true, ..GRACEFUL };
    let mut record = Record::default();
    record.select(CLOSE, Telling::Event);
    assert_eq!(record.observe(&facts).iter().collect::<Vec<_>>(), [(CLOSE, 0)]);
    record.select(CLOSE, Telling::Event);
    assert_eq!(record.observe(&facts).iter().collect::<Vec<_>>(), [(CLOSE, 10053)]);
    record.connection_begins();
    assert_eq!(record.observe(&GRACEFUL).codes()[5], 0);
}

/// E8: urgent data is told once; the next byte is news when the first was taken or passed over.
#[test]
fn urgent_data() {
    let urgent = Facts { urgent: true, ..QUIET };
    for mut record in both() {
        assert_eq!(record.observe(&urgent).bits(), OOB);
        record.enumerate();
        assert!(record.observe(&urgent).is_empty());
        record.enable(OOB);
        assert_eq!(record.observe(&urgent).bits(), OOB);
        record.enumerate();
        assert!(record.observe(&QUIET).is_empty());
        assert_eq!(record.observe(&urgent).bits(), OOB);
    }
}

/// E4: the record is handed out once; a message leaves none.
#[test]
fn the_record_is_cleared_by_enumerating() {
    let [mut event, mut messages] = both();
    let _ = event.observe(&GRACEFUL);
    let _ = messages.observe(&GRACEFUL);
    assert_eq!(event.enumerate().bits(), WRITE | CLOSE);
    assert!(event.enumerate().is_empty());
    assert!(messages.enumerate().is_empty());
}

/// E2: a new selection drops what was recorded for the former.
#[test]
fn a_new_selection_clears_the_record() {
    let mut record = Record::default();
    record.select(ALL, Telling::Event);
    let _ = record.observe(&holding(3));
    record.select(WRITE, Telling::Event);
    assert!(record.enumerate().is_empty());
}

/// E14
#[test]
fn changes_of_addresses_and_routes_are_noted() {
    for mut record in both() {
        assert_eq!(record.note(ADDRESS_LIST_CHANGE, 0).iter().collect::<Vec<_>>(), [(1 << 9, 0)]);
        assert_eq!(record.note(ROUTING_INTERFACE_CHANGE, 0).bits(), 1 << 8);
        assert!(record.note(0, 0).is_empty());
        assert!(record.note(1 << 10, 0).is_empty());
    }
    let mut record = Record::default();
    record.select(READ, Telling::Event);
    assert!(record.note(ADDRESS_LIST_CHANGE, 0).is_empty());
}
