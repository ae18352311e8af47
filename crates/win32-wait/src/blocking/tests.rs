//! Entering against cancelling.

#[cfg(not(loom))]
mod ordinary {
    use std::sync::Arc;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use ws2_sys::poll;

    use crate::blocking::{BlockingCall, Cancellation};

    const LONG: Duration = Duration::from_secs(30);

    fn sleep_in_kernel(call: &BlockingCall<'_>) -> bool {
        !call.is_cancelled() && poll::wait(&mut [], Some(LONG)).is_ok()
    }

    #[test]
    fn a_call_that_is_cancelled_before_it_begins_does_not_begin() {
        let cancellation = Cancellation::default();
        cancellation.mark();
        assert!(BlockingCall::on(&cancellation).is_cancelled());
        assert!(!BlockingCall::on(&Cancellation::default()).is_cancelled());
    }

    #[test]
    fn blocked_calls_end_in_threads_of_any_age() {
        /// Makes a blocking call in its destructor, when the thread's registration may be gone already.
        struct Late(Arc<Cancellation>, mpsc::Sender<bool>);
        impl Drop for Late {
            fn drop(&mut self) {
                let call = BlockingCall::on(&self.0);
                self.1.send(true).unwrap();
                while sleep_in_kernel(&call) {}
                self.1.send(call.is_cancelled()).unwrap();
            }
        }
        thread_local!(static LATE: std::cell::RefCell<Option<Late>> = const { std::cell::RefCell::new(None) });

        let cancellation = Arc::new(Cancellation::default());
        let (sender, receiver) = mpsc::channel();
        let late = Late(Arc::clone(&cancellation), sender);
        let thread = thread::spawn(move || {
            LATE.with(|own| *own.borrow_mut() = Some(late));
            // Registered after LATE, so destroyed before it.
            drop(BlockingCall::on(&Cancellation::default()));
        });
        assert!(receiver.recv().unwrap());
        cancellation.mark();
        while receiver.recv_timeout(Duration::from_millis(20)).is_err() {
            // Nothing here stands for the marker of a real object, so one interrupt may come too early.
            cancellation.interrupt();
        }
        thread.join().unwrap();
    }

    #[test]
    fn a_call_within_a_call_gives_the_outer_one_its_target_back() {
        let (outer, inner) = (Cancellation::default(), Cancellation::default());
        let call = BlockingCall::on(&outer);
        drop(BlockingCall::on(&inner));
        outer.mark();
        outer.interrupt();
        // The interrupt was this thread's own and arrived; what is left of it must be absorbed.
        assert!(call.is_cancelled());
        let interrupted = super::super::REGISTRATION.with(|own| own.0.restore(call.outer));
        assert!(interrupted.signaled);
    }
}

#[cfg(loom)]
mod modelled {
    use std::sync::Arc;

    use loom::sync::{Condvar, Mutex};
    use loom::thread;

    use crate::blocking::registry::{MANY, NO_OBJECT, Record, Registry};
    use crate::sync::{AtomicBool, Ordering};

    /// A descriptor number and a thread that may sleep on the file under it.
    struct Kernel {
        state: Mutex<State>,
        woken: Condvar,
    }

    #[derive(Default)]
    struct State {
        replaced_by_marker: bool,
        asleep: bool,
        signal: bool,
    }

    #[derive(PartialEq, Debug)]
    enum Answer {
        Interrupted,
        FromMarker,
    }

    impl Kernel {
        fn new() -> Arc<Kernel> {
            Arc::new(Kernel { state: Mutex::new(State::default()), woken: Condvar::new() })
        }

        /// A system call that blocks for ever on the real file and returns at once on the marker.
        fn call(&self) -> Answer {
            let mut state = self.state.lock().unwrap();
            if state.replaced_by_marker {
                return Answer::FromMarker;
            }
            state.asleep = true;
            while !state.signal {
                state = self.woken.wait(state).unwrap();
            }
            state.asleep = false;
            state.signal = false;
            Answer::Interrupted
        }

        fn replace(&self) {
            self.state.lock().unwrap().replaced_by_marker = true;
        }

        /// A signal that finds the thread outside the kernel runs its handler and is forgotten.
        fn signal(&self) {
            let mut state = self.state.lock().unwrap();
            if state.asleep {
                state.signal = true;
                self.woken.notify_one();
            }
        }
    }

