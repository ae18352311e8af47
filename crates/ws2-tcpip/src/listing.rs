//! The tables of options and control codes as a page for readers: `docs/behaviour/options.md`.

use std::fmt::Write;

use crate::control::{CONTROLS, ControlRow};
use crate::option::{Get, LEVELS, Level, OptionRow, Set, Sockets, Treatment, Value};

const INTRODUCTION: &str = "\
# Socket options and control codes

Made from the tables in `crates/ws2-tcpip`; a test compares this page with them. What each one means is in
Microsoft's documents; here is what becomes of it.

- *maps*: carried by the options of the kernel that are named, with numbers, units and layouts translated.
- *emulated*: kept or answered by the library.
- *refused*: fails with the code.

A level that is not listed is `WSAEINVAL`, an option that is not listed `WSAENOPROTOOPT`, a control code that is
not listed `WSAEOPNOTSUPP`. An option of the other kind of socket is `WSAENOPROTOOPT`. A buffer that is too short
is `WSAEFAULT` and stays untouched; a BOOL, and a DWORD marked \"byte\", may be a single byte; longer buffers are
taken and their first bytes count.

`FIONBIO`, `SO_LINGER` and `SO_DONTLINGER` cost no system call.
";

/// The page, in Markdown.
pub fn options_in_markdown() -> String {
    let mut page = String::from(INTRODUCTION);
    for level in LEVELS {
        page.push_str(&section(level.symbol));
        page.push_str("| option | value | sockets | get | set | how | note |\n|-|-|-|-|-|-|-|\n");
        for row in level.rows {
            page.push_str(&option_line(level, row));
        }
    }
    page.push_str(&section("ioctlsocket and WSAIoctl"));
    page.push_str("| code | sockets | how | note |\n|-|-|-|-|\n");
    for row in CONTROLS {
        page.push_str(&control_line(row));
    }
    page.push_str(
        "\n`SIO_ADDRESS_LIST_SORT` (see address-sort.md), `SIO_GET_EXTENSION_FUNCTION_POINTER`, `SIO_BASE_HANDLE` and `SIO_BSP_HANDLE*` are answered above the \
         provider.\n",
    );
    page
}

fn section(title: &str) -> String {
    format!("\n## {title}\n\n")
}

fn option_line(level: &Level, row: &OptionRow) -> String {
    let mut line = format!("| `{}`", row.symbol);
    if !row.also.is_empty() {
        write!(line, ", `{}`", row.also).unwrap_or_default();
    }
    let get = !matches!(row.get, Get::Refused(_));
    let set = !matches!(row.set, Set::Refused(_));
    let [get, set] = [get, set].map(|can| if can { "yes" } else { "" });
    let (value, sockets, how) =
        (value(row.value), option_sockets(level.on, row.on), treatment(row.treatment()));
    line + &format!(" | {value} | {sockets} | {get} | {set} | {how} | {} |\n", row.note)
}

fn control_line(row: &ControlRow) -> String {
    let treatment_of_others = match (row.on, row.otherwise.name()) {
        (Sockets::Any, _) | (_, None) => String::new(),
        (_, Some(code)) => format!(" (others `{code}`)"),
    };
    format!(
        "| `{}` | {}{} | {} | {} |\n",
        row.symbol,
        sockets(row.on),
        treatment_of_others,
        treatment(row.treatment()),
        row.note
    )
}

fn value(value: Value) -> &'static str {
    match value {
        Value::Bool => "BOOL",
        Value::Dword => "DWORD",
        Value::Byte => "DWORD, byte",
        Value::Struct(name) => name,
    }
}

fn sockets(sockets: Sockets) -> &'static str {
    match sockets {
        Sockets::Any => "all",
        Sockets::Stream => "TCP",
        Sockets::Datagram => "UDP",
        Sockets::Ipv6 => "IPv6",
    }
}

fn option_sockets(level: Sockets, option: Sockets) -> String {
    match (sockets(level), sockets(option)) {
        (level, "all") => level.to_owned(),
        ("all", option) => option.to_owned(),
        (level, option) => format!("{level} {option}"),
    }
}

fn treatment(treatment: Treatment) -> String {
    match treatment {
        Treatment::Maps(kernel) => format!("maps: {kernel}"),
        Treatment::Emulated => "emulated".to_owned(),
        Treatment::Refused(error) => format!("refused: {}", error.name().unwrap_or("")),
    }
}
