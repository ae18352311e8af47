use std::collections::VecDeque;

use proptest::prelude::*;

use super::*;

fn taken(queue: &mut CompletionQueue<u32>, room: usize) -> Vec<u32> {
    let mut results = Vec::new();
    assert_eq!(queue.take(room, |result| results.push(result)), results.len());
    results
}

#[test]
fn sizes_are_checked() {
    assert_eq!(CompletionQueue::<u32>::new(0).err(), Some(WsaError::WSAEINVAL));
    assert_eq!(CompletionQueue::<u32>::new(RIO_MAX_CQ_SIZE + 1).err(), Some(WsaError::WSAEINVAL));
    let mut queue = CompletionQueue::<u32>::new(RIO_MAX_CQ_SIZE).unwrap();
    assert_eq!(queue.resize(0), Err(WsaError::WSAEINVAL));
    assert_eq!(queue.resize(u32::MAX), Err(WsaError::WSAEINVAL));
    assert_eq!(queue.open_account(u32::MAX), Err(WsaError::WSAENOBUFS));
}

#[test]
fn accounts_share_the_size() {
    let mut queue = CompletionQueue::<u32>::new(4).unwrap();
    let first = queue.open_account(3).unwrap();
    assert_eq!(queue.open_account(2), Err(WsaError::WSAENOBUFS));
    let second = queue.open_account(1).unwrap();
    assert_eq!(queue.resize(3), Err(WsaError::WSAETOOMANYREFS));
    assert_eq!(queue.set_limits(&[(first, 4)]), Err(WsaError::WSAENOBUFS));
    assert_eq!(queue.set_limits(&[(first, 1), (second, 3)]), Ok(()));
    assert_eq!((queue.limit(first), queue.limit(second)), (1, 3));
    queue.close_account(second);
    assert_eq!(queue.resize(1), Ok(()));
}

#[test]
fn a_request_is_charged_until_its_completion_is_taken_out() {
    let mut queue = CompletionQueue::new(2).unwrap();
    let account = queue.open_account(2).unwrap();
    assert_eq!((queue.charge(account), queue.charge(account)), (Ok(()), Ok(())));
    assert_eq!(queue.charge(account), Err(WsaError::WSAENOBUFS));
    assert!(!queue.complete(account, Audible::Yes, 7));
    assert_eq!(queue.charge(account), Err(WsaError::WSAENOBUFS));
    assert_eq!(queue.set_limits(&[(account, 1)]), Err(WsaError::WSAETOOMANYREFS));
    assert_eq!(taken(&mut queue, 9), [7]);
    assert_eq!(queue.set_limits(&[(account, 1)]), Ok(()));
    assert_eq!(queue.charge(account), Err(WsaError::WSAENOBUFS));
}

#[test]
fn a_closed_account_keeps_the_room_of_what_is_outstanding() {
    let mut queue = CompletionQueue::new(3).unwrap();
    let closed = queue.open_account(3).unwrap();
    queue.charge(closed).unwrap();
    queue.close_account(closed);
    assert_eq!(queue.open_account(3), Err(WsaError::WSAENOBUFS));
    let open = queue.open_account(2).unwrap();
    assert!(!queue.complete(closed, Audible::Yes, 1));
    assert_eq!(queue.set_limits(&[(open, 3)]), Err(WsaError::WSAENOBUFS));
    assert_eq!(taken(&mut queue, 1), [1]);
    assert_eq!(queue.set_limits(&[(open, 3)]), Ok(()));
}

#[test]
fn a_notification_is_given_once() {
    let mut queue = CompletionQueue::new(4).unwrap();
    let account = queue.open_account(4).unwrap();
    (0..4).for_each(|_| queue.charge(account).unwrap());
    assert_eq!(queue.ask_to_notify(), Ok(false));
    assert_eq!(queue.ask_to_notify(), Err(WsaError::WSAEALREADY));
    assert!(!queue.complete(account, Audible::No, 1));
    assert!(queue.complete(account, Audible::Yes, 2));
    assert!(!queue.complete(account, Audible::Yes, 3));
    assert_eq!(queue.ask_to_notify(), Ok(true), "something audible is there");
    assert_eq!(taken(&mut queue, 9), [1, 2, 3]);
    assert!(!queue.complete(account, Audible::No, 4));
    assert_eq!(queue.ask_to_notify(), Ok(false), "only something inaudible is there");
}

