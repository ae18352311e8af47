//! `select_many` at its smallest: both programs find what is ready and print the same figures.

use std::process::Command;

use benchmarks::program::{compile_raw, compile_winsock, figures_of};

const FIGURES: [&str; 6] = [
    "select_none",
    "select_same_one",
    "select_one_in_turn",
    "poll_none",
    "poll_same_one",
    "poll_one_in_turn",
];

#[test]
fn twins_print_the_same_figures() {
    let scratch = tempfile::tempdir().unwrap();
    let winsock = compile_winsock("select_many", scratch.path()).unwrap();
    let raw = compile_raw("select_many", &[], scratch.path()).unwrap();
    for (program, arguments) in
        [(&winsock, vec!["70", "22"]), (&raw, vec!["70", "22", "poll"]), (&raw, vec!["70", "22", "epoll"])]
    {
        let mut command = Command::new(program);
        command.args(&arguments);
        let figures = figures_of(command).unwrap();
        for figure in FIGURES {
            assert!(figures.value(figure).unwrap() > 0.0, "{arguments:?}: {figure}");
        }
    }
}
