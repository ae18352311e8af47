//! Every interleaving of a few threads at a port: each packet is taken once, and no wake-up is lost. A lost one is a
//! deadlock, which the model checker reports. Where the reactor is needed the programs call what it calls.

use loom::model::Builder;
use loom::thread;

use super::*;

fn model(program: impl Fn() + Sync + Send + 'static) {
    // Without a bound some of these programs take hours.
    let mut builder = Builder::new();
    builder.preemption_bound = Some(3);
    builder.check(program);
}

fn packet(key: usize) -> Packet {
    Packet { bytes: 0, key, overlapped: 0, status: 0 }
}

/// Takes up to `room` packets; their keys, which are powers of two, added up.
fn take(port: &Port, room: usize) -> Result<usize, NoPacket> {
    let mut keys = 0;
    port.take(room, None, false, |packet| keys += packet.key).map(|()| keys)
}

fn spawn<R: 'static>(port: &Arc<Port>, act: impl FnOnce(&Port) -> R + 'static) -> thread::JoinHandle<R> {
    let port = Arc::clone(port);
    thread::spawn(move || act(&port))
}

#[test]
fn a_posted_packet_wakes_who_waits_for_it() {
    model(|| {
        let port = Port::new(2).unwrap();
        let poster = spawn(&port, |port| port.post(packet(1)));
        assert_eq!(take(&port, 1), Ok(1));
        poster.join().unwrap();
        assert!(port.queue.lock().packets.is_empty());
    });
}

#[test]
fn two_packets_reach_two_threads_that_wait() {
    model(|| {
        let port = Port::new(2).unwrap();
        let other = spawn(&port, |port| take(port, 1).unwrap());
        let poster = spawn(&port, |port| {
            port.post(packet(1));
            port.post(packet(2));
        });
        let own = take(&port, 1).unwrap();
        // Each ends with its packet and does not come back: the other must not depend on that.
        assert_eq!(own + other.join().unwrap(), 3);
        poster.join().unwrap();
    });
}

#[test]
fn two_posters_one_wake_up_at_a_time() {
    model(|| {
        let port = Port::new(2).unwrap();
        let posters = [1, 2].map(|key| spawn(&port, move |port| port.post(packet(key))));
        let first = take(&port, 1).unwrap();
        let second = take(&port, 1).unwrap();
        assert_eq!(first + second, 3);
        for poster in posters {
            poster.join().unwrap();
        }
    });
}

#[test]
fn a_thread_that_takes_several_leaves_no_sleeper_without() {
    model(|| {
        let port = Port::new(2).unwrap();
        let other = spawn(&port, |port| take(port, 2).unwrap());
        let poster = spawn(&port, |port| (0..3).for_each(|bit| port.post(packet(1 << bit))));
        let mut all = take(&port, 2).unwrap() + other.join().unwrap();
        poster.join().unwrap();
        if all != 7 {
            all += take(&port, 2).unwrap();
        }
        assert_eq!(all, 7);
    });
}

#[test]
fn what_a_working_thread_leaves_lying_wakes_another_when_it_ends() {
    model(|| {
        let port = Port::new(2).unwrap();
        port.post(packet(1));
        let worker = spawn(&port, |port| {
            assert_eq!(take(port, 1), Ok(1));
            let sleeper = spawn(&port.this.upgrade().unwrap(), |port| take(port, 1));
            // It is trusted to come back for this, and does not.
            port.complete(packet(2));
            sleeper
        });
        assert_eq!(worker.join().unwrap().join().unwrap(), Ok(2));
    });
}

#[test]
fn the_reactor_finds_what_a_working_thread_leaves_lying() {
    model(|| {
        let port = Port::new(2).unwrap();
        port.post(packet(1));
        assert_eq!(take(&port, 1), Ok(1));
        let other = spawn(&port, |port| take(port, 1));
        port.complete(packet(2));
        port.complete(packet(4));
        let own = take(&port, 1).unwrap();
        // The rest is left for this thread, which works on.
        let mut last_visits = 0;
        port.glance(&mut last_visits);
        port.glance(&mut last_visits);
        assert_eq!(own + other.join().unwrap().unwrap(), 6);
    });
}

#[test]
fn a_full_port_makes_room_when_a_thread_ends() {
    model(|| {
        let port = Port::new(1).unwrap();
        port.post(packet(1));
        port.post(packet(2));
        let other = spawn(&port, |port| take(port, 1).unwrap());
        let own = spawn(&port, |port| take(port, 1).unwrap());
        assert_eq!(own.join().unwrap() + other.join().unwrap(), 3);
    });
}

#[test]
fn abandoning_reaches_every_thread() {
    model(|| {
        let port = Port::new(2).unwrap();
        let others = [(); 2].map(|()| spawn(&port, |port| take(port, 1)));
        port.abandon();
        for other in others {
            assert_eq!(other.join().unwrap(), Err(NoPacket::Abandoned));
        }
        port.post(packet(1));
        assert_eq!(take(&port, 1), Err(NoPacket::Abandoned));
    });
}

#[test]
fn a_packet_posted_while_the_port_is_abandoned_is_taken_or_dropped() {
    model(|| {
        let port = Port::new(2).unwrap();
        let taken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&taken);
        let taker = spawn(&port, move |port| {
            while take(port, 1).is_ok() {
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        let poster = spawn(&port, |port| port.post(packet(1)));
        port.abandon();
        poster.join().unwrap();
        taker.join().unwrap();
        assert!(taken.load(Ordering::Relaxed) <= 1);
    });
}

#[test]
fn whoever_drives_the_port_for_others_passes_the_wake_up_on() {
    model(|| {
        let port = Port::new(2).unwrap();
        let reactor = spawn(&port, Port::drive_for_others);
        let poster = spawn(&port, |port| port.post(packet(1)));
        assert_eq!(take(&port, 1), Ok(1));
        reactor.join().unwrap();
        poster.join().unwrap();
    });
}
