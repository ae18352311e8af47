//! `docs/behaviour/options.md` is what the tables say. `UPDATE_DOCS=1 cargo test` writes it anew.

use std::path::Path;

#[test]
fn page_agrees_with_the_tables() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/behaviour/options.md");
    let page = ws2_tcpip::options_in_markdown();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let differing = found.lines().zip(page.lines()).find(|(found, made)| found != made);
    assert_eq!(differing, None, "run the test with UPDATE_DOCS=1 and commit {}", path.display());
    assert_eq!(found.len(), page.len(), "run the test with UPDATE_DOCS=1 and commit {}", path.display());
}
