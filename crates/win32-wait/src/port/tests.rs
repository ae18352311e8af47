use std::sync::mpsc;
use std::thread;

use super::*;

fn packet(key: usize) -> Packet {
    Packet { bytes: 0, key, overlapped: 0, status: 0 }
}

fn take(port: &Port, room: usize, timeout_ms: u64) -> Result<Vec<usize>, NoPacket> {
    let mut keys = Vec::new();
    let timeout = Duration::from_millis(timeout_ms);
    port.take(room, Some(timeout), false, |packet| keys.push(packet.key)).map(|()| keys)
}

#[test]
fn packets_come_in_order_and_as_many_as_there_is_room_for() {
    let port = Port::new(1).expect("a port");
    (1..=4).for_each(|key| port.post(packet(key)));
    assert_eq!(take(&port, 3, 0), Ok(vec![1, 2, 3]));
    assert_eq!(take(&port, 3, 0), Ok(vec![4]));
    assert_eq!(take(&port, 3, 0), Err(NoPacket::TimedOut));
}

#[test]
fn a_wait_at_a_busy_port_ends_in_time() {
    let port = Port::new(1).expect("a port");
    (1..=2).for_each(|key| port.post(packet(key)));
    let (begin, begun) = mpsc::channel();
    let (stop, stopped) = mpsc::channel::<()>();
    let (port, begin) = (&port, &begin);
    thread::scope(|scope| {
        scope.spawn(move || {
            assert_eq!(take(port, 1, 0), Ok(vec![1]));
            begin.send(()).expect("somebody listens");
            // Busy, not blocked: the packet that is left must stay where it is.
            while matches!(stopped.try_recv(), Err(mpsc::TryRecvError::Empty)) {
                std::hint::spin_loop();
            }
        });
        begun.recv().expect("it takes the first");
        assert_eq!(take(port, 1, 50), Err(NoPacket::TimedOut));
        drop(stop);
    });
    // The thread is gone, and its place with it.
    assert_eq!(take(port, 1, 20_000), Ok(vec![2]));
}

#[test]
fn a_blocked_thread_makes_room() {
    let port = Port::new(1).expect("a port");
    (1..=2).for_each(|key| port.post(packet(key)));
    let (begin, begun) = mpsc::channel();
    let (stop, stopped) = mpsc::channel::<()>();
    let (port, begin) = (&port, &begin);
    thread::scope(|scope| {
        scope.spawn(move || {
            assert_eq!(take(port, 1, 0), Ok(vec![1]));
            begin.send(()).expect("somebody listens");
            let _ = stopped.recv();
        });
        begun.recv().expect("it takes the first");
        assert_eq!(take(port, 1, 20_000), Ok(vec![2]));
        drop(stop);
    });
}

#[test]
fn each_of_many_packets_reaches_one_of_many_threads() {
    const PACKETS: usize = 20_000;
    let port = Port::new(2).expect("a port");
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..4 {
            let tell = tell.clone();
            scope.spawn(|| {
                let tell = tell;
                while let Ok(keys) = take(&port, 3, 20_000) {
                    keys.into_iter().for_each(|key| tell.send(key).expect("somebody listens"));
                }
            });
        }
        for first in 0..2 {
            let port = &port;
            scope.spawn(move || (first..PACKETS).step_by(2).for_each(|key| port.post(packet(key))));
        }
        let mut keys: Vec<usize> = told.iter().take(PACKETS).collect();
        keys.sort_unstable();
        assert!(keys.into_iter().eq(0..PACKETS));
        port.abandon();
    });
}

#[test]
fn abandoning_reaches_every_sleeper_and_drops_what_comes_later() {
    let port = Port::new(1).expect("a port");
    thread::scope(|scope| {
        let sleepers: Vec<_> = (0..4).map(|_| scope.spawn(|| take(&port, 1, 20_000))).collect();
        while port.queue.lock().sleepers < 4 {
            thread::yield_now();
        }
        port.abandon();
        for sleeper in sleepers {
            assert_eq!(sleeper.join().expect("no panic"), Err(NoPacket::Abandoned));
        }
    });
    port.post(packet(1));
    assert!(port.queue.lock().packets.is_empty());
}

#[test]
fn what_a_thread_heard_and_left_reaches_a_sleeper_if_it_stays_away() {
    let port = Port::new(2).expect("a port");
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        let sleeper = scope.spawn(|| tell.send(take(&port, 1, 20_000)).expect("somebody listens"));
        while port.queue.lock().sleepers == 0 || !crate::reactor::is_asleep() {
            thread::yield_now();
        }
        // As edges do that complete two operations at once.
        work::drive(&port, &mut port.queue.lock(), || (1..=2).for_each(|key| port.complete(packet(key))));
        assert_eq!(take(&port, 1, 0), Ok(vec![1]));
        // Long before its own time is over, at the end of which it would look by itself.
        assert_eq!(told.recv_timeout(Duration::from_secs(10)), Ok(Ok(vec![2])));
        sleeper.join().expect("no panic");
    });
}
