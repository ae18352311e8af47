//! Whether a thread lets others run that want its processor, before it sleeps at a port.
//!
//! Who sleeps is woken for the first message that comes, and takes the processor from whoever sends the next. Who
//! gives way finds many messages at once. But a program that has nothing to do with the port may take that
//! time too; so what giving way brings is weighed against how long it lasted.

use std::time::Duration;

/// Giving way pays if it takes less than this for each packet the port comes to meanwhile: being woken for each of
/// them costs about as much.
const WORTH: Duration = Duration::from_micros(20);

/// After giving way in vain nobody does so for so many times as long, counted as this at least.
const FIRST_PAUSE: u32 = 2;
const LAST_PAUSE: u32 = 64;
const LEAST_LOSS: Duration = Duration::from_micros(25);

pub(super) struct GivingWay {
    not_before: Duration,
    next_pause: u32,
}

impl Default for GivingWay {
    fn default() -> GivingWay {
        GivingWay { not_before: Duration::ZERO, next_pause: FIRST_PAUSE }
    }
}

impl GivingWay {
    /// Whether it is worth a try.
    pub(super) fn is_due(&self, now: Duration) -> bool {
        now >= self.not_before
    }

    /// A thread gave way; meanwhile the port came to so many packets and edges.
    pub(super) fn learn(&mut self, from: Duration, until: Duration, brought: usize) {
        let lasted = until.saturating_sub(from);
        let worth = WORTH * u32::try_from(brought).unwrap_or(u32::MAX);
        if lasted < worth {
            self.next_pause = FIRST_PAUSE;
        } else {
            self.not_before = until + lasted.max(LEAST_LOSS) * self.next_pause;
            self.next_pause = LAST_PAUSE.min(self.next_pause * 2);
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    const START: Duration = Duration::from_secs(1);
    const SLICE: Duration = Duration::from_millis(3);

    #[test]
    fn while_it_pays_every_sleep_gives_way() {
        let mut giving_way = GivingWay::default();
        assert!(giving_way.is_due(START));
        giving_way.learn(START, START + SLICE, 200);
        assert!(giving_way.is_due(START + SLICE));
    }

    #[test]
    fn a_stranger_who_takes_the_processor_costs_a_small_share_of_the_time() {
        let mut giving_way = GivingWay::default();
        let (mut now, mut lost) = (START, Duration::ZERO);
        while now < START + 1_000 * SLICE {
            if giving_way.is_due(now) {
                giving_way.learn(now, now + SLICE, 8);
                lost += SLICE;
            }
            now += SLICE;
        }
        assert!(lost <= 25 * SLICE, "{lost:?}");
    }

    #[test]
    fn after_something_was_brought_the_pauses_are_short_again() {
        let mut giving_way = GivingWay::default();
        let mut now = START;
        for brought in [0, 0, 0, 0, 200, 0] {
            while !giving_way.is_due(now) {
                now += SLICE;
            }
            giving_way.learn(now, now + SLICE, brought);
            now += SLICE;
        }
        assert!(giving_way.is_due(now + FIRST_PAUSE * SLICE));
    }
}
