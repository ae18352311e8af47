//! What the scripts of the cases share: the shape of a case, a program with its connection to the peer, and the checks that
//! most closes need.

use std::error::Error;
use std::time::Duration;

use wire_lab::{Connection, ExpectationFailed, Flags, Lab, Program, TcpState};
use ws2_types::WsaError;

use crate::programs;

pub(crate) type Failure = Box<dyn Error + Send + Sync>;
pub(crate) type Outcome = Result<(), Failure>;

/// One case.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// The statements of the close contract it is about.
    pub(crate) claims: &'static str,
    pub(crate) run: fn(&Lab) -> Outcome,
}

/// Lists functions of this module as cases, each behind its claims: `cases!["C21" data_then_fin, ...]`.
macro_rules! cases {
    ($($claims:literal $name:ident),* $(,)?) => {
        pub(crate) const CASES: &[crate::script::Case] =
            &[$(crate::script::Case { name: stringify!($name), claims: $claims, run: $name }),*];
    };
}
pub(crate) use cases;

/// Long enough for whatever happens without waiting; a loaded machine gets through.
pub(crate) const SOON: Duration = Duration::from_secs(10);
/// How long something is watched that must not happen yet.
pub(crate) const A_WHILE: Duration = Duration::from_millis(300);
/// What "at once" must stay below: far above what a call takes, far below any wait.
pub(crate) const AT_ONCE: Duration = Duration::from_secs(1);
/// How much later than its deadline a call may return.
const GRACE: Duration = Duration::from_secs(4);

/// A program and the peer's end of its connection.
pub(crate) struct Scene<'a> {
    pub(crate) lab: &'a Lab,
    pub(crate) program: Program,
    pub(crate) peer: Connection,
}

/// What a call of the program gave.
pub(crate) struct Call {
    pub(crate) result: i64,
    pub(crate) error: i64,
    pub(crate) took: Duration,
}

impl Call {
    pub(crate) fn failed_with(&self, error: WsaError) -> bool {
        (self.result, self.error) == (-1, error.code().into())
    }
}

impl<'a> Scene<'a> {
    /// Starts `name` with the peer's address and port and then `arguments`; it connects.
    pub(crate) fn open(lab: &'a Lab, name: &'static str, arguments: &[&str]) -> Result<Self, Failure> {
        Self::on_port(lab, lab.peer().listen(), name, arguments)
    }

    /// The same, with the peer's window shut from the beginning.
    pub(crate) fn open_with_shut_window(
        lab: &'a Lab,
        name: &'static str,
        arguments: &[&str],
    ) -> Result<Self, Failure> {
        Self::on_port(lab, lab.peer().listen_with_window(0), name, arguments)
    }

    fn on_port(lab: &'a Lab, port: u16, name: &'static str, arguments: &[&str]) -> Result<Self, Failure> {
        let (address, port) = (lab.peer_address().to_string(), port.to_string());
        let arguments = [&[address.as_str(), port.as_str()], arguments].concat();
        let program = programs::start(lab, name, &arguments)?;
        let peer = lab.peer().accept(SOON)?;
        Ok(Self { lab, program, peer })
    }

    /// Lets the program go on from its wait.
    pub(crate) fn go(&mut self) -> Outcome {
        Ok(self.program.tell("go")?)
    }

    /// Waits until the program printed the line.
    pub(crate) fn reached(&self, name: &str) -> Result<i64, ExpectationFailed> {
        self.program.number(name, SOON)
    }

    /// The outcome of the call, waiting for it `within`.
    pub(crate) fn call_within(&self, name: &str, within: Duration) -> Result<Call, ExpectationFailed> {
        let result = self.program.number(name, within)?;
        let error = self.program.number(&format!("{name}_error"), SOON)?;
        let micros = self.program.number(&format!("{name}_us"), SOON)?;
        Ok(Call { result, error, took: Duration::from_micros(micros.unsigned_abs()) })
    }

    /// The outcome of the call.
    pub(crate) fn call(&self, name: &str) -> Result<Call, ExpectationFailed> {
        self.call_within(name, SOON)
    }

    /// Checks that the call returned 0 without waiting.
    pub(crate) fn succeeded_at_once(&self, name: &str) -> Outcome {
        let call = self.call(name)?;
        self.require(call.result == 0, &format!("{name} to return 0"), &call)?;
        self.require(call.took < AT_ONCE, &format!("{name} to return at once"), &call)
    }

