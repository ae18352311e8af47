//! `winsock catalog`, in a catalog folder of its own.

mod driver;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
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
    list.lines()
        .skip(1)
        .take_while(|line| !line.is_empty())
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
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
    for part in ["chain", "UDP/IPv6", "WINSOCK_CATALOG", "libspy.so", "spy → udp"] {
        assert!(line.contains(part), "{line}");
    }
    for chain in
        ["1102  TCP/IPv4  spy → tcp", "1103  UDP/IPv4  spy → udp", "1104  TCP/IPv6", "1105  UDP/IPv6"]
    {
        assert!(said.contains(chain), "{said}");
    }
    refusal(&work, &["install", "libspy.so"], &["spy is installed already", "catalog remove spy", "--name"]);

    // A second layer goes on top of the first.
    let handing_on = ["install", "libspy.so", "--name", "fault", "--ifs"];
    refusal(&work, &handing_on, &["XP1_IFS_HANDLES", "over \"spy over", "install it first"]);
    succeed(catalog(&work).args(["install", "libspy.so", "--name", "fault"]));
    let details = succeed(catalog(&work).args(["show", "fault"]));
    assert!(details.contains("chain           1106 → 1101 → 1001  (fault → spy → tcp)"), "{details}");
    refusal(&work, &["show", "libspy.so"], &["several providers", "id"]);
    // What stands on a layer goes on without it.
    succeed(catalog(&work).args(["remove", "spy"]));
    let list = succeed(catalog(&work).arg("list"));
    assert!(list.contains("fault → tcp") && !list.contains("spy →"), "{list}");
    succeed(catalog(&work).args(["remove", "./libspy.so"]));
    assert_eq!(ids(&work), ["1001", "1002", "1003", "1004"]);
    refusal(&work, &["remove", "spy"], &["no provider spy", "catalog list"]);
    refusal(&work, &["remove", "1001"], &["built in", "catalog list"]);
}

#[test]
fn what_is_no_layer_is_refused_with_advice() {
    let work = Workspace::new();
    shared_object(&work, "other.so", "int other(void) { return 0; }\n");
    refusal(&work, &["install", "other.so"], &["neither WSPStartup nor NSPStartup", "ws2spi.h"]);
    let hidden = "__attribute__((visibility(\"hidden\"))) int WSPStartup(void) { return 0; }\n";
    shared_object(&work, "hidden.so", hidden);
    refusal(&work, &["install", "hidden.so"], &["hidden visibility"]);
    shared_object(&work, "mangled.so", "int _Z10WSPStartupv(void) { return 0; }\n");
    refusal(&work, &["install", "mangled.so"], &["extern \"C\""]);
    work.file("program.c", "int main(void) { return 0; }\n");
    succeed(work.command("cc").args(["-o", "program", "program.c"]));
    refusal(&work, &["install", "program"], &["no shared object", "winsock cc -shared"]);
    refusal(&work, &["install", "layer.c"], &["no ELF shared object", "winsock cc -shared"]);
    refusal(&work, &["install", "missing.so"], &["cannot read missing.so"]);
    refusal(&work, &["install", env!("CARGO_MANIFEST_DIR")], &["regular file"]);
    shared_object(&work, "layer.so", LAYER);
    fs::set_permissions(work.path("layer.so"), fs::Permissions::from_mode(0o777)).unwrap();
    refusal(&work, &["install", "layer.so"], &["others may write", "chmod go-w"]);
    let hidden = described("name=socks").replace("const char", "static const char");
    shared_object(
        &work,
        "undescribed.so",
        &format!("{hidden}const char *use(void) {{ return winsock_layer_description; }}\n"),
    );
    refusal(&work, &["install", "undescribed.so"], &["winsock_layer_description", "hidden"]);
    assert!(!work.path("catalog").exists(), "nothing was written");
}

fn described(text: &str) -> String {
    let lines: String = text.lines().map(|line| format!("\"{line}\\n\"\n")).collect();
    format!("{LAYER}const char winsock_layer_description[] = {lines};\n")
}

#[test]
fn a_layer_says_what_it_is() {
    let work = Workspace::new();
    let text =
        "name=So cks\nguid={7D1A4C1E-7F0A-4C55-8B0E-3C2D1F6A9B01}\nkind=ifs\ncategory=proxy redirector\n";
    shared_object(&work, "layer.so", &described(text));
    let said = succeed(catalog(&work).args(["install", "layer.so"]));
    assert!(said.starts_with("installed So cks: layer 1101"), "{said}");
    let guid = "{7d1a4c1e-7f0a-4c55-8b0e-3c2d1f6a9b01}";
    let details = succeed(catalog(&work).args(["show", guid]));
    for part in
        ["{7D1A4C1E-7F0A-4C55-8B0E-3C2D1F6A9B01}", "categories  redirector proxy", "service flags   0x20000"]
    {
        assert!(details.contains(part), "{details}");
    }
    // Its GUID is its own, whatever it is called.
    refusal(&work, &["install", "layer.so", "--name", "x"], &["x is installed already", "remove 'So cks'`."]);
    succeed(catalog(&work).args(["remove", "1103"]));
    assert_eq!(ids(&work), ["1001", "1002", "1003", "1004"]);
    succeed(catalog(&work).args(["install", "layer.so", "--name", "x"]));
    assert_eq!(ids(&work)[0], "1107", "ids are not used twice");
}

