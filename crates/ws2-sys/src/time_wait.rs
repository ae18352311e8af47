//! Whether a TCP port is held by nothing but connections in TIME_WAIT, as `/proc` lists them.

const TIME_WAIT: &str = "06";

/// True when connections in TIME_WAIT have this local port, and no listener or live connection does. False also
/// where `/proc` cannot be read.
pub fn has_only_time_wait(port: u16) -> bool {
    let tables =
        ["tcp", "tcp6"].map(|table| std::fs::read_to_string(format!("/proc/thread-self/net/{table}")));
    let states = tables.iter().flatten().flat_map(|table| states_of(table, port));
    let mut waits = false;
    for state in states {
        waits = true;
        if state != TIME_WAIT {
            return false;
        }
    }
    waits
}

/// The states of the connections of a port in a table: one line each, `index: local:port remote:port state …`.
fn states_of(table: &str, port: u16) -> impl Iterator<Item = &str> {
    table.lines().skip(1).filter_map(move |line| {
        let mut fields = line.split_ascii_whitespace().skip(1);
        let (local, _remote, state) = (fields.next()?, fields.next()?, fields.next()?);
        let (_, digits) = local.rsplit_once(':')?;
        (u16::from_str_radix(digits, 16) == Ok(port)).then_some(state)
    })
}

#[cfg(test)]
mod tests {
    use super::states_of;

    #[test]
    fn the_local_port_counts() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue\n\
                     0: 0100007F:1F40 00000000:0000 0A 00000000:00000000\n\
                     1: 0100007F:1F40 0100007F:C001 06 00000000:00000000\n\
                     2: 0100007F:C001 0100007F:1F40 01 00000000:00000000\n\
                     broken\n";
        assert_eq!(states_of(table, 8000).collect::<Vec<_>>(), ["0A", "06"]);
        assert_eq!(states_of(table, 0xC001).collect::<Vec<_>>(), ["01"]);
        assert_eq!(states_of(table, 1).count(), 0);
    }
}