    /// Checks that the call failed with this code without waiting.
    pub(crate) fn failed_at_once(&self, name: &str, error: WsaError) -> Outcome {
        let call = self.call(name)?;
        self.require(call.failed_with(error), &format!("{name} to fail with {error:?}"), &call)?;
        self.require(call.took < AT_ONCE, &format!("{name} to return at once"), &call)
    }

    /// Checks that the peer has these bytes of the pattern the programs send, and a FIN behind them, and that no RST came.
    pub(crate) fn got_all_then_fin(&self, total: usize) -> Outcome {
        self.peer.expect(wire_lab::Bytes(total), SOON)?;
        let fin = self.peer.expect(wire_lab::Fin, SOON)?;
        self.peer.expect(wire_lab::Acknowledged, SOON)?;
        self.holds(fin.seq as usize + fin.len == total + 1, "the FIN right behind the data")?;
        self.holds(self.peer.received() == pattern(total), "the bytes the program sent")?;
        self.never_sent(Flags::RST)
    }

    /// Checks that the program's side sent no segment with this flag, up to now.
    pub(crate) fn never_sent(&self, flag: Flags) -> Outcome {
        self.lab.peer().settle(SOON)?;
        self.holds(!self.peer.saw(flag), &format!("no {flag} from the program"))
    }

    /// Checks that the connection ended with a RST and without a FIN, leaving nothing behind.
    pub(crate) fn reset_without_fin(&self) -> Outcome {
        self.reset_and_gone()?;
        self.never_sent(Flags::FIN)
    }

    /// Checks that the connection ended with a RST, which is the last of it, and that no TIME_WAIT stays.
    pub(crate) fn reset_and_gone(&self) -> Outcome {
        self.peer.expect(wire_lab::Rst, SOON)?;
        self.lab.peer().settle(SOON)?;
        let segments = self.peer.segments();
        let last = segments.iter().rfind(|segment| segment.from_program());
        self.holds(last.is_some_and(|last| last.is(Flags::RST)), "the RST as the last segment")?;
        self.holds(self.state()?.is_none(), "no socket of the connection, not even in TIME_WAIT")
    }

    /// Checks that the close took its linger time, which nothing shortened, reset the connection and returned 0.
    pub(crate) fn ran_out_of_time(&self, close: &str, limit: Duration) -> Outcome {
        let call = self.call_within(close, limit + GRACE)?;
        self.require(call.result == 0, "the close to return 0", &call)?;
        self.require(call.took >= limit && call.took < limit + GRACE, "the close to take its time", &call)?;
        let reset = self.peer.expect(wire_lab::Rst, SOON)?;
        let returned = self.program.line(close, SOON)?;
        self.holds(reset.at < returned.at + A_WHILE, "the RST before the close returned")?;
        self.reset_and_gone()
    }

    /// The state of the connection's socket in the kernel.
    pub(crate) fn state(&self) -> Result<Option<TcpState>, Failure> {
        let port = self.peer.program_port();
        Ok(self.lab.sockets()?.into_iter().find(|row| row.local_port == port).map(|row| row.state))
    }

    /// Lets the program run to its end, which must be a good one.
    pub(crate) fn finish(&mut self) -> Outcome {
        let status = self.program.wait_exit(SOON)?;
        self.holds(status.success(), "the program to end well")?;
        self.holds(self.reached("cleanup")? == 0, "WSACleanup to return 0")
    }

    /// Fails with the timeline unless `condition` holds.
    pub(crate) fn holds(&self, condition: bool, wanted: &str) -> Outcome {
        match condition {
            true => Ok(()),
            false => Err(self.peer.failure(wanted, "it is not so").into()),
        }
    }

    /// Fails with the call and the timeline unless `condition` holds.
    pub(crate) fn require(&self, condition: bool, wanted: &str, call: &Call) -> Outcome {
        let Call { result, error, took } = call;
        let reason = format!("it returned {result}, error {error}, after {took:?}");
        if condition { Ok(()) } else { Err(self.peer.failure(wanted, &reason).into()) }
    }
}

/// Stands before the outcome of a case that is known to fail, for this reason: the case fails once it no longer does.
pub(crate) fn known_gap(reason: &str, outcome: Outcome) -> Outcome {
    match outcome {
        Ok(()) => Err(format!("a known gap is closed, make this an ordinary case: {reason}").into()),
        Err(_) => Ok(()),
    }
}

/// The bytes `send_pattern` of `wire.h` sends.
pub(crate) fn pattern(total: usize) -> Vec<u8> {
    (0..total).map(|index| (index % 251) as u8).collect()
}
