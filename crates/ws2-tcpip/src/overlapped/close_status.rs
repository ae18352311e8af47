//! The process's choice of how a close ends pending receives.

use std::io::Write;
use std::sync::OnceLock;

use ws2_engine::close_status::CloseStatus;

const VARIABLE: &str = "WINSOCK_CLOSE_STATUS";

/// Read once, before the first socket is opened. A value that is none of the names is reported, and passed over.
pub(crate) fn chosen() -> CloseStatus {
    static CHOSEN: OnceLock<CloseStatus> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let Some(value) = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) else {
            return CloseStatus::default();
        };
        value.to_str().and_then(CloseStatus::from_name).unwrap_or_else(|| {
            let names = CloseStatus::NAMES.map(|(name, _)| name).join(", ");
            let value = value.to_string_lossy();
            // Without anywhere to write to there is nobody to tell.
            let _ = writeln!(
                std::io::stderr(),
                "ws2_32: {VARIABLE}={value} is none of: {names}. Closing goes by the documents."
            );
            CloseStatus::default()
        })
    })
}
