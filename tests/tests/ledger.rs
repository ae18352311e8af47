//! `docs/behaviour/close.md` and `events.md` held against the tests: every claim has one, every id a test names exists,
//! and the generated column is fresh.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use conformance::{files_under, root};

struct Ledger {
    path: &'static str,
    /// First letters of its ids; what the first one begins needs a test.
    kinds: [&'static str; 2],
    /// It has at least so many.
    claims: usize,
    /// Rust files of the engine whose tests name ids.
    engine: &'static [(&'static str, &'static str)],
}

const CLOSE: Ledger = Ledger {
    path: "docs/behaviour/close.md",
    kinds: ["C", "X"],
    claims: 40,
    engine: &[
        ("engine/close", "crates/ws2-engine/src/close/tests.rs"),
        ("engine/linger", "crates/ws2-engine/src/linger.rs"),
        ("sys/errno", "crates/ws2-sys/tests/errno.rs"),
    ],
};

const EVENTS: Ledger = Ledger {
    path: "docs/behaviour/events.md",
    kinds: ["E", "E"],
    claims: 15,
    engine: &[
        ("engine/network_events", "crates/ws2-engine/src/network_events/tests.rs"),
        ("base/event_select", "crates/ws2-base/src/event_select/properties.rs"),
    ],
};

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Ids like C21 or X2 in a text.
fn ids(text: &str, kinds: [&str; 2]) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_id = |word: &&str| {
        let (kind, number) = word.split_at(word.len().min(1));
        kinds.contains(&kind)
            && !number.is_empty()
            && number.len() <= 2
            && number.bytes().all(|b| b.is_ascii_digit())
    };
    words.filter(is_id).map(str::to_owned).collect()
}

/// Test name → claims it is for. C programs say so in their first comment, wire cases before their names, the
/// engine's table in its last column.
fn tests(ledger: &Ledger) -> BTreeMap<String, BTreeSet<String>> {
    let ids = |text: &str| ids(text, ledger.kinds);
    let mut tests = BTreeMap::new();
    let c = root().join("tests/c");
    for file in files_under(&c, "c") {
        if file.starts_with(c.join("wire")) {
            continue;
        }
        let text = read(&file);
        let comment = text.split("*/").next().unwrap_or_default();
        let name = file.strip_prefix(&c).expect("inside").with_extension("").to_string_lossy().into_owned();
        tests.insert(format!("c/{name}"), ids(comment));
    }
    for file in files_under(&root().join("tests/tests/wire"), "rs") {
        let subject = file.file_stem().expect("a name").to_string_lossy().into_owned();
        for line in read(&file).lines() {
            let Some((claims, name)) = line.trim().strip_prefix('"').and_then(|rest| rest.split_once("\" "))
            else {
                continue;
            };
            let name = name.trim_end_matches([',', ']', ';']);
            if !ids(claims).is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                tests.insert(format!("wire/{subject}::{name}"), ids(claims));
            }
        }
    }
    for (name, file) in ledger.engine {
        tests.insert((*name).to_owned(), ids(&read(&root().join(file))));
    }
    tests.retain(|_, claims| !claims.is_empty());
    tests
}

#[test]
fn every_claim_about_closing_has_a_test_and_every_id_is_a_claim() {
    check(&CLOSE);
}

#[test]
fn every_claim_about_network_events_has_a_test_and_every_id_is_a_claim() {
    check(&EVENTS);
}

fn check(ledger: &Ledger) {
    let path = root().join(ledger.path);
    let (text, tests) = (read(&path), tests(ledger));
    let mut known = BTreeSet::new();
    let mut untested = Vec::new();
    let mut fresh = String::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let id = cells.get(1).copied().unwrap_or_default();
        if ids(id, ledger.kinds).contains(id) {
            known.insert(id.to_owned());
            if id.starts_with(ledger.kinds[0]) {
                let for_it = tests.iter().filter(|(_, claims)| claims.contains(id));
                let names: Vec<String> = for_it.map(|(name, _)| format!("`{name}`")).collect();
                if names.is_empty() {
                    untested.push(id.to_owned());
                }
                fresh += &format!("| {id} | {} | {} | {} |\n", cells[2], cells[3], names.join(" "));
                continue;
            }
        }
        fresh += &format!("{line}\n");
    }
    assert!(known.len() >= ledger.claims, "the ledger has lost its tables");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &fresh).expect("a writable ledger");
    }
    for (name, claims) in &tests {
        let strangers: Vec<_> = claims.difference(&known).collect();
        assert!(strangers.is_empty(), "{name} names {strangers:?}, which {} does not have", ledger.path);
    }
    assert!(untested.is_empty(), "claims without a test: {untested:?}");
    assert!(read(&path) == fresh, "{} is stale: run with UPDATE_DOCS=1", ledger.path);
}
