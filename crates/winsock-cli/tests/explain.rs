//! `winsock explain` and `--help`.

mod driver;

use driver::{Workspace, fail, succeed, text};

#[test]
fn a_code_by_name_and_by_number() {
    let work = Workspace::new();
    let by_name = succeed(work.winsock().args(["explain", "WSAEWOULDBLOCK"]));
    assert_eq!(by_name, succeed(work.winsock().args(["explain", "10035"])));
    assert!(by_name.starts_with("WSAEWOULDBLOCK (10035)\n"));
    for part in ["When closing", "SO_LINGER", "Given by", "recv"] {
        assert!(by_name.contains(part), "{by_name}");
    }
}

#[test]
fn the_list_has_every_code() {
    let list = succeed(Workspace::new().winsock().arg("explain"));
    assert_eq!(list.lines().count(), ws2_types::ALL_ERRORS.len());
    assert!(list.lines().any(|line| line.starts_with("10038  WSAENOTSOCK ")));
}

#[test]
fn an_unknown_code_gets_a_proposal() {
    let output = fail(Workspace::new().winsock().args(["explain", "WSAENOTSOK"]));
    assert!(text(&output.stderr).contains("did you mean WSAENOTSOCK?"), "{}", text(&output.stderr));
}

#[test]
fn help_names_every_subcommand() {
    let help = succeed(Workspace::new().winsock().arg("--help"));
    for subcommand in ["cc", "c++", "run", "config", "explain", "install"] {
        assert!(help.lines().any(|line| line.trim_start().starts_with(&format!("{subcommand} "))), "{help}");
    }
}
