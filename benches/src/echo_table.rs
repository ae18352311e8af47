//! The table of the echo servers, as text and as the README's Markdown.

use std::fmt;
use std::fmt::Write;

use crate::echo::{Comparison, Point, REFERENCE};
use crate::figures::{Figures, median, median_ratio};

const THROUGHPUT: &str = "messages_per_s";
const MEDIAN_LATENCY: &str = "p50";
const LATENCY: &str = "p99";
const CPU: &str = "cpu_per_million";
const FAIRNESS: &str = "least_served";

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let connections = counted(self.connections, "connection");
        let threads = counted(self.threads, "thread");
        write!(f, "{connections} × {}, {threads}", size(self.bytes))
    }
}

fn counted(number: u32, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

fn size(bytes: u32) -> String {
    if bytes >= 1024 && bytes.is_multiple_of(1024) {
        format!("{} KiB", bytes / 1024)
    } else {
        format!("{bytes} B")
    }
}

/// A dash for a figure that was not measured.
fn shown(value: f64, decimals: usize) -> String {
    if value.is_finite() { format!("{value:.decimals$}") } else { "-".to_owned() }
}

fn middle(turns: &[Figures], name: &str) -> f64 {
    median(turns.iter().filter_map(|figures| figures.value(name)))
}

fn ratio(turns: &[Figures], reference: &[Figures], name: &str) -> f64 {
    median_ratio(
        turns
            .iter()
            .zip(reference)
            .filter_map(|(turn, beside)| Some((turn.value(name)?, beside.value(name)?))),
    )
}

impl Comparison {
    fn reference<'a>(&self, turns: &'a [Vec<Figures>]) -> &'a [Figures] {
        self.servers.iter().position(|server| server.name == REFERENCE).map_or(&[], |index| &turns[index])
    }

    fn absent(&self) -> impl Iterator<Item = (&str, &str)> {
        self.servers.iter().filter_map(|server| Some((server.name.as_str(), server.not_built()?)))
    }

    fn noise(&self) -> String {
        let (all, noisy) = self.measurements;
        format!(
            "{noisy} of {all} measurements were taken while others used more than {} % of a core",
            self.max_noise
        )
    }

    /// One row for each point and server, with its ratios to epoll.
    pub fn text(&self) -> String {
        let mut text =
            format!("median of {} turns; x = median of the turns' ratios to {REFERENCE}\n", self.runs);
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "{:<38}{:<12}{:>11}{:>9}{:>9}{:>10}{:>8}   {:>6}{:>7}{:>7}",
            "point", "server", "messages/s", "p50 µs", "p99 µs", "CPU µs", "least", "x msg", "x p99", "x CPU"
        );
        for (point, turns) in &self.points {
            let reference = self.reference(turns);
            for (server, turns) in self.servers.iter().zip(turns).filter(|(_, turns)| !turns.is_empty()) {
                let _ = writeln!(
                    text,
                    "{:<38}{:<12}{:>11}{:>9}{:>9}{:>10}{:>8}   {:>6}{:>7}{:>7}",
                    point.to_string(),
                    server.name,
                    shown(middle(turns, THROUGHPUT), 0),
                    shown(middle(turns, MEDIAN_LATENCY), 1),
                    shown(middle(turns, LATENCY), 1),
                    shown(middle(turns, CPU), 2),
                    shown(middle(turns, FAIRNESS), 0),
                    shown(ratio(turns, reference, THROUGHPUT), 2),
                    shown(ratio(turns, reference, LATENCY), 2),
                    shown(ratio(turns, reference, CPU), 2),
                );
            }
        }
        for (name, reason) in self.absent() {
            let _ = writeln!(text, "{:<38}{name:<12}not built: {reason}", "");
        }
        for (name, failure) in &self.failures {
            let _ = writeln!(text, "{:<38}{name:<12}failed: {failure}", "");
        }
        let _ = writeln!(
            text,
            "CPU: the server's, per message. least: messages of the worst served connection, % of the mean.\n{}",
            self.noise()
        );
        text
    }

    /// One row for each point: messages per second of each server, then the ratios of the Winsock ones.
    pub fn markdown(&self) -> String {
        let ours: Vec<usize> = (0..self.servers.len())
            .filter(|index| self.servers[*index].name.starts_with("winsock"))
            .collect();
        let mut header = vec!["load".to_owned()];
        header.extend(self.servers.iter().map(|server| server.name.clone()));
        header.extend(["messages/s", "p99", "CPU"].map(|figure| format!("{figure} ÷ {REFERENCE}")));

        let mut text = row(&header);
        text += &format!("|---|{}\n", "---:|".repeat(header.len() - 1));
        for (point, turns) in &self.points {
            let mut cells = vec![point.to_string()];
            for (server, turns) in self.servers.iter().zip(turns) {
                let absent = if server.not_built().is_some() { "not built" } else { "-" };
                let messages = middle(turns, THROUGHPUT);
                cells.push(if messages.is_finite() { grouped(messages) } else { absent.to_owned() });
            }
            let reference = self.reference(turns);
            for figure in [THROUGHPUT, LATENCY, CPU] {
                let ratios = ours.iter().map(|index| shown(ratio(&turns[*index], reference, figure), 2));
                cells.push(ratios.collect::<Vec<_>>().join(" · "));
            }
            text += &row(&cells);
        }
        for (name, reason) in self.absent() {
            let _ = writeln!(text, "\n{name} was not built: {reason}.");
        }
        for (name, failure) in &self.failures {
            let _ = writeln!(text, "\n{name} failed with {failure}.");
        }
        if self.measurements.1 > 0 {
            let _ = writeln!(text, "\n{}.", self.noise());
        }
        text
    }
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// `1234567.8` as `1,234,568`.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
