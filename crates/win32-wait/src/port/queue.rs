//! What the threads of a port know of each other: packets, edges, who sleeps and who works.
//!
//! Everything here happens under the port's lock and does no I/O; it only says whether a sleeper is to be woken.

use std::collections::VecDeque;

use ws2_sys::poller::Edge;

use super::Packet;
use super::giving_way::GivingWay;
use crate::reactor::Glance;

/// So many packets are taken in a row before edges are heard again: operations that end at once keep the queue
/// filled, and the sockets behind them must not starve the others.
pub(super) const FAIR_SHARE: usize = 64;

/// So much work is left lying for each thread that will soon be back for it; waking another would cost more.
const SOON: usize = 8;

/// For so many looks of the reactor a port wakes sleepers at once, after its threads were found not to come back.
const FIRST_PENALTY: u32 = 20;
const LAST_PENALTY: u32 = 2_000;

/// The state of a port.
#[derive(Default)]
pub(super) struct Queue {
    pub(super) packets: VecDeque<Packet>,
    /// Heard from the kernel, not yet handed to their sockets.
    pub(super) edges: VecDeque<Edge>,
    /// The most threads that may be active.
    pub(super) concurrency: usize,
    /// The kernel's numbers of the active threads.
    pub(super) active: Vec<i32>,
    pub(super) sleepers: usize,
    /// One of the sleepers looks whether active threads are blocked.
    pub(super) watched: bool,
    /// Packets taken since the last edge.
    pub(super) unheard: usize,
    /// Counts the packets taken.
    pub(super) taken: usize,
    /// Counts threads that came for packets.
    pub(super) visits: u64,
    pub(super) closed: bool,
    pub(super) giving_way: GivingWay,
    /// A wake-up is on its way that nobody has met yet.
    waking: bool,
    /// Something of the work was left by a thread that will not be back for it.
    urgent: bool,
    penalty: u32,
    next_penalty: u32,
}

impl Queue {
    pub(super) fn new(concurrency: usize) -> Queue {
        Queue { concurrency, next_penalty: FIRST_PENALTY, ..Queue::default() }
    }

    /// Packets and edges that wait for a thread.
    pub(super) fn work(&self) -> usize {
        self.packets.len() + self.edges.len()
    }

    /// Adds a packet, unless the port is closed. `urgent`: whoever brings it will not be back soon to take it.
    pub(super) fn push(&mut self, packet: Packet, urgent: bool) {
        if !self.closed {
            self.packets.push_back(packet);
            self.urgent |= urgent;
        }
    }

    /// What is queued by now is not left lying.
    pub(super) fn make_urgent(&mut self) {
        self.urgent = self.work() > 0;
    }

    /// Drops the packets and refuses later ones. Edges stay: the kernel tells none of them again.
    pub(super) fn close(&mut self) {
        self.closed = true;
        self.packets.clear();
    }

    /// Whether a packet may be taken while `blocked` of the active threads are blocked.
    pub(super) fn may_take(&self, blocked: usize) -> bool {
        !self.packets.is_empty() && self.active.len() < self.concurrency + blocked
    }

    /// Takes up to `room` packets.
    pub(super) fn take(&mut self, room: usize, mut give: impl FnMut(Packet)) {
        for packet in std::iter::from_fn(|| self.packets.pop_front()).take(room) {
            self.unheard += 1;
            self.taken = self.taken.wrapping_add(1);
            give(packet);
        }
        self.urgent &= self.work() > 0;
    }

    pub(super) fn forget_active(&mut self, thread_id: i32) {
        if let Some(place) = self.active.iter().position(|active| *active == thread_id) {
            self.active.swap_remove(place);
        }
    }

    /// Whether a sleeper must be woken now. The caller wakes one if so; until a thread meets that wake-up no other
    /// is asked for.
    #[must_use]
    pub(super) fn begin_wake(&mut self) -> bool {
        let left_lying = if self.urgent || self.penalty > 0 { 0 } else { SOON * self.active.len() };
        let for_a_taker = self.active.len() < self.concurrency;
        let wanted = self.closed || self.work() > left_lying && (for_a_taker || !self.watched);
        let wake = wanted && self.sleepers > 0 && !self.waking;
        self.waking |= wake;
        wake
    }

