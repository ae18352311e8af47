//! The life of a handle: pinned, closed, reused.

use std::sync::Arc;

use super::*;

/// An object that says whether it lives still.
struct Probe {
    alive: Arc<std::sync::atomic::AtomicBool>,
}

impl Probe {
    fn new() -> (Arc<Probe>, Arc<std::sync::atomic::AtomicBool>) {
        let alive = Arc::new(std::sync::atomic::AtomicBool::new(true));
        (Arc::new(Probe { alive: Arc::clone(&alive) }), alive)
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.alive.store(false, std::sync::atomic::Ordering::SeqCst);
    }
}

impl Object for Probe {
    fn close(&self, _handle: Handle) -> ws2_types::WsaResult<()> {
        Ok(())
    }
}

fn is_alive(alive: &std::sync::atomic::AtomicBool) -> bool {
    alive.load(std::sync::atomic::Ordering::SeqCst)
}

#[cfg(not(loom))]
mod ordinary {
    use super::*;

    #[test]
    fn handles_are_positive_multiples_of_four_in_their_low_half() {
        let table = HandleTable::new();
        for _ in 0..100 {
            let handle = table.insert(Probe::new().0).unwrap();
            let raw = handle.into_raw();
            assert!(raw != 0 && raw.is_multiple_of(4) && i32::try_from(raw).is_ok());
            assert_eq!(Handle::from_raw(raw), Some(handle));
            assert_eq!(Handle::from_raw(raw | 0xffff_ffff_0000_0000), Some(handle), "upper half ignored");
        }
        for raw in [0, 1, 2, 3, 5, usize::MAX, usize::MAX - 1, 0x8000_0000] {
            assert_eq!(Handle::from_raw(raw), None, "{raw:#x}");
        }
    }

    #[test]
    fn a_route_is_that_of_the_open_handle() {
        let table = HandleTable::new();
        let handle = table.insert_routed(Probe::new().0, 7).unwrap();
        assert_eq!(table.route(handle), 7);
        let pinned = table.pin(handle).unwrap();
        pinned.set_route(9);
        assert_eq!(table.route(handle), 9);
        pinned.begin_close();
        assert_eq!(table.route(handle), 0);
        assert_eq!(table.route(table.insert(Probe::new().0).unwrap()), 0);
    }

    #[test]
    fn a_pinned_object_outlives_the_close_of_its_handle() {
        let table = HandleTable::new();
        let (object, alive) = Probe::new();
        let handle = table.insert(object).unwrap();
        let (first, second) = (table.pin(handle).unwrap(), table.pin(handle).unwrap());
        assert_eq!(first.begin_close(), Some(1));
        assert_eq!(second.begin_close(), None, "closed only once");
        assert!(second.is_closing() && table.pin(handle).is_none());
        drop(first);
        assert!(is_alive(&alive));
        assert!(second.downcast::<Probe>().is_some());
        drop(second);
        assert!(!is_alive(&alive));
    }

    #[test]
    fn a_closed_number_rests_and_then_comes_back_with_another_generation() {
        let table = HandleTable::new();
        let first = table.insert(Probe::new().0).unwrap();
        table.pin(first).unwrap().begin_close().unwrap();
        let mut created = 0;
        loop {
            let handle = table.insert(Probe::new().0).unwrap();
            assert_ne!(handle, first);
            let reused = handle.index() == first.index();
            table.pin(handle).unwrap().begin_close().unwrap();
            if reused {
                break;
            }
            created += 1;
        }
        assert!(created >= RESTING_SLOTS - 1, "reused after {created} others");
        assert!(table.pin(first).is_none());
    }

    #[test]
    fn the_first_generation_follows_the_last() {
        let table = HandleTable::new();
        let first = table.insert(Probe::new().0).unwrap();
        let slot = table.slot(first.index()).unwrap();
        slot.state.fetch_add((GENERATIONS - 1) << GENERATION_SHIFT, Ordering::SeqCst);
        let last = Handle::new(first.index(), GENERATIONS - 1);
        assert!(i32::try_from(last.into_raw()).is_ok() && table.pin(first).is_none());
        let pinned = table.pin(last).unwrap();
        assert_eq!(pinned.begin_close(), Some(0));
        assert!(table.pin(last).is_none());
        drop(pinned);
        assert_eq!(slot.state.load(Ordering::SeqCst), 0, "free, of generation 0, without pins");
    }

    #[test]
    fn every_open_handle_is_visited_and_no_closed_one() {
        let table = HandleTable::new();
        let handles: Vec<_> = (0..5).map(|_| table.insert(Probe::new().0).unwrap()).collect();
        table.pin(handles[2]).unwrap().begin_close().unwrap();
        let mut visited = Vec::new();
        table.for_each(|pinned| visited.push(pinned.handle()));
        assert_eq!(visited, [handles[0], handles[1], handles[3], handles[4]]);
    }
}

#[cfg(loom)]
mod modelled {
    use loom::thread;

    use super::*;

    /// Uses the object if the handle is open; a read of a dropped object is a data race the model finds.
    fn use_if_open(table: &HandleTable, handle: Handle, alive: &std::sync::atomic::AtomicBool) -> bool {
        let Some(pinned) = table.pin(handle) else { return false };
        assert!(pinned.downcast::<Probe>().is_some());
        assert!(is_alive(alive), "a pinned object was dropped");
        true
    }

    #[test]
    fn an_object_is_dropped_once_by_whoever_lets_go_last() {
        loom::model(|| {
            let table = Arc::new(HandleTable::new());
            let (object, alive) = Probe::new();
            let handle = table.insert(object).unwrap();
            let user = {
                let (table, alive) = (Arc::clone(&table), Arc::clone(&alive));
                thread::spawn(move || use_if_open(&table, handle, &alive))
            };
            assert!(table.pin(handle).unwrap().begin_close().is_some());
            user.join().unwrap();
            assert!(!is_alive(&alive));
            assert!(table.pin(handle).is_none());
        });
    }

    #[test]
    fn of_two_closers_one_succeeds() {
        loom::model(|| {
            let table = Arc::new(HandleTable::new());
            let (object, alive) = Probe::new();
            let handle = table.insert(object).unwrap();
            let other = {
                let table = Arc::clone(&table);
                thread::spawn(move || table.pin(handle).and_then(|pinned| pinned.begin_close()).is_some())
            };
            let own = table.pin(handle).and_then(|pinned| pinned.begin_close()).is_some();
            assert!(own != other.join().unwrap());
            assert!(!is_alive(&alive));
        });
    }

    #[test]
    fn a_stale_handle_never_reaches_the_slots_next_object() {
        loom::model(|| {
            let table = Arc::new(HandleTable::new());
            let (object, alive) = Probe::new();
            let handle = table.insert(object).unwrap();
            let user = {
                let (table, alive) = (Arc::clone(&table), Arc::clone(&alive));
                thread::spawn(move || use_if_open(&table, handle, &alive))
            };
            table.pin(handle).unwrap().begin_close().unwrap();
            // The slot is free once the user has let go too; the next object may get it.
            let (next, next_alive) = Probe::new();
            let next_handle = table.insert(next).unwrap();
            assert_ne!(next_handle, handle);
            assert!(table.pin(handle).is_none());
            user.join().unwrap();
            assert!(use_if_open(&table, next_handle, &next_alive));
        });
    }
}