#[test]
fn deferred_requests_begin_in_order_and_once() {
    let mut requests = Submissions::default();
    (1..4).for_each(|op| assert_eq!(requests.defer(op), None));
    let mut begun = Vec::new();
    requests.commit(|op| begun.push(op));
    requests.commit(|op| begun.push(op));
    assert_eq!(begun, [1, 2, 3]);
    assert_eq!(requests.defer(4), None);
    assert_eq!(requests.close(), [4]);
    assert!(requests.is_closed() && requests.close().is_empty());
    assert_eq!(requests.defer(5), Some(5));
    requests.commit(|_| panic!("begun after the end"));
}

#[derive(Clone, Debug)]
enum Step {
    Open(u32),
    Close(usize),
    Limit(usize, u32),
    Resize(u32),
    Charge(usize),
    Complete(usize, bool),
    Take(usize),
    Notify,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..6u32).prop_map(Step::Open),
        (0..4usize).prop_map(Step::Close),
        (0..4usize, 0..6u32).prop_map(|(which, limit)| Step::Limit(which, limit)),
        (0..14u32).prop_map(Step::Resize),
        (0..4usize).prop_map(Step::Charge),
        (0..4usize).prop_map(Step::Charge),
        (0..8usize, any::<bool>()).prop_map(|(which, audible)| Step::Complete(which, audible)),
        (0..8usize, any::<bool>()).prop_map(|(which, audible)| Step::Complete(which, audible)),
        (0..4usize).prop_map(Step::Take),
        Just(Step::Notify),
    ]
}

proptest! {
    /// Against a plain list: nothing is lost, doubled or reordered, the queue never holds more than its size even
    /// if everything outstanding completes, and notifications follow what is audible.
    #[test]
    fn the_queue_never_overflows_and_loses_nothing(steps in prop::collection::vec(step(), 1..200)) {
        let mut queue = CompletionQueue::new(8).unwrap();
        let mut size = 8u64;
        let mut open: Vec<AccountId> = Vec::new();
        let mut pending: Vec<(AccountId, u32)> = Vec::new();
        let mut ready: VecDeque<(u32, bool)> = VecDeque::new();
        let mut awaited = false;
        let mut next = 0;
        for step in steps {
            match step {
                Step::Open(limit) => open.extend(queue.open_account(limit)),
                Step::Close(which) if which < open.len() => queue.close_account(open.remove(which)),
                Step::Limit(which, limit) if which < open.len() => {
                    let before = queue.limit(open[which]);
                    let changed = queue.set_limits(&[(open[which], limit)]).is_ok();
                    let expected = if changed { limit } else { before };
                    prop_assert_eq!(queue.limit(open[which]), expected);
                }
                Step::Resize(to) if queue.resize(to).is_ok() => size = to.into(),
                Step::Charge(which) if which < open.len() && queue.charge(open[which]).is_ok() => {
                    pending.push((open[which], next));
                    next += 1;
                }
                Step::Complete(which, audible) if which < pending.len() => {
                    let (account, request) = pending.remove(which);
                    let audibly = if audible { Audible::Yes } else { Audible::No };
                    let notified = queue.complete(account, audibly, request);
                    prop_assert_eq!(notified, audible && awaited);
                    awaited &= !notified;
                    ready.push_back((request, audible));
                }
                Step::Take(room) => {
                    let first = ready.drain(..room.min(ready.len()));
                    let expected: Vec<u32> = first.map(|(request, _)| request).collect();
                    prop_assert_eq!(taken(&mut queue, room), expected);
                }
                Step::Notify => {
                    let audible = ready.iter().any(|(_, audible)| *audible);
                    let expected = if awaited { Err(WsaError::WSAEALREADY) } else { Ok(audible) };
                    prop_assert_eq!(queue.ask_to_notify(), expected);
                    awaited |= !audible;
                }
                _ => {}
            }
            prop_assert!((pending.len() + ready.len()) as u64 <= queue.reserved);
            prop_assert!(queue.reserved <= size);
            let rooms: u64 = queue.accounts.iter().map(|account| u64::from(account.room())).sum();
            prop_assert_eq!(rooms, queue.reserved);
        }
    }
}
