use super::*;

/// A transport with so many units; an operation takes what it wants or waits.
fn take(stock: &mut u32, wanted: &mut u32) -> Attempt<u32> {
    match stock.checked_sub(*wanted) {
        Some(left) => {
            *stock = left;
            Attempt::Ended(*wanted)
        }
        None => Attempt::MustWait,
    }
}

/// Begins an operation as a transport does; what it ended with, unless it waits.
fn begin<Op, R>(
    queue: &mut Operations<Op>,
    mut op: Op,
    attempt: impl FnOnce(&mut Op) -> Attempt<R>,
) -> WsaResult<Option<R>> {
    match queue.begin(|| attempt(&mut op))? {
        Begun::Ended(result) => Ok(Some(result)),
        Begun::MustJoin => {
            queue.join(op);
            Ok(None)
        }
    }
}

fn asked<R>(_: &mut u32) -> Attempt<R> {
    panic!("asked")
}

#[test]
fn operations_end_in_order_even_if_a_later_one_could_end_first() {
    let (mut queue, mut stock) = (Operations::default(), 5);
    assert_eq!(begin(&mut queue, 9, |op| take(&mut stock, op)), Ok(None));
    assert_eq!(begin(&mut queue, 1, |op| take(&mut stock, op)), Ok(None));
    let mut ended = Vec::new();
    queue.go_on(|op| take(&mut stock, op), |op, _| ended.push(op));
    assert!(ended.is_empty());
    stock = 20;
    queue.go_on(|op| take(&mut stock, op), |op, _| ended.push(op));
    assert_eq!(ended, [9, 1]);
    assert!(queue.is_idle());
}

#[test]
fn a_dry_transport_is_not_asked_before_its_edge() {
    let mut queue = Operations::default();
    queue.ran_dry();
    assert_eq!(begin(&mut queue, 1, asked::<u32>), Ok(None));
    let mut stock = 1;
    queue.go_on(|op| take(&mut stock, op), |_, _| {});
    assert_eq!(begin(&mut queue, 0, |op| take(&mut stock, op)), Ok(Some(0)));
}

#[test]
fn an_end_behind_the_data_is_looked_for() {
    let (mut queue, mut stock) = (Operations::default(), 1);
    queue.more_behind();
    assert_eq!(begin(&mut queue, 1, |op| take(&mut stock, op)), Ok(Some(1)));
    queue.ran_dry();
    assert_eq!(begin(&mut queue, 0, |op| take(&mut stock, op)), Ok(Some(0)));
}

#[test]
fn closing_hands_out_everything_once_and_refuses_the_rest() {
    let mut queue = Operations::default();
    for op in 0..3 {
        assert_eq!(begin(&mut queue, op, |_| -> Attempt<u32> { Attempt::MustWait }), Ok(None));
    }
    assert_eq!(queue.close(), [0, 1, 2]);
    assert!(queue.close().is_empty());
    assert_eq!(begin(&mut queue, 9, asked::<u32>), Err(WsaError::WSAENOTSOCK));
    queue.go_on(asked::<u32>, |_, _| panic!("ended"));
}

#[test]
fn cancelling_takes_only_what_is_chosen() {
    let mut queue = Operations::default();
    for op in 0..4 {
        assert_eq!(begin(&mut queue, op, |_| -> Attempt<u32> { Attempt::MustWait }), Ok(None));
    }
    assert_eq!(queue.cancel(|op| op % 2 == 1), [1, 3]);
    assert_eq!(queue.close(), [0, 2]);
}

/// An attempt that fills its room, and one after it that finds nothing.
fn attempt_in_vain(queue: &mut Operations<u32>) {
    queue.left_unknown();
    assert_eq!(begin(queue, 1, |_| -> Attempt<u32> { Attempt::MustWait }), Ok(None));
    queue.go_on(|op| Attempt::Ended(*op), |_, _| {});
}

fn attempts_that_ask(queue: &mut Operations<u32>) -> usize {
    std::iter::repeat_with(|| queue.asks()).take_while(|asks| *asks).count()
}

#[test]
fn attempts_in_vain_have_the_next_ones_ask_and_more_of_them_each_time() {
    let mut queue = Operations::default();
    assert_eq!(attempts_that_ask(&mut queue), 0);
    let counts = [2, 4, 8, 16, 32, 64, 128, 128];
    for count in counts {
        attempt_in_vain(&mut queue);
        assert_eq!(attempts_that_ask(&mut queue), count);
    }
}

#[test]
fn an_attempt_that_finds_what_was_left_ends_the_asking() {
    let mut queue = Operations::default();
    attempt_in_vain(&mut queue);
    attempt_in_vain(&mut queue);
    attempts_that_ask(&mut queue);
    queue.left_unknown();
    assert_eq!(begin(&mut queue, 1, |op| Attempt::Ended(*op)), Ok(Some(1)));
    attempt_in_vain(&mut queue);
    assert_eq!(attempts_that_ask(&mut queue), 2);
}
