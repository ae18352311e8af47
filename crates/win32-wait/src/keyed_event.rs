//! Keyed events: threads that wait and threads that release meet in pairs, by a key.
//!
//! Neither side leaves anything behind: who finds nobody of the other side with the same key waits for one. The native
//! interface offers them for locks that keep no object of their own.

use std::sync::Arc;

use parking_lot::Mutex;
use ws2_types::WsaResult;

use crate::dispatcher;
use crate::event::{Event, Reset};
use crate::handle_table::{Handle, Object};
use crate::wait::{Outcome, wait_any};

/// The side a thread comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// `NtWaitForKeyedEvent`
    Wait,
    /// `NtReleaseKeyedEvent`
    Release,
}

/// A keyed event.
#[derive(Default)]
pub struct KeyedEvent {
    /// In the order they came. Of one key there are threads of one side only.
    present: Mutex<Vec<Present>>,
}

struct Present {
    key: usize,
    side: Side,
    /// Set, and the entry taken out, by who meets this thread.
    met: Arc<Event>,
}

/// How a meeting ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meeting {
    /// The two have met.
    Met,
    /// Nobody came in time.
    TimedOut,
    /// An APC ran.
    Alerted,
}

impl KeyedEvent {
    /// Meets the first thread of the other side with this key.
    ///
    /// # Blocking
    /// Until one comes, up to `timeout_ms`.
    ///
    /// # Errors
    /// Those of [`wait_any`].
    pub fn meet(&self, side: Side, key: usize, timeout_ms: u32, alertable: bool) -> WsaResult<Meeting> {
        let met = {
            let mut present = self.present.lock();
            let other = present.iter().position(|other| other.key == key && other.side != side);
            if let Some(other) = other {
                present.remove(other).met.set();
                return Ok(Meeting::Met);
            }
            if timeout_ms == 0 {
                return Ok(Meeting::TimedOut);
            }
            let met = Event::new(Reset::Manual, false);
            present.push(Present { key, side, met: Arc::clone(&met) });
            met
        };
        let ended = wait_any(&[Arc::clone(&met) as Arc<dyn Object>], timeout_ms, alertable);
        let mut present = self.present.lock();
        match present.iter().position(|own| Arc::ptr_eq(&own.met, &met)) {
            // Somebody has met us, though the wait may have ended for another reason just before.
            None => return Ok(Meeting::Met),
            Some(own) => drop(present.remove(own)),
        }
        Ok(match ended? {
            Outcome::ApcsRan => Meeting::Alerted,
            _ => Meeting::TimedOut,
        })
    }
}

impl Object for KeyedEvent {
    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::wait::INFINITE;

    #[test]
    fn each_release_meets_one_wait_of_its_key() {
        const ROUNDS: usize = 200;
        let event = Arc::new(KeyedEvent::default());
        let met: [Arc<AtomicUsize>; 2] = Default::default();
        let threads: Vec<_> = (0..8)
            .map(|thread: usize| {
                let (event, met) = (Arc::clone(&event), Arc::clone(&met[thread % 2]));
                let side = if thread < 4 { Side::Wait } else { Side::Release };
                std::thread::spawn(move || {
                    for _ in 0..ROUNDS {
                        assert_eq!(event.meet(side, thread % 2, INFINITE, false), Ok(Meeting::Met));
                        met.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert!(met.iter().all(|met| met.load(Ordering::Relaxed) == 4 * ROUNDS));
        assert!(event.present.lock().is_empty());
    }

    #[test]
    fn nobody_of_the_other_side_or_of_the_key_means_to_wait() {
        let event = Arc::new(KeyedEvent::default());
        assert_eq!(event.meet(Side::Wait, 2, 0, false), Ok(Meeting::TimedOut));
        assert_eq!(event.meet(Side::Release, 2, 1, false), Ok(Meeting::TimedOut));
        let other = Arc::clone(&event);
        let waiting = std::thread::spawn(move || other.meet(Side::Wait, 4, INFINITE, false));
        assert_eq!(event.meet(Side::Release, 2, 20, false), Ok(Meeting::TimedOut), "another key");
        assert_eq!(event.meet(Side::Release, 4, INFINITE, false), Ok(Meeting::Met));
        assert_eq!(waiting.join().unwrap(), Ok(Meeting::Met));
    }
}
