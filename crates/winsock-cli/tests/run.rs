//! `winsock run`: compile, run, pass everything on, leave nothing behind.

mod driver;

use std::path::Path;

use driver::{Workspace, compilers, fail, succeed, text};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/c");

#[test]
fn arguments_and_exit_code_are_passed_on() {
    let work = Workspace::new();
    work.file(
        "show.c",
        "#include <stdio.h>\nint main(int c, char **v) { while (*++v) puts(*v); return c; }\n",
    );
    let output = fail(work.winsock().args(["run", "show.c", "--", "one", "--help", "--"]));
    assert_eq!(text(&output.stdout), "one\n--help\n--\n");
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn programs_may_begin_in_wmain_or_winmain() {
    let work = Workspace::new();
    work.file("wide.c", "#include <stddef.h>\nint wmain(int c, wchar_t **v) { return v[1][0] == L'x' && v[1][1] == 0 ? 10 + c : 1; }\n")
        .file("wide.cpp", "int wmain(int c, wchar_t *v[]) { return v[1][0] == L'x' ? 20 + c : 1; }\n")
        .file("win.c", "#include <windows.h>\nint WINAPI WinMain(HINSTANCE a, HINSTANCE b, LPSTR line, int show)\n\
                        { return a && !b && line[0] == 'x' && line[1] == 0 && show ? 33 : 1; }\n");
    for (source, code) in [("wide.c", 12), ("wide.cpp", 22), ("win.c", 33)] {
        let output = fail(work.winsock().args(["run", source, "--", "x"]));
        assert_eq!(output.status.code(), Some(code), "{source} {}", text(&output.stderr));
    }
}

#[test]
fn several_files_and_compiler_flags() {
    let work = Workspace::new();
    work.file("main.cpp", "extern \"C\" int half(void); int main() { return half() - HALF; }\n")
        .file("half.c", "extern \"C\" int half(void) { return 21; }\n");
    succeed(work.winsock().args(["run", "-O1", "-DHALF=21", "main.cpp", "half.c"]));
}

#[test]
fn the_program_is_removed() {
    let work = Workspace::new();
    work.file("where.c", "#include <stdio.h>\nint main(int c, char **v) { puts(v[0]); return c - 1; }\n");
    let place = succeed(work.winsock().args(["run", "where.c"]));
    assert!(place.trim_end().ends_with("/where"), "{place}");
    assert!(!Path::new(place.trim_end()).exists());
    assert!(!work.path("a.out").exists());
}

#[test]
fn a_crash_is_reported_as_a_shell_does() {
    let work = Workspace::new();
    work.file("crash.c", "int main(void) { __builtin_trap(); }\n");
    let code = fail(work.winsock().args(["run", "crash.c"])).status.code().unwrap();
    assert!(code > 128, "{code}");
}

#[test]
fn without_a_source_it_says_so() {
    let work = Workspace::new();
    let output = fail(work.winsock().args(["run", "-O2"]));
    assert!(text(&output.stderr).contains("no source file"), "{}", text(&output.stderr));
    let output = fail(work.winsock().args(["run", "absent.c"]));
    assert!(text(&output.stderr).contains("absent.c"));
}

#[test]
fn closing_sockets_prints_its_lines() {
    let work = Workspace::new();
    let lines = succeed(work.winsock().arg("run").arg(Path::new(EXAMPLES).join("closing_sockets.cpp")));
    let expected = "The socket is open.\n\
                    Closing it ...\n\
                    The socket is closed.\n\
                    Closing it again fails with WSAENOTSOCK, as it should.\n";
    assert_eq!(lines, expected);
}

#[test]
fn graceful_shutdown_loses_nothing() {
    let work = Workspace::new();
    let lines = succeed(work.winsock().arg("run").arg(Path::new(EXAMPLES).join("graceful_shutdown.c")));
    for line in [
        "server: read 300000 of 300000 bytes, then the end",
        "client: read 700000 of 700000 bytes, then the end",
        "server: closed",
        "client: closed",
    ] {
        assert!(lines.contains(line), "{lines}");
    }
}

#[test]
fn the_linger_rows_are_those_of_the_documents() {
    let work = Workspace::new();
    let table = succeed(work.winsock().arg("run").arg(Path::new(EXAMPLES).join("linger_rows.c")));
    let row = |name: &str| {
        let line = table
            .lines()
            .find(|line| line.starts_with(&format!("{name}  ")))
            .unwrap_or_else(|| panic!("{table}"));
        let mut words = line[38..].split_whitespace();
        let mut word = || words.next().unwrap().to_owned();
        let (result, error, milliseconds) = (word(), word(), word().parse::<u32>().unwrap());
        (result, error, milliseconds, words.collect::<Vec<_>>().join(" "))
    };
    for (name, result, error, peer) in [
        ("off, all delivered", "0", "-", "all data, end"),
        ("off, data unsent", "0", "-", "all data, end"),
        ("off, data unsent, non-blocking", "0", "-", "all data, end"),
        ("on, 0 s, data unsent", "0", "-", "reset"),
        ("on, 5 s, all delivered", "0", "-", "all data, end"),
        ("on, 5 s, peer reads in time", "0", "-", "all data, end"),
        ("on, 1 s, peer does not read", "0", "-", "reset"),
        ("on, 5 s, all delivered, non-blocking", "0", "-", "all data, end"),
        ("on, 5 s, data unsent, non-blocking", "-1", "WSAEWOULDBLOCK", "all data, end"),
    ] {
        let found = row(name);
        assert_eq!(
            (found.0.as_str(), found.1.as_str(), found.3.as_str()),
            (result, error, peer),
            "{name}\n{table}"
        );
        let waits_out_its_time = name == "on, 1 s, peer does not read";
        assert!(if waits_out_its_time { found.2 >= 1000 } else { found.2 < 5000 }, "{name}\n{table}");
    }
}

#[test]
fn echo_server_and_client_talk() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    let work = Workspace::new();
    let server = Path::new(EXAMPLES).join("echo_server.c");
    let mut server = work.winsock().arg("run").arg(server).stdout(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(server.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let port = line.trim_end().rsplit(':').next().unwrap().to_owned();

    let client = Path::new(EXAMPLES).join("echo_client.c");
    let answer =
        succeed(work.winsock().arg("run").arg(client).args(["--", "127.0.0.1", &port, "over and back"]));
    assert_eq!(answer, "received: over and back\n");
    assert!(server.wait().unwrap().success());
}

#[test]
fn a_client_of_window_messages_talks() {
    use std::io::{Read, Write};
    use std::net::{Shutdown, TcpListener};

    let work = Workspace::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    // Longer than any buffer on the way: FD_WRITE and FD_READ come many times.
    let words = "over and back, ".repeat(8000);
    let server = std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        let mut text = Vec::new();
        client.read_to_end(&mut text).unwrap();
        client.write_all(&text).unwrap();
        client.shutdown(Shutdown::Write).unwrap();
    });
    let client = Path::new(EXAMPLES).join("async_select_client.c");
    let answer = succeed(work.winsock().arg("run").arg(&client).args(["--", "127.0.0.1", &port, &words]));
    server.join().unwrap();
    assert_eq!(answer, format!("connected\nreceived: {words}\nclosed by the server\n"));

    // Nobody listens any more.
    let output = fail(work.winsock().arg("run").arg(&client).args(["--", "127.0.0.1", &port]));
    assert_eq!(text(&output.stderr), "connect failed with 10061\n");
}

