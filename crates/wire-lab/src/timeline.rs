//! A [`Capture`] as text, one line a segment or note: what a failed expectation prints.
//!
//! ```text
//!   0.000212  program 44006 --> 7001 peer  SYN            seq 0      window 64240
//!   0.000263  program 44006 <-- 7001 peer  SYN ACK        seq 0      ack 1      window 65535
//!   0.000710  | program printed: closed 0
//! ```

use std::fmt;

use crate::capture::{Capture, Direction, Entry, Segment};

impl fmt::Display for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in self.entries() {
            match entry {
                Entry::Segment(segment) => writeln!(f, "{segment}")?,
                Entry::Note(at, text) => writeln!(f, "{:>10.6}  | {text}", at.as_secs_f64())?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrow = match self.direction {
            Direction::FromProgram => "-->",
            Direction::FromPeer => "<--",
        };
        write!(
            f,
            "{:>10.6}  program {} {arrow} {} peer  {:<14} seq {:<6}",
            self.at.as_secs_f64(),
            self.program_port,
            self.peer_port,
            self.flags.to_string(),
            self.seq
        )?;
        if self.is(crate::Flags::ACK) {
            write!(f, " ack {:<6}", self.ack)?;
        }
        write!(f, " window {}", self.window)?;
        if self.len > 0 {
            write!(f, "  {} bytes", self.len)?;
        }
        if self.repeated {
            write!(f, "  (again)")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::Flags;

    #[test]
    fn a_segment_is_one_line() {
        let segment = Segment {
            at: Duration::from_micros(1_500_250),
            direction: Direction::FromProgram,
            program_port: 4000,
            peer_port: 7000,
            flags: Flags::FIN | Flags::ACK,
            seq: 101,
            ack: 1,
            window: 64240,
            len: 100,
            repeated: true,
            packet: Vec::new(),
        };
        assert_eq!(
            segment.to_string(),
            "  1.500250  program 4000 --> 7000 peer  FIN ACK        seq 101    ack 1      window 64240  100 bytes  (again)"
        );
    }
}
