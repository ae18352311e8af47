//! What is due when, by two clocks. Pure: it is told the time, so that its tests run in virtual time.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// When something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// A time of the monotonic clock ([`ws2_sys::clock::monotonic`]).
    Monotonic(Duration),
    /// A time since 1970, UTC. It comes sooner or later when the system's clock is set.
    Wall(Duration),
}

impl Due {
    /// So long after this moment, whatever happens to the system's clock.
    pub fn after(duration: Duration) -> Due {
        Due::Monotonic(ws2_sys::clock::monotonic().saturating_add(duration))
    }

    /// Whether the time is there or past.
    pub fn has_come(self) -> bool {
        match self {
            Due::Monotonic(time) => time <= ws2_sys::clock::monotonic(),
            Due::Wall(time) => time <= ws2_sys::clock::wall(),
        }
    }

    /// The next time of something that recurs every `period` (not 0) and was due now. Times that were missed are
    /// left out; recurrence goes by the monotonic clock.
    pub(crate) fn next_of(self, period: Duration) -> Due {
        let now = ws2_sys::clock::monotonic();
        let last = match self {
            Due::Monotonic(time) => time.min(now),
            Due::Wall(_) => now,
        };
        let missed = (now - last).as_nanos() / period.as_nanos();
        let periods = u32::try_from(missed + 1).unwrap_or(u32::MAX);
        Due::Monotonic(last.saturating_add(period.saturating_mul(periods)))
    }
}

/// One moment, by both clocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Moment {
    pub(crate) monotonic: Duration,
    pub(crate) wall: Duration,
}

impl Moment {
    pub(crate) fn now() -> Moment {
        Moment { monotonic: ws2_sys::clock::monotonic(), wall: ws2_sys::clock::wall() }
    }
}

/// Things that are due, each under an id of its own.
pub(crate) struct Agenda<T> {
    entries: HashMap<u64, Entry<T>>,
    monotonic: BTreeSet<Place>,
    wall: BTreeSet<Place>,
    entered: u64,
}

struct Entry<T> {
    due: Due,
    turn: u64,
    thing: T,
}

/// The time, the turn among those of the same time, and the id.
type Place = (Duration, u64, u64);

impl<T> Agenda<T> {
    pub(crate) fn new() -> Agenda<T> {
        Agenda { entries: HashMap::new(), monotonic: BTreeSet::new(), wall: BTreeSet::new(), entered: 0 }
    }

    /// Enters a thing, in place of the one with its id; that one is handed out.
    pub(crate) fn enter(&mut self, id: u64, due: Due, thing: T) -> Option<T> {
        let former = self.strike(id);
        let turn = self.entered;
        self.entered += 1;
        let (places, time) = self.places(due);
        places.insert((time, turn, id));
        self.entries.insert(id, Entry { due, turn, thing });
        former
    }

    /// Takes a thing out before it is due.
    pub(crate) fn strike(&mut self, id: u64) -> Option<T> {
        let Entry { due, turn, thing } = self.entries.remove(&id)?;
        let (places, time) = self.places(due);
        places.remove(&(time, turn, id));
        Some(thing)
    }

    /// Takes out what has been due longest, if anything is.
    pub(crate) fn take_due(&mut self, now: Moment) -> Option<(u64, T)> {
        let lateness = |places: &BTreeSet<Place>, now: Duration| {
            let (time, _, id) = places.first()?;
            Some((now.checked_sub(*time)?, *id))
        };
        let by_monotonic = lateness(&self.monotonic, now.monotonic);
        let by_wall = lateness(&self.wall, now.wall);
        let (_, id) = match (by_monotonic, by_wall) {
            (Some(one), Some(other)) => {
                if one.0 >= other.0 {
                    one
                } else {
                    other
                }
            }
            (one, other) => one.or(other)?,
        };
        self.strike(id).map(|thing| (id, thing))
    }