#[test]
fn without_a_description_name_and_guid_come_from_the_file() {
    let work = Workspace::new();
    shared_object(&work, "libspy.so", LAYER);
    let mut seen = Vec::new();
    for _ in 0..2 {
        succeed(catalog(&work).args(["install", "libspy.so"]));
        let details = succeed(catalog(&work).args(["show", "spy"]));
        assert!(
            details.contains("categories  none") && details.contains("service flags   0x0\n"),
            "{details}"
        );
        seen.push(details.lines().next().unwrap().to_owned());
        succeed(catalog(&work).args(["remove", "spy"]));
    }
    assert_eq!(seen[0], seen[1], "the same GUID again");
}

#[test]
fn a_wrong_description_is_refused_with_its_line() {
    let work = Workspace::new();
    for (source, says) in [
        (described("name=x\ncolour=red"), "line 2, \"colour=red\""),
        (described("kind=IFS"), "layered or ifs"),
        (format!("{LAYER}char winsock_layer_description[64];\n"), "an array of characters with a value"),
        (
            format!(
                "{LAYER}extern char winsock_layer_description[]; char *use = winsock_layer_description;\n"
            ),
            "an array",
        ),
        (format!("{LAYER}const char *const winsock_layer_description = \"name=x\\n\";\n"), "no pointer"),
        (format!("{LAYER}int winsock_layer_description(void) {{ return 0; }}\n"), "an array"),
        (format!("{LAYER}const char winsock_layer_description[3] = \"abc\";\n"), "winsock_layer_description"),
    ] {
        shared_object(&work, "layer.so", &source);
        refusal(&work, &["install", "layer.so"], &["winsock_layer_description that is wrong", says]);
    }
    assert!(!work.path("catalog").exists(), "nothing was written");
}

#[test]
fn a_provider_of_names_is_installed_by_its_file_too() {
    let work = Workspace::new();
    shared_object(&work, "libbook.so", "int NSPStartup(void) { return 10091; }\n");
    refusal(&work, &["install", "libbook.so", "--ifs"], &["--ifs is for layers"]);
    let said = succeed(catalog(&work).args(["install", "libbook.so"]));
    assert!(said.starts_with("installed book: names of DNS in "), "{said}");
    assert_eq!(ids(&work), ["1001", "1002", "1003", "1004"]);
    let list = succeed(catalog(&work).arg("list"));
    let line = list.lines().find(|line| line.ends_with("book")).unwrap();
    for part in ["DNS", "yes", "WINSOCK_CATALOG", "libbook.so"] {
        assert!(line.contains(part), "{list}");
    }
    assert!(succeed(catalog(&work).args(["show", "book"])).contains("names of    DNS"));
    refusal(&work, &["install", "libbook.so"], &["book is installed already", "catalog remove book"]);
    refusal(&work, &["categories", "book", "proxy"], &["only layers"]);
    succeed(catalog(&work).args(["install", "libbook.so", "--name", "mine", "--name-space", "4711"]));
    assert!(succeed(catalog(&work).args(["show", "mine"])).contains("names of    name space 4711"));
    succeed(catalog(&work).args(["remove", "mine"]));
    succeed(catalog(&work).args(["remove", "libbook.so"]));
    assert!(!succeed(catalog(&work).arg("list")).contains("book"));
    shared_object(&work, "layer.so", LAYER);
    refusal(
        &work,
        &["install", "layer.so", "--name-space", "12"],
        &["--name-space is for providers of names"],
    );
}

#[test]
fn what_is_passed_over_is_told() {
    let work = Workspace::new();
    shared_object(&work, "libspy.so", LAYER);
    succeed(catalog(&work).args(["install", "libspy.so"]));
    let warnings = |work: &Workspace| text(&catalog(work).arg("list").output().unwrap().stderr);
    assert_eq!(warnings(&work), "");
    fs::set_permissions(work.path("libspy.so"), fs::Permissions::from_mode(0o757)).unwrap();
    assert!(warnings(&work).contains("others may write to it"), "{}", warnings(&work));
    fs::remove_file(work.path("libspy.so")).unwrap();
    let said = warnings(&work);
    assert!(said.contains("libspy.so") && said.contains("`winsock catalog remove 1102`"), "{said}");
    assert!(succeed(catalog(&work).args(["show", "spy"])).contains("not loaded  "));
    succeed(catalog(&work).args(["remove", "libspy.so"]));
    assert_eq!(warnings(&work), "");
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

#[test]
fn a_program_with_more_rights_than_its_user_reads_the_system_file_only() {
    const NOBODY: u32 = 65_534;
    let work = Workspace::new();
    shared_object(&work, "libspy.so", LAYER);
    succeed(catalog(&work).args(["install", "libspy.so"]));
    fs::set_permissions(work.path("."), fs::Permissions::from_mode(0o755)).unwrap();
    let program = work.path("winsock");
    fs::copy(env!("CARGO_BIN_EXE_winsock"), &program).unwrap();
    let sees_layer = |mode| {
        fs::set_permissions(&program, fs::Permissions::from_mode(mode)).unwrap();
        let mut command = work.command(&program);
        command.env("WINSOCK_CATALOG", work.path("catalog")).args(["catalog", "list"]);
        succeed(command.uid(NOBODY).gid(NOBODY)).contains("libspy.so")
    };
    if fs::metadata(&program).unwrap().uid() != 0 {
        println!("SKIP: only root makes programs that have his rights for others");
        return;
    }
    assert!(sees_layer(0o755));
    assert!(!sees_layer(0o4755), "set-user-id");
}
