//! How a receive that is pending on a connection ends when its socket is closed: by the documents, or as Windows does.
//!
//! Source: C9 of `docs/behaviour/close.md`; what Windows does, `docs/behaviour/overlapped.md`.

use ws2_types::WsaError;
use ws2_types::status::{STATUS_LOCAL_DISCONNECT, status_of};

/// The choice, one for a process.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum CloseStatus {
    /// `WSA_OPERATION_ABORTED` for every kind of operation.
    #[default]
    Documented,
    /// As Windows: `WSAECONNABORTED`, at a port `ERROR_CONNECTION_ABORTED`.
    Windows,
    /// As older Windows: `WSAECONNABORTED`, at a port `ERROR_NETNAME_DELETED`.
    NetnameDeleted,
}

/// What is pending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pending {
    /// A receive on a connection.
    ConnectionReceive,
    /// Anything else: datagrams, sends, accepts, connects.
    Other,
}

impl CloseStatus {
    /// The names a program or its user chooses by.
    pub const NAMES: [(&'static str, CloseStatus); 3] = [
        ("documented", CloseStatus::Documented),
        ("windows", CloseStatus::Windows),
        ("netname-deleted", CloseStatus::NetnameDeleted),
    ];

    /// The choice of this name.
    pub fn from_name(name: &str) -> Option<CloseStatus> {
        CloseStatus::NAMES.iter().find(|(known, _)| *known == name).map(|(_, choice)| *choice)
    }

    /// Error and NTSTATUS of an operation that a close ends.
    pub fn of(self, pending: Pending) -> (WsaError, u32) {
        match (self, pending) {
            (CloseStatus::Documented, _) | (_, Pending::Other) => usual(WsaError::WSA_OPERATION_ABORTED),
            (CloseStatus::Windows, Pending::ConnectionReceive) => usual(WsaError::WSAECONNABORTED),
            (CloseStatus::NetnameDeleted, Pending::ConnectionReceive) => {
                (WsaError::WSAECONNABORTED, STATUS_LOCAL_DISCONNECT)
            }
        }
    }
}

fn usual(error: WsaError) -> (WsaError, u32) {
    (error, status_of(Some(error)))
}

#[cfg(test)]
mod tests {
    use ws2_types::status::{win32_error_of, wsa_error_of};

    use super::*;

    #[test]
    fn every_name_is_a_choice() {
        for (name, choice) in CloseStatus::NAMES {
            assert_eq!(CloseStatus::from_name(name), Some(choice));
        }
        assert_eq!(CloseStatus::from_name("Windows"), None);
        assert_eq!(CloseStatus::default(), CloseStatus::Documented);
    }

    #[test]
    fn what_each_kind_of_caller_sees() {
        const ABORTED: u32 = 995;
        for (choice, pending, error, win32) in [
            (CloseStatus::Documented, Pending::ConnectionReceive, WsaError::WSA_OPERATION_ABORTED, ABORTED),
            (CloseStatus::Windows, Pending::ConnectionReceive, WsaError::WSAECONNABORTED, 1236),
            (CloseStatus::NetnameDeleted, Pending::ConnectionReceive, WsaError::WSAECONNABORTED, 64),
            (CloseStatus::Documented, Pending::Other, WsaError::WSA_OPERATION_ABORTED, ABORTED),
            (CloseStatus::Windows, Pending::Other, WsaError::WSA_OPERATION_ABORTED, ABORTED),
            (CloseStatus::NetnameDeleted, Pending::Other, WsaError::WSA_OPERATION_ABORTED, ABORTED),
        ] {
            let (told, status) = choice.of(pending);
            assert_eq!(
                (told, wsa_error_of(status), win32_error_of(status)),
                (error, Some(error), Some(win32))
            );
        }
    }
}
