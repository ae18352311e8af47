use super::*;
use crate::completion::Outcome;
use crate::completion_queue::{Notification, RequestResult};
use crate::event::{Event, Reset};
use crate::handle_table::handles;

fn queue(size: u32) -> Arc<CompletionQueue> {
    CompletionQueue::new(size, Notification::None).unwrap()
}

fn requests(queue: &Arc<CompletionQueue>, receives: u32, sends: u32) -> WsaResult<RequestQueue<u32>> {
    RequestQueue::new((Arc::clone(queue), receives), (Arc::clone(queue), sends), 7)
}

fn taken(queue: &CompletionQueue) -> Vec<RequestResult> {
    let mut results = Vec::new();
    queue.take(100, |result| results.push(result)).unwrap();
    results
}

const NOW: Manner = Manner { defer: false, notify: true, context: 1 };
const LATER: Manner = Manner { defer: true, notify: true, context: 2 };

#[test]
fn room_is_reserved_for_both_directions_or_for_none() {
    let shared = queue(4);
    assert_eq!(requests(&shared, 0, 0).err(), Some(WsaError::WSAEINVAL));
    assert_eq!(requests(&shared, 3, 2).err(), Some(WsaError::WSAENOBUFS));
    let all = requests(&shared, 2, 2).unwrap();
    assert_eq!(requests(&shared, 1, 0).err(), Some(WsaError::WSAENOBUFS));
    drop(all);
    assert!(requests(&shared, 4, 0).is_ok());
}

#[test]
fn a_dropped_operation_completes_as_aborted() {
    let shared = queue(2);
    let requests = requests(&shared, 1, 1).unwrap();
    requests
        .submit(Direction::Send, NOW, 5, |op, completion| {
            assert_eq!(op, 5);
            drop(completion);
        })
        .unwrap();
    let error = Some(WsaError::WSA_OPERATION_ABORTED);
    assert_eq!(taken(&shared), [RequestResult { error, bytes: 0, socket_context: 7, request_context: 1 }]);
    assert!(taken(&shared).is_empty());
}

#[test]
fn requests_put_off_begin_before_the_next_and_are_charged_meanwhile() {
    let shared = queue(3);
    let requests = requests(&shared, 3, 0).unwrap();
    let mut begun = Vec::new();
    let mut begin = |op, completion: Completion| {
        begun.push(op);
        completion.finish(Outcome::done(op as usize, 0));
    };
    requests.submit(Direction::Receive, LATER, 1, &mut begin).unwrap();
    requests.submit(Direction::Receive, LATER, 2, &mut begin).unwrap();
    assert!(taken(&shared).is_empty());
    requests.submit(Direction::Receive, NOW, 3, &mut begin).unwrap();
    assert_eq!(requests.submit(Direction::Receive, NOW, 4, &mut begin), Err(WsaError::WSAENOBUFS));
    assert_eq!(requests.submit(Direction::Send, NOW, 4, &mut begin), Err(WsaError::WSAENOBUFS));
    requests.commit(Direction::Receive, &mut begin);
    assert_eq!(begun, [1, 2, 3]);
    assert_eq!(taken(&shared).iter().map(|result| result.bytes).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn closing_aborts_what_was_put_off_and_refuses_the_rest() {
    let shared = queue(2);
    let requests = requests(&shared, 2, 0).unwrap();
    let never = |_, _| panic!("begun");
    requests.submit(Direction::Receive, LATER, 1, never).unwrap();
    requests.close();
    assert_eq!(requests.submit(Direction::Receive, NOW, 2, never), Err(WsaError::WSAEINVAL));
    assert_eq!(requests.resize(1, 1), Err(WsaError::WSAEINVAL));
    requests.close();
    drop(requests);
    let results = taken(&shared);
    assert_eq!(results.len(), 1);
    assert_eq!(results[0].error, Some(WsaError::WSA_OPERATION_ABORTED));
    assert_eq!(shared.resize(1), Ok(()), "nothing is reserved any more");
}

#[test]
fn resizing_over_two_completion_queues_changes_both_or_none() {
    let (receives, sends) = (queue(4), queue(4));
    let both = RequestQueue::new((Arc::clone(&receives), 2), (Arc::clone(&sends), 2), 0).unwrap();
    both.submit(Direction::Send, LATER, 1u32, |_, _| {}).unwrap();
    both.submit(Direction::Send, LATER, 2, |_, _| {}).unwrap();
    assert_eq!(both.resize(0, 0), Err(WsaError::WSAEINVAL));
    assert_eq!(both.resize(5, 2), Err(WsaError::WSAENOBUFS));
    assert_eq!(both.resize(4, 1), Err(WsaError::WSAETOOMANYREFS));
    assert_eq!(both.resize(4, 5), Err(WsaError::WSAENOBUFS));
    assert_eq!(both.resize(1, 5), Err(WsaError::WSAENOBUFS));
    assert_eq!((receives.resize(2), receives.resize(1)), (Ok(()), Err(WsaError::WSAETOOMANYREFS)));
    assert_eq!(receives.resize(4), Ok(()));
    assert_eq!(both.resize(4, 4), Ok(()));
    assert_eq!(receives.resize(3), Err(WsaError::WSAETOOMANYREFS));
    assert_eq!(both.resize(1, 2), Ok(()));
    assert_eq!((receives.resize(1), sends.resize(2)), (Ok(()), Ok(())));
}

#[test]
fn an_event_tells_once_and_is_reset_if_wanted() {
    let event = Event::new(Reset::Manual, true);
    let notification = Notification::Event { event: Arc::clone(&event), reset: true };
    let shared = CompletionQueue::new(4, notification).unwrap();
    let requests = requests(&shared, 0, 4).unwrap();
    let end = |_, completion: Completion| completion.finish(Outcome::done(0, 0));
    assert_eq!(shared.notify(), Ok(()));
    assert!(!event.is_set());
    requests.submit(Direction::Send, Manner { notify: false, ..NOW }, 1, end).unwrap();
    assert!(!event.is_set());
    assert_eq!(shared.notify(), Err(WsaError::WSAEALREADY));
    requests.submit(Direction::Send, NOW, 2, end).unwrap();
    assert!(event.is_set());
    event.reset();
    requests.submit(Direction::Send, NOW, 3, end).unwrap();
    assert!(!event.is_set());
    assert_eq!((shared.notify(), event.is_set()), (Ok(()), true));
    assert_eq!(queue(1).notify(), Err(WsaError::WSAEINVAL));
}

#[test]
fn a_closed_completion_queue_swallows_completions() {
    let shared = queue(2);
    let requests = requests(&shared, 1, 1).unwrap();
    let mut pending = None;
    requests.submit(Direction::Send, NOW, 1, |_, completion| pending = Some(completion)).unwrap();
    let object: Arc<dyn crate::handle_table::Object> = shared.clone();
    let handle = handles().insert(object).unwrap();
    handles().pin(handle).unwrap().close(handle).unwrap();
    drop(pending);
    assert_eq!(shared.take(1, |_| panic!("taken")), Err(WsaError::WSAEINVAL));
    let closed = requests.submit(Direction::Receive, NOW, 1, |_, _| panic!("begun"));
    assert_eq!(closed, Err(WsaError::WSAEINVAL));
}