    const TARGET: usize = 64;

    fn cancel(mark: &AtomicBool, kernel: &Kernel, registry: &Registry<()>) {
        mark.store(true, Ordering::SeqCst);
        kernel.replace();
        registry.interrupt(TARGET, |()| kernel.signal());
    }

    /// The loop of every blocking call. Loom fails if it sleeps for ever.
    fn blocked_call(mark: &AtomicBool, kernel: &Kernel, registry: &Registry<()>, target: usize) {
        let record = registry.add(());
        let mut marked = false;
        while !marked {
            // A wait for many publishes anew each time; for one it makes no difference.
            let outer = record.publish(target);
            marked = mark.load(Ordering::SeqCst);
            if !marked {
                let answer = kernel.call();
                marked = mark.load(Ordering::SeqCst);
                assert!(marked || answer != Answer::FromMarker, "the marker was taken for the socket");
            }
            if record.restore(outer).signaled {
                registry.wait_for_senders();
            }
        }
        registry.remove(&record);
    }

    fn explore(target: usize) {
        loom::model(move || {
            let (mark, kernel) = (Arc::new(AtomicBool::new(false)), Kernel::new());
            let registry = Arc::new(Registry::<()>::default());
            let caller = {
                let (mark, kernel, registry) =
                    (Arc::clone(&mark), Arc::clone(&kernel), Arc::clone(&registry));
                thread::spawn(move || blocked_call(&mark, &kernel, &registry, target))
            };
            cancel(&mark, &kernel, &registry);
            caller.join().unwrap();
            // A signal that came late would now hit a call of the program.
            assert!(!kernel.state.lock().unwrap().signal);
        });
    }

    #[test]
    fn no_close_is_missed_and_the_marker_is_never_believed() {
        explore(TARGET);
    }

    #[test]
    fn no_close_is_missed_by_a_wait_for_many() {
        explore(MANY);
    }

    impl Kernel {
        /// A system call made through the look at the thread's word: for a signal, look and sleep are one.
        fn call_interruptibly(&self, record: &Record<()>) {
            let mut state = self.state.lock().unwrap();
            if record.is_signaled() {
                return;
            }
            state.asleep = true;
            while !state.signal {
                state = self.woken.wait(state).unwrap();
            }
            state.asleep = false;
            state.signal = false;
        }
    }

    /// What `QueueUserAPC` does.
    fn queue_apc(queue: &Mutex<u32>, record: &Record<()>, kernel: &Kernel, registry: &Registry<()>) {
        let mut queued = queue.lock().unwrap();
        *queued += 1;
        record.set_has_apcs(true);
        drop(queued);
        registry.interrupt_one(record, |()| kernel.signal());
    }

    fn run_apcs(queue: &Mutex<u32>, record: &Record<()>) -> u32 {
        let mut queued = queue.lock().unwrap();
        record.set_has_apcs(false);
        std::mem::take(&mut *queued)
    }

    /// A blocking call goes on until so many APCs have run, in whichever of its waits. Loom fails if it sleeps for
    /// ever.
    fn explore_apcs(count: u32) {
        loom::model(move || {
            let (kernel, queue) = (Kernel::new(), Arc::new(Mutex::new(0)));
            let registry = Arc::new(Registry::<()>::default());
            let record = registry.add(());
            let caller = {
                let (kernel, queue) = (Arc::clone(&kernel), Arc::clone(&queue));
                let (registry, record) = (Arc::clone(&registry), Arc::clone(&record));
                thread::spawn(move || {
                    let mut ran = 0;
                    while ran < count {
                        let outer = record.publish(NO_OBJECT);
                        if !record.callbacks().have_apcs() {
                            kernel.call_interruptibly(&record);
                        }
                        if record.restore(outer).signaled {
                            registry.wait_for_senders();
                        }
                        ran += run_apcs(&queue, &record);
                    }
                    registry.remove(&record);
                })
            };
            for _ in 0..count {
                queue_apc(&queue, &record, &kernel, &registry);
            }
            caller.join().unwrap();
            assert!(!kernel.state.lock().unwrap().signal);
        });
    }

    #[test]
    fn no_apc_is_missed_by_a_blocking_call() {
        explore_apcs(1);
    }

    #[test]
    fn no_second_apc_is_missed() {
        explore_apcs(2);
    }
}
