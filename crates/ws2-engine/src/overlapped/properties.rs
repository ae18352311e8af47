//! The queue on a model of an edge-triggered stream, under any sequence of what can happen to it: each operation ends
//! once and in its turn, none waits for what is there already, and a transport that is known dry is not asked.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// A receive: which one, and how many units it has room for.
type Receive = (usize, u32);

#[derive(Clone, Debug)]
enum Step {
    /// A receive is begun; so many units arrive right after its attempt, before the queue hears what the attempt left.
    Begin {
        room: u32,
        meanwhile: u32,
    },
    Arrive(u32),
    /// The peer ends the connection.
    End,
    /// Another connection takes its place, with so many units.
    Replace(u32),
    /// The edge is told, if there is one.
    Tell {
        meanwhile: u32,
    },
    /// Those of the last so many receives are cancelled whose bit is set.
    Cancel {
        bits: u8,
    },
    Close,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let meanwhile = || prop_oneof![4 => Just(0_u32), 1 => 1..4_u32];
    let step = prop_oneof![
        8 => (1..5_u32, meanwhile()).prop_map(|(room, meanwhile)| Step::Begin { room, meanwhile }),
        6 => (1..6_u32).prop_map(Step::Arrive),
        6 => meanwhile().prop_map(|meanwhile| Step::Tell { meanwhile }),
        2 => any::<u8>().prop_map(|bits| Step::Cancel { bits }),
        1 => Just(Step::End),
        1 => (0..4_u32).prop_map(Step::Replace),
        1 => Just(Step::Close),
    ];
    prop::collection::vec(step, 1..80)
}

/// The kernel's side.
#[derive(Default)]
struct Stream {
    units: u32,
    arrived: u32,
    ended: bool,
    /// Something arrived since the last edge was told.
    edge: bool,
    /// What the last attempt that ended has left behind, as far as it could say.
    left: Left,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Left {
    #[default]
    Something,
    Nothing,
    Unknown,
}

impl Stream {
    fn arrive(&mut self, units: u32) {
        if units > 0 && !self.ended {
            self.units += units;
            self.arrived += units;
            self.edge = true;
        }
    }

    /// One system call. `asks`: it tells how much it leaves.
    fn receive(&mut self, room: u32, asks: bool) -> Attempt<u32> {
        let taken = room.min(self.units);
        if taken == 0 && !self.ended {
            return Attempt::MustWait;
        }
        self.units -= taken;
        let knows = taken < room || asks && self.units == 0;
        self.left = if taken > 0 && knows {
            Left::Nothing
        } else if asks {
            Left::Something
        } else {
            Left::Unknown
        };
        Attempt::Ended(taken)
    }
}

struct Socket {
    queue: Operations<Receive>,
    stream: Stream,
    waiting: BTreeSet<usize>,
    begun: usize,
    received: u32,
    closed: bool,
}

impl Socket {
    fn new() -> Socket {
        Socket {
            queue: Operations::default(),
            stream: Stream::default(),
            waiting: BTreeSet::new(),
            begun: 0,
            received: 0,
            closed: false,
        }
    }

    fn note(&mut self, meanwhile: u32) {
        self.stream.arrive(meanwhile);
        match std::mem::take(&mut self.stream.left) {
            Left::Something => {}
            Left::Nothing => self.queue.ran_dry(),
            Left::Unknown => self.queue.left_unknown(),
        }
    }

    fn begin(&mut self, room: u32, meanwhile: u32) {
        let asks = self.queue.is_calm() && self.queue.asks();
        let was_dry = self.queue.dry;
        let (mut asked, stream) = (false, &mut self.stream);
        let begun = self.queue.begin(|| {
            asked = true;
            stream.receive(room, asks)
        });
        let id = self.begun;
        self.begun += 1;
        assert!(!(asked && was_dry), "a dry transport was asked");
        assert!(!asked || self.waiting.is_empty(), "a receive went before those that wait");
        self.note(meanwhile);
        match begun {
            Err(error) => assert!(self.closed && error == WsaError::WSAENOTSOCK),
            Ok(begun) => {
                assert!(!self.closed);
                match begun {
                    Begun::Ended(taken) => self.received += taken,
                    Begun::MustJoin => {
                        self.queue.join((id, room));
                        self.waiting.insert(id);
                    }
                }
            }
        }
    }

    fn tell(&mut self, meanwhile: u32) {
        if !std::mem::take(&mut self.stream.edge) {
            return;
        }
        if self.stream.ended {
            self.queue.more_behind();
        }
        let asks = self.queue.is_calm() && self.queue.asks();
        let Socket { queue, stream, waiting, received, .. } = self;
        queue.go_on(
            |(_, room)| stream.receive(*room, asks),
            |(id, _), taken| {
                assert_eq!(waiting.pop_first(), Some(id), "out of turn, or once more");
                *received += taken;
            },
        );
        self.note(meanwhile);
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Begin { room, meanwhile } => self.begin(room, meanwhile),
            Step::Arrive(units) => self.stream.arrive(units),
            Step::End => {
                self.stream.ended = true;
                self.stream.edge = true;
            }
            Step::Replace(units) => {
                self.queue.transport_changed();
                let arrived = self.stream.arrived - self.stream.units + units;
                self.stream = Stream { units, arrived, edge: true, ..Stream::default() };
            }
            Step::Tell { meanwhile } => self.tell(meanwhile),
            Step::Cancel { bits } => {
                let chosen = |id: usize| bits >> (id % 8) & 1 == 1;
                for (id, _) in self.queue.cancel(|(id, _)| chosen(*id)) {
                    assert!(chosen(id) && self.waiting.remove(&id), "cancelled, but did not wait");
                }
                assert!(!self.waiting.iter().any(|id| chosen(*id)), "chosen, but not cancelled");
            }
            Step::Close => {
                for (id, _) in self.queue.close() {
                    assert_eq!(self.waiting.pop_first(), Some(id), "out of turn, or once more");
                }
                assert!(self.waiting.is_empty(), "left behind by the close");
                self.closed = true;
            }
        }
        assert_eq!(self.received + self.stream.units, self.stream.arrived);
        assert_eq!(self.queue.is_idle(), self.waiting.is_empty());
        let is_there = self.stream.units > 0 || self.stream.ended;
        assert!(self.waiting.is_empty() || self.stream.edge || !is_there, "waits for what is there already");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn each_receive_ends_once_in_turn_and_as_soon_as_it_can(steps in steps()) {
        let mut socket = Socket::new();
        for step in &steps {
            socket.step(step);
        }
        socket.step(&Step::Close);
        prop_assert!(socket.queue.is_closed());
    }
}
