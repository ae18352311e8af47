//! The layers that come with the library, installed by their file and run under real programs.

mod driver;
#[path = "layers/servers.rs"]
mod servers;

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use driver::{Workspace, succeed, text};
use servers::{Dante, Page, Proxy, Ssh};

const FETCH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/c/fetch.c");
const CONNECTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/layers/connects.c");

/// A workspace with a layer installed and a program compiled.
struct Layered {
    work: Workspace,
}

impl Layered {
    fn new(layer: &str, source: &str) -> Layered {
        let work = Workspace::new();
        let file = work.path(layer);
        fs::copy(built(layer), &file).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        let said = succeed(
            work.winsock().env("WINSOCK_CATALOG", work.path("catalog")).args(["catalog", "install", layer]),
        );
        assert!(said.starts_with("installed "), "{said}");
        succeed(
            work.winsock().args(["cc", "-Wall", "-Wextra", "-Werror", "-o", "program", source, "-lws2_32"]),
        );
        Layered { work }
    }

    fn program(&self) -> Command {
        let mut command = Command::new(self.work.path("program"));
        command.env("WINSOCK_CATALOG", self.work.path("catalog"));
        command
    }

    /// Writes the settings of the SOCKS5 layer, which except nothing, and has the program use them.
    fn through(&self, proxy: u16, more: &str) -> Command {
        let file = self.work.path("socks5.toml");
        fs::write(&file, format!("proxy = '127.0.0.1:{proxy}'\ndirect = []\n{more}")).unwrap();
        let mut command = self.program();
        command.env("WINSOCK_SOCKS5_FILE", file);
        command
    }

    /// Writes the rules of the fault layer and has the program run under them.
    fn under(&self, rules: &str) -> Command {
        let file = self.work.path("fault.toml");
        fs::write(&file, rules).unwrap();
        let mut command = self.program();
        command.env("WINSOCK_FAULT", file);
        command
    }
}

/// A layer as cargo has built it, beside the test itself.
fn built(layer: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().join(layer)
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

#[track_caller]
fn fetches(command: &mut Command, page: &Page) {
    let output = run(command.arg(page.address()));
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(output.stdout == page.body(), "{} bytes came", output.stdout.len());
}

#[track_caller]
fn fails(command: &mut Command, page: &Page, says: &str) {
    let output = run(command.arg(page.address()));
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains(says), "{}", text(&output.stderr));
}

/// Past the harness, which keeps what tests that pass print.
fn skip(reason: &str) {
    let _ = writeln!(std::io::stderr(), "SKIP {reason}");
}

#[test]
fn pages_come_through_a_proxy_unchanged() {
    let layered = Layered::new("libwinsock_socks5.so", FETCH);
    let (page, proxy) = (Page::serve(300_000), Proxy::serve(servers::OPEN));
    fetches(&mut layered.through(proxy.port(), ""), &page);
    assert_eq!(proxy.asked_for(), [page.socket_addr()]);
    // Loopback is excepted unless the file says otherwise.
    let url = format!("socks5://127.0.0.1:{}", proxy.port());
    fetches(layered.program().env("WINSOCK_SOCKS5", url), &page);
    fetches(layered.program().env("WINSOCK_SOCKS5", "direct"), &page);
    assert_eq!(proxy.asked_for().len(), 1);
}

#[test]
fn a_proxy_gets_the_password_it_asks_for() {
    let layered = Layered::new("libwinsock_socks5.so", FETCH);
    let (page, proxy) =
        (Page::serve(1000), Proxy::serve(servers::Conduct { password: Some("ann:pw"), ..servers::OPEN }));
    fetches(&mut layered.through(proxy.port(), "user = 'ann'\npassword = 'pw'"), &page);
    // WSAEACCES
    fails(
        &mut layered.through(proxy.port(), "user = 'ann'\npassword = 'no'"),
        &page,
        "connect failed with 10013",
    );
    fails(&mut layered.through(proxy.port(), ""), &page, "connect failed with 10013");
}

#[test]
fn what_a_proxy_says_is_what_connect_fails_with() {
    let layered = Layered::new("libwinsock_socks5.so", FETCH);
    let page = Page::serve(1000);
    for (reply, error) in [(5, "10061"), (4, "10065"), (3, "10051"), (2, "10013")] {
        let proxy = Proxy::serve(servers::Conduct { reply, ..servers::OPEN });
        fails(&mut layered.through(proxy.port(), ""), &page, &format!("connect failed with {error}"));
    }
    let silent = Proxy::serve(servers::Conduct { hangs_up: true, ..servers::OPEN });
    fails(&mut layered.through(silent.port(), ""), &page, "connect failed with 10061");
    let mute = Proxy::serve(servers::Conduct { delay: Duration::from_secs(3600), ..servers::OPEN });
    fails(&mut layered.through(mute.port(), "time_limit_secs = 1"), &page, "connect failed with 10060");
}

#[test]
fn without_a_proxy_nothing_goes_out() {
    let layered = Layered::new("libwinsock_socks5.so", FETCH);
    let page = Page::serve(1000);
    let mut command = layered.program();
    command.env("HOME", layered.work.path("nobody")).env_remove("XDG_CONFIG_HOME");
    fails(&mut command, &page, "no proxy is set");
    fails(
        layered.program().env("WINSOCK_SOCKS5", "http://proxy"),
        &page,
        "WINSOCK_SOCKS5: socks5://HOST:PORT",
    );
}

