//! `winsock catalog`, in a catalog folder of its own.

mod driver;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use driver::{Workspace, fail, succeed, text};

const LAYER: &str = "int WSPStartup(void) { return 10091; }\n";

/// The command with this workspace's catalog.
fn catalog(work: &Workspace) -> Command {
    let mut command = work.winsock();
    command.env("WINSOCK_CATALOG", work.path("catalog")).arg("catalog");
    command
}

/// Compiles a shared object. Its mode does not depend on the mask of whoever runs the tests.
fn shared_object(work: &Workspace, name: &str, source: &str) {
    work.file("layer.c", source);
    succeed(work.command("cc").args(["-shared", "-fPIC", "-o", name, "layer.c"]));
    fs::set_permissions(work.path(name), fs::Permissions::from_mode(0o755)).unwrap();
}

/// The first column of the list.
fn ids(work: &Workspace) -> Vec<String> {
    let list = succeed(catalog(work).arg("list"));
    list.lines().skip(1).map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[track_caller]
fn refusal(work: &Workspace, words: &[&str], says: &[&str]) {
    let output = fail(catalog(work).args(words));
    for part in says {
        assert!(text(&output.stderr).contains(part), "{}", text(&output.stderr));
    }
}

#[test]
fn a_layer_is_installed_by_its_file_alone() {
    let work = Workspace::new();
    shared_object(&work, "libspy.so", LAYER);
    assert_eq!(ids(&work), ["1001", "1002", "1003", "1004"]);
    let said = succeed(catalog(&work).args(["install", "libspy.so"]));
    assert!(said.starts_with("installed spy: layer 1101, chains 1102 1103 1104 1105 in "), "{said}");
    assert_eq!(ids(&work), ["1102", "1103", "1104", "1105", "1001", "1002", "1003", "1004", "1101"]);
    let list = succeed(catalog(&work).arg("list"));
    let line = list.lines().find(|line| line.starts_with("1105")).unwrap();
    for part in ["chain", "UDP/IPv6", "WINSOCK_CATALOG", "libspy.so", "spy over [OpenWinsock"] {
        assert!(line.contains(part), "{line}");
    }
    refusal(&work, &["install", "libspy.so"], &["spy is installed already", "catalog remove spy", "--name"]);

    // A second layer goes on top of the first.
    succeed(catalog(&work).args(["install", "libspy.so", "--name", "fault", "--ifs"]));
    let details = succeed(catalog(&work).args(["show", "fault"]));
    assert!(details.contains("chain           1106 over 1101 over 1001"), "{details}");
    refusal(&work, &["show", "libspy.so"], &["several providers", "id"]);
    succeed(catalog(&work).args(["remove", "fault"]));
    succeed(catalog(&work).args(["remove", "libspy.so"]));
    assert_eq!(ids(&work), ["1001", "1002", "1003", "1004"]);
    refusal(&work, &["remove", "spy"], &["no provider spy", "catalog list"]);
    refusal(&work, &["remove", "1001"], &["built in", "catalog list"]);
}

#[test]
fn what_is_no_layer_is_refused_with_advice() {
    let work = Workspace::new();
    shared_object(&work, "other.so", "int other(void) { return 0; }\n");
    refusal(&work, &["install", "other.so"], &["no WSPStartup", "ws2spi.h"]);
    refusal(&work, &["install", "layer.c"], &["no ELF shared object", "winsock cc -shared"]);
    refusal(&work, &["install", "missing.so"], &["cannot read missing.so"]);
    refusal(&work, &["install", env!("CARGO_MANIFEST_DIR")], &["regular file"]);
    shared_object(&work, "layer.so", LAYER);
    fs::set_permissions(work.path("layer.so"), fs::Permissions::from_mode(0o777)).unwrap();
    refusal(&work, &["install", "layer.so"], &["others may write", "chmod go-w"]);
    assert!(!work.path("catalog").exists(), "nothing was written");
}

#[test]
fn an_order_begins_with_what_it_is_told() {
    let work = Workspace::new();
    let said = succeed(catalog(&work).args(["order", "1003", "1001"]));
    assert!(said.starts_with("1003 1001 1002 1004 in "), "{said}");
    assert_eq!(succeed(catalog(&work).arg("order")), "1003 1001 1002 1004\n");
    assert_eq!(ids(&work), ["1003", "1001", "1002", "1004"]);
    refusal(&work, &["order", "7"], &["no entry 7", "catalog list"]);
    refusal(&work, &["order", "1001", "1001"], &["every id of the catalog once"]);
}

#[test]
fn categories_are_set_by_name() {
    let work = Workspace::new();
    shared_object(&work, "libspy.so", LAYER);
    succeed(catalog(&work).args(["install", "libspy.so"]));
    assert_eq!(succeed(catalog(&work).args(["categories", "spy", "proxy", "system"])), "spy: proxy system\n");
    assert_eq!(succeed(catalog(&work).args(["categories", "spy", "none"])), "spy: none\n");
    let application = ["categories", "--application", "/bin/app"];
    assert_eq!(succeed(catalog(&work).args(application)), "/bin/app: all layers\n");
    assert_eq!(succeed(catalog(&work).args(application).arg("firewall")), "/bin/app: firewall\n");
    assert_eq!(succeed(catalog(&work).args(application).arg("proxy")), "/bin/app: proxy firewall\n");
    let all = succeed(catalog(&work).arg("categories"));
    assert!(all.contains("spy: none") && all.contains("/bin/app"), "{all}");
    refusal(&work, &["categories", "spy", "cake"], &["no category cake", "crypto-compress"]);
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let work = Workspace::new();
    work.file("catalog/catalog.toml", "format = 1\nnext_id = 1101\ncolour = \"red\"\n");
    for (path, mode) in [("catalog", 0o755), ("catalog/catalog.toml", 0o644)] {
        fs::set_permissions(work.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    let output = fail(catalog(&work).arg("list"));
    assert!(text(&output.stdout).contains("1004"), "the rest is listed");
    let said = text(&output.stderr);
    assert!(said.contains("catalog.toml:3: ") && said.contains("colour"), "{said}");
    refusal(&work, &["order", "1002"], &["catalog.toml:3: ", "Correct that line"]);
}

#[test]
fn a_user_has_a_file_of_his_own() {
    let work = Workspace::new();
    let mut command = work.winsock();
    command.env("XDG_CONFIG_HOME", work.path("config")).env_remove("WINSOCK_CATALOG");
    let said = succeed(command.args(["catalog", "order", "--user", "1002"]));
    assert!(said.starts_with("1002 "), "{said}");
    assert!(said.trim_end().ends_with("config/openwinsock/catalog.toml"), "{said}");
    assert!(work.path("config/openwinsock/catalog.toml").exists());
}
