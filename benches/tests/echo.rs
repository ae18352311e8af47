//! The echo harness at its smallest: figures come, and no message is lost.

use benchmarks::Outcome;
use benchmarks::echo::{self, Comparison, Point};
use benchmarks::event_echo;
use benchmarks::figures::Figures;
use benchmarks::options::Options;
use clap::Parser;

fn measure(arguments: &[&str]) -> Outcome<Comparison> {
    let scratch = tempfile::tempdir()?;
    // One turn, whatever else the machine does: nothing here depends on time.
    let always =
        ["test", "echo", "--runs", "1", "--max-noise", "1000", "--warmup-ms", "20", "--measure-ms", "50"];
    echo::measure(&Options::parse_from(always.iter().chain(arguments)), scratch.path())
}

/// The figures of one server at one point.
fn figures<'a>(comparison: &'a Comparison, name: &str, point: Point) -> &'a Figures {
    let server = comparison.servers.iter().position(|server| server.name == name).unwrap();
    let (_, turns) = comparison.points.iter().find(|(measured, _)| *measured == point).unwrap();
    &turns[server][0]
}

#[test]
fn every_message_comes_back_and_is_counted() {
    let comparison =
        measure(&["--connections", "4", "--bytes", "64", "--servers", "winsock,winsock-ex"]).unwrap();
    for threads in [1, 2] {
        for name in ["winsock", "winsock-ex", "epoll"] {
            let point = Point { connections: 4, bytes: 64, threads };
            let figures = figures(&comparison, name, point);
            assert_eq!(figures.value("unanswered"), Some(0.0), "{name}, {point}");
            for figure in ["messages_per_s", "p50", "p99", "rss"] {
                assert!(figures.value(figure).unwrap() > 0.0, "{name}, {point}: {figure}");
            }
        }
    }
    let text = comparison.text();
    assert_eq!(
        text.lines().filter(|line| line.starts_with("4 connections × 64 B, 1 thread ")).count(),
        3,
        "{text}"
    );
    let markdown = comparison.markdown();
    assert!(
        markdown.starts_with("| load | winsock | winsock-ex | epoll | messages/s ÷ epoll |"),
        "{markdown}"
    );
    assert_eq!(markdown.lines().count(), 2 + 2, "{markdown}");
}

#[test]
fn event_servers_lose_no_message() {
    let scratch = tempfile::tempdir().unwrap();
    let options = Options::parse_from([
        "test",
        "event_echo",
        "--runs",
        "1",
        "--max-noise",
        "1000",
        "--warmup-ms",
        "20",
        "--measure-ms",
        "50",
    ]);
    let comparison = event_echo::measure(&options, scratch.path()).unwrap();
    for (connections, threads) in [(60, 1), (1000, 16)] {
        let point = Point { connections, bytes: 64, threads };
        for name in ["events", "poll", "epoll"] {
            assert_eq!(figures(&comparison, name, point).value("unanswered"), Some(0.0), "{name}, {point}");
        }
    }
}

#[test]
fn a_server_of_ones_own_is_measured_too() {
    // Any server will do: here the load's own peer is built a second time, as a user would have built it.
    let scratch = tempfile::tempdir().unwrap();
    let program = benchmarks::program::compile_raw("echo_epoll", &[], scratch.path()).unwrap();
    let other = format!("mine={}", program.display());
    let arguments =
        ["--other", &other, "--connections", "1", "--bytes", "64", "--threads", "1", "--servers", "epoll"];
    let comparison = measure(&arguments).unwrap();
    let point = Point { connections: 1, bytes: 64, threads: 1 };
    assert_eq!(figures(&comparison, "mine", point).value("unanswered"), Some(0.0));
    assert!(comparison.text().contains("mine"), "{}", comparison.text());
}

#[test]
fn a_server_that_fails_has_a_reason_in_place_of_a_row() {
    let point = ["--connections", "1", "--bytes", "64", "--threads", "1", "--servers", "epoll"];
    let comparison = measure(&[["--other", "broken=true"].as_slice(), &point].concat()).unwrap();
    let text = comparison.text();
    let about_it: Vec<&str> = text.lines().filter(|line| line.contains("broken")).collect();
    assert!(about_it.len() == 1 && about_it[0].contains("announced no port"), "{text}");
}
