//! What the kernel says of a thread of this process.

use std::fs;

/// Whether the thread has work for a processor; a thread that sleeps in a call, or has ended, has none.
pub fn is_runnable(thread_id: i32) -> bool {
    let Ok(stat) = fs::read(format!("/proc/self/task/{thread_id}/stat")) else { return false };
    // The name in parentheses before the state may itself hold any character.
    let name_end = stat.iter().rposition(|byte| *byte == b')');
    name_end.and_then(|end| stat.get(end + 2)) == Some(&b'R')
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn the_calling_thread_runs_and_a_blocked_one_does_not() {
        assert!(is_runnable(rustix::thread::gettid().as_raw_nonzero().get()));
        let ((tell, told), (release, released)) = (mpsc::channel(), mpsc::channel::<()>());
        let blocked = thread::spawn(move || {
            tell.send(rustix::thread::gettid().as_raw_nonzero().get()).expect("somebody listens");
            let _ = released.recv();
        });
        let id = told.recv().expect("an id");
        while is_runnable(id) {
            thread::yield_now();
        }
        drop(release);
        blocked.join().expect("it ends");
        assert!(!is_runnable(id));
    }
}