/// `connect` in every mode there is: what comes before the proxy's answer is not shown to the program.
#[test]
fn programs_see_one_connection_in_every_mode() {
    let layered = Layered::new("libwinsock_socks5.so", CONNECTS);
    let echo = servers::echo();
    let slow = servers::Conduct { delay: Duration::from_millis(200), ..servers::OPEN };
    let refusing = servers::Conduct { reply: 5, ..slow };
    for (conduct, expected) in [(slow, "0"), (refusing, "10061")] {
        for mode in ["blocking", "select", "event", "window", "connectex", "poll"] {
            let proxy = Proxy::serve(conduct);
            let output =
                run(layered.through(proxy.port(), "").args([mode, &echo.port().to_string(), expected]));
            assert!(output.status.success(), "{mode}, {expected}: {}", text(&output.stdout));
        }
    }
}

/// The same with a proxy that many use.
#[test]
fn pages_come_through_dante() {
    let layered = Layered::new("libwinsock_socks5.so", FETCH);
    let page = Page::serve(300_000);
    match Dante::start(layered.work.path("")) {
        Ok(dante) => {
            fetches(&mut layered.through(dante.port(), ""), &page);
            assert!(page.was_asked());
        }
        Err(reason) => skip(&reason),
    }
}

/// And with `ssh -D`.
#[test]
fn pages_come_through_ssh() {
    let layered = Layered::new("libwinsock_socks5.so", FETCH);
    let page = Page::serve(300_000);
    match Ssh::start(Path::new(&layered.work.path(""))) {
        Ok(ssh) => fetches(&mut layered.through(ssh.port(), ""), &page),
        Err(reason) => skip(&reason),
    }
}

#[test]
fn faults_strike_as_the_file_says() {
    let layered = Layered::new("libwinsock_fault.so", FETCH);
    let page = Page::serve(20_000);
    fetches(&mut layered.under(""), &page);
    fetches(
        &mut layered.under("[[rule]]\non = 'receive'\nat_most = 7\n[[rule]]\non = 'send'\nat_most = 2"),
        &page,
    );
    fails(
        &mut layered.under("[[rule]]\non = 'receive'\nreset_after = 1000"),
        &page,
        "recv failed with 10054",
    );
    fails(
        &mut layered.under("[[rule]]\non = 'connect'\nrefuse = 'WSAEHOSTUNREACH'"),
        &page,
        "connect failed with 10065",
    );
    let port = page.socket_addr().port();
    let other = port.wrapping_add(1);
    fetches(&mut layered.under(&format!("[[rule]]\non = 'receive'\nport = {other}\nreset_after = 0")), &page);
    let began = Instant::now();
    fetches(&mut layered.under(&format!("[[rule]]\non = 'connect'\nport = {port}\ndelay_ms = 300")), &page);
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[test]
fn the_connection_is_cut_at_the_byte_the_file_says() {
    let layered = Layered::new("libwinsock_fault.so", FETCH);
    let page = Page::serve(20_000);
    let rules = "seed = 3\n[[rule]]\non = 'receive'\nreset_after = 5000\n[[rule]]\non = 'receive'\nprobability = 0.5\nat_most = 9";
    let cut = || {
        let output = run(layered.under(rules).arg(page.address()));
        assert!(text(&output.stderr).contains("recv failed with 10054"), "{}", text(&output.stderr));
        output.stdout.len()
    };
    let first = cut();
    assert_eq!(first + page.head_len(), 5000, "head and page");
    assert_eq!(cut(), first, "the same in every run");
}

/// The layer that is installed last stands on the first.
#[test]
fn layers_stand_on_each_other() {
    let layered = Layered::new("libwinsock_socks5.so", FETCH);
    let file = layered.work.path("libwinsock_fault.so");
    fs::copy(built("libwinsock_fault.so"), &file).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    let catalog = layered.work.path("catalog");
    let install = ["catalog", "install", "libwinsock_fault.so"];
    let said = succeed(layered.work.winsock().env("WINSOCK_CATALOG", catalog).args(install));
    assert!(said.contains("fault → socks5 → tcp"), "{said}");
    let (page, proxy) = (Page::serve(20_000), Proxy::serve(servers::OPEN));
    let rules = layered.work.path("fault.toml");
    fs::write(&rules, "[[rule]]\non = 'receive'\nat_most = 100").unwrap();
    fetches(layered.through(proxy.port(), "").env("WINSOCK_FAULT", rules), &page);
    assert_eq!(proxy.asked_for(), [page.socket_addr()]);
}

#[test]
fn a_broken_file_is_explained() {
    let layered = Layered::new("libwinsock_fault.so", FETCH);
    let page = Page::serve(10);
    fails(&mut layered.under("[[rule]]\non = 'receive'\nat_mots = 7"), &page, "at_mots");
    fails(&mut layered.under("[[rule]]\non = 'receive'\nat_mots = 7"), &page, "socket failed with");
    fails(layered.program().env("WINSOCK_FAULT", "/no/such/file"), &page, "/no/such/file");
}