#[test]
fn a_completion_port_serves_clients_side_by_side() {
    serves_side_by_side("echo_completion_port.c");
}

#[test]
fn network_events_serve_clients_side_by_side() {
    serves_side_by_side("event_select_server.c");
}

fn serves_side_by_side(example: &str) {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::{Shutdown, TcpStream};
    use std::process::Stdio;

    let work = Workspace::new();
    let mut server = work.winsock();
    server.arg("run").arg(Path::new(EXAMPLES).join(example)).args(["--", "0", "3"]);
    let mut server = server.stdout(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(server.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let address = line.trim_end().strip_prefix("listening on ").unwrap().to_owned();

    let clients: Vec<TcpStream> = (0..3).map(|_| TcpStream::connect(&address).unwrap()).collect();
    for (index, mut client) in clients.iter().enumerate().rev() {
        // More than the server's buffer: it comes back in several pieces.
        let message: Vec<u8> = (0..20_000).map(|byte| (byte * 7 + index) as u8).collect();
        client.write_all(&message).unwrap();
        client.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).unwrap();
        assert!(answer == message, "{} of {} bytes came back", answer.len(), message.len());
    }
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "a client came and went\n".repeat(3));
    assert!(server.wait().unwrap().success());
}

#[test]
fn a_programs_own_functions_are_nobody_elses() {
    let work = Workspace::new();
    work.file(
        "own.c",
        "#include <winsock2.h>\n\
         #include <stdlib.h>\n\
         void *opendir(const char *name) { abort(); return (void *)name; }\n\
         int close(int s) { abort(); return s; }\n\
         int pthread_create(int a) { return a + 1; }\n\
         int main(void)\n\
         {\n\
             WIN32_FIND_DATAA data;\n\
             HANDLE search = FindFirstFileA(\"own.*\", &data);\n\
             HANDLE file = CreateFileA(\"own.c\", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);\n\
             return !(search != INVALID_HANDLE_VALUE && FindClose(search) && CloseHandle(file) && pthread_create(1) == 2);\n\
         }\n",
    )
    .file("own.map", "{ local: *; };\n");
    for (cc, _) in compilers() {
        succeed(work.winsock().env("CC", cc).args(["run", "-fno-builtin", "own.c"]));
        // The linker takes one such list; the program's goes first.
        succeed(work.winsock().env("CC", cc).args(["run", "own.c", "-Wl,--version-script=own.map"]));
    }
}