    /// Whether work is left for threads that are trusted to be back, while others sleep.
    pub(super) fn leaves_work(&self) -> bool {
        self.work() > 0 && self.sleepers > 0 && !self.waking
    }

    /// A thread met a wake-up; it asks [`Queue::begin_wake`] again before it leaves.
    pub(super) fn met_wake(&mut self) {
        self.waking = false;
    }

    /// The reactor looks: work that nobody came for since its last look is urgent, and for a while nothing is left
    /// lying any more.
    pub(super) fn glance(&mut self, last_visits: &mut u64) -> Glance {
        let visited = self.visits != std::mem::replace(last_visits, self.visits);
        let waiting = self.work() > 0 && self.sleepers > 0;
        self.penalty = self.penalty.saturating_sub(1);
        if waiting && !visited && !self.urgent {
            self.urgent = true;
            if self.penalty == 0 {
                self.penalty = self.next_penalty;
                self.next_penalty = LAST_PENALTY.min(self.next_penalty * 2);
            }
        }
        Glance { visited, attended: self.sleepers > 0, waiting }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    fn packets(count: usize) -> Queue {
        let mut queue = Queue::new(2);
        for key in 0..count {
            queue.push(Packet { bytes: 0, key, overlapped: 0, status: 0 }, false);
        }
        queue
    }

    #[test]
    fn a_little_work_is_left_to_a_thread_that_will_be_back() {
        let mut queue = Queue { sleepers: 1, active: vec![1], ..packets(SOON) };
        assert!(!queue.begin_wake());
        queue.push(Packet { bytes: 0, key: 0, overlapped: 0, status: 0 }, false);
        assert!(queue.begin_wake());
    }

    #[test]
    fn with_nobody_at_work_the_first_packet_wakes() {
        let mut queue = Queue { sleepers: 1, ..packets(1) };
        assert!(queue.begin_wake());
    }

    #[test]
    fn an_urgent_packet_wakes_until_nothing_is_left() {
        let mut queue = Queue { sleepers: 1, active: vec![1], ..packets(1) };
        queue.push(Packet { bytes: 0, key: 1, overlapped: 0, status: 0 }, true);
        assert!(queue.begin_wake());
        queue.met_wake();
        queue.take(1, |_| {});
        assert!(queue.begin_wake());
        queue.met_wake();
        queue.take(1, |_| {});
        queue.push(Packet { bytes: 0, key: 2, overlapped: 0, status: 0 }, false);
        assert!(!queue.begin_wake());
    }

    #[test]
    fn one_wake_up_is_under_way_at_a_time() {
        let mut queue = Queue { sleepers: 2, ..packets(3) };
        assert!(queue.begin_wake());
        assert!(!queue.begin_wake());
        queue.met_wake();
        assert!(queue.begin_wake());
    }

    #[test]
    fn work_left_by_a_thread_that_stays_away_is_found_by_the_second_look() {
        let mut queue = Queue { sleepers: 1, active: vec![1], visits: 7, ..packets(1) };
        let mut last = 0;
        assert_eq!(queue.glance(&mut last), Glance { visited: true, attended: true, waiting: true });
        assert!(!queue.begin_wake());
        assert!(!queue.glance(&mut last).visited);
        assert!(queue.begin_wake());
        // For a while no thread is trusted to come back.
        queue.met_wake();
        queue.take(1, |_| {});
        queue.push(Packet { bytes: 0, key: 0, overlapped: 0, status: 0 }, false);
        assert!(queue.begin_wake());
    }

    #[test]
    fn a_full_port_wakes_only_a_watchman() {
        let mut queue = Queue { sleepers: 1, active: vec![1, 2], ..packets(2 * SOON + 1) };
        assert!(queue.begin_wake());
        queue.met_wake();
        queue.watched = true;
        assert!(!queue.begin_wake());
    }
}