    /// The first time of each clock at which something is due.
    pub(crate) fn next(&self) -> (Option<Duration>, Option<Duration>) {
        let first = |places: &BTreeSet<Place>| places.first().map(|(time, ..)| *time);
        (first(&self.monotonic), first(&self.wall))
    }

    fn places(&mut self, due: Due) -> (&mut BTreeSet<Place>, Duration) {
        match due {
            Due::Monotonic(time) => (&mut self.monotonic, time),
            Due::Wall(time) => (&mut self.wall, time),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    fn taken(agenda: &mut Agenda<&'static str>, monotonic: u64, wall: u64) -> Vec<&'static str> {
        let now = Moment { monotonic: secs(monotonic), wall: secs(wall) };
        std::iter::from_fn(|| agenda.take_due(now)).map(|(_, thing)| thing).collect()
    }

    #[test]
    fn nothing_is_taken_before_its_time_and_everything_in_the_order_of_times() {
        let mut agenda = Agenda::new();
        agenda.enter(1, Due::Monotonic(secs(30)), "third");
        agenda.enter(2, Due::Monotonic(secs(10)), "first");
        agenda.enter(3, Due::Monotonic(secs(20)), "second");
        assert_eq!(agenda.next(), (Some(secs(10)), None));
        assert!(taken(&mut agenda, 9, 0).is_empty());
        assert_eq!(taken(&mut agenda, 10, 0), ["first"]);
        assert_eq!(taken(&mut agenda, 99, 0), ["second", "third"]);
        assert_eq!(agenda.next(), (None, None));
    }

    #[test]
    fn things_of_one_time_come_in_the_order_they_were_entered() {
        let mut agenda = Agenda::new();
        for (id, thing) in [(7, "a"), (3, "b"), (5, "c")] {
            agenda.enter(id, Due::Monotonic(secs(1)), thing);
        }
        assert_eq!(agenda.enter(7, Due::Monotonic(secs(1)), "a again"), Some("a"));
        assert_eq!(taken(&mut agenda, 1, 0), ["b", "c", "a again"]);
    }

    #[test]
    fn a_thing_has_one_time_only_and_none_once_struck() {
        let mut agenda = Agenda::new();
        assert_eq!(agenda.enter(1, Due::Monotonic(secs(5)), "early"), None);
        assert_eq!(agenda.enter(1, Due::Wall(secs(50)), "late"), Some("early"));
        assert_eq!(agenda.next(), (None, Some(secs(50))));
        assert!(taken(&mut agenda, 40, 40).is_empty());
        assert_eq!(agenda.strike(1), Some("late"));
        assert_eq!(agenda.strike(1), None);
        assert!(taken(&mut agenda, 99, 99).is_empty());
    }

    #[test]
    fn what_recurs_keeps_its_phase_and_leaves_out_what_was_missed() {
        let now = ws2_sys::clock::monotonic();
        let (period, late) = (secs(1_000), secs(2_500).min(now));
        let Due::Monotonic(next) = Due::Monotonic(now - late).next_of(period) else { panic!("monotonic") };
        assert!(next > now && next <= now + period);
        assert_eq!((next - (now - late)).as_nanos() % period.as_nanos(), 0);
        let Due::Monotonic(next) = Due::Wall(secs(1)).next_of(period) else { panic!("monotonic") };
        assert!(next >= now + period);
    }

    #[test]
    fn each_clock_is_judged_by_itself_and_the_latest_goes_first() {
        let mut agenda = Agenda::new();
        agenda.enter(1, Due::Monotonic(secs(10)), "monotonic");
        agenda.enter(2, Due::Wall(secs(1_000)), "wall");
        // The wall clock was set back: only the other one goes on.
        assert_eq!(taken(&mut agenda, 10, 500), ["monotonic"]);
        agenda.enter(1, Due::Monotonic(secs(20)), "monotonic");
        assert_eq!(taken(&mut agenda, 21, 1_005), ["wall", "monotonic"]);
    }
}
