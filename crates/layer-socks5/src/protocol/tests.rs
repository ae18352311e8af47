//! Conversations, good ones and hostile ones.

use proptest::prelude::*;

use super::*;

fn proxy(user: Option<(&str, &str)>) -> Proxy {
    Proxy {
        addresses: vec!["127.0.0.1:1080".parse().unwrap()],
        user: user.map(|(name, password)| User { name: name.to_owned(), password: password.to_owned() }),
        time_limit: Duration::from_secs(30),
    }
}

fn client(user: Option<(&str, &str)>, wanted: &str) -> Client {
    Client::new(&proxy(user), wanted.parse().unwrap())
}

/// Lets a proxy that answers `answers` talk, `piece` bytes at a time at most: what was said, how it ended, and how many
/// bytes of the answers are left.
fn talk(mut client: Client, answers: &[u8], piece: usize) -> (Vec<Vec<u8>>, Option<Step>, usize) {
    let (mut said, mut left) = (Vec::new(), answers);
    let mut received: &[u8] = &[];
    loop {
        match client.next(received) {
            Step::Send(bytes) => {
                said.push(bytes);
                received = &[];
            }
            Step::Receive(most) => {
                assert!(most > 0, "nothing is asked for");
                let bytes = most.min(piece).min(left.len());
                if bytes == 0 {
                    return (said, None, 0);
                }
                (received, left) = left.split_at(bytes);
            }
            end => return (said, Some(end), left.len()),
        }
    }
}

const ANSWER: [u8; 10] = [5, 0, 0, 1, 10, 0, 0, 1, 0x12, 0x34];

#[test]
fn an_open_proxy_is_asked_at_once() {
    let answers = [&[5, 0][..], &ANSWER, b"data"].concat();
    for piece in 1..=answers.len() {
        let (said, end, left) = talk(client(None, "192.0.2.7:443"), &answers, piece);
        assert_eq!(said, [vec![5, 1, 0], vec![5, 1, 0, 1, 192, 0, 2, 7, 1, 187]]);
        assert_eq!(end, Some(Step::Done));
        assert_eq!(left, 4, "what comes after the answer is the program's");
    }
}

#[test]
fn a_user_shows_the_password_if_asked() {
    let answers = [&[5, 2][..], &[1, 0], &ANSWER].concat();
    let (said, end, _) = talk(client(Some(("ann", "pw")), "[2001:db8::5]:80"), &answers, 3);
    assert_eq!(said[0], [5, 2, 0, 2]);
    assert_eq!(said[1], [1, 3, b'a', b'n', b'n', 2, b'p', b'w']);
    assert_eq!(said[2][..5], [5, 1, 0, 4, 0x20]);
    assert_eq!(end, Some(Step::Done));
    let (said, end, _) =
        talk(client(Some(("ann", "pw")), "192.0.2.7:80"), &[&[5, 0][..], &ANSWER].concat(), 9);
    assert_eq!(said.len(), 2, "not asked for a password, so it is kept");
    assert_eq!(end, Some(Step::Done));
}

#[test]
fn answers_of_every_form_are_read_to_their_end() {
    let name = [&[5, 0, 0, 3, 4][..], b"host", &[0, 80]].concat();
    let v6 = [&[5, 0, 0, 4][..], &[0; 18]].concat();
    let empty = vec![5, 0, 0, 3, 0, 0, 80];
    for answer in [name, v6, empty] {
        let answers = [&[5, 0][..], &answer, b"rest"].concat();
        let (_, end, left) = talk(client(None, "192.0.2.7:80"), &answers, 100);
        assert_eq!((end, left), (Some(Step::Done), 4), "{answer:?}");
    }
}

#[test]
fn refusals_are_what_connect_fails_with() {
    let cases = [
        (1, WsaError::WSAENETUNREACH),
        (2, WsaError::WSAEACCES),
        (3, WsaError::WSAENETUNREACH),
        (4, WsaError::WSAEHOSTUNREACH),
        (5, WsaError::WSAECONNREFUSED),
        (6, WsaError::WSAETIMEDOUT),
        (7, WsaError::WSAECONNREFUSED),
        (8, WsaError::WSAEAFNOSUPPORT),
        (0x77, WsaError::WSAECONNREFUSED),
    ];
    for (code, error) in cases {
        let (_, end, _) = talk(client(None, "192.0.2.7:80"), &[5, 0, 5, code, 0, 1, 0, 0, 0, 0, 0, 0], 100);
        assert_eq!(end, Some(Step::Failed(error)), "code {code}");
        let (_, end, _) = talk(client(None, "192.0.2.7:80"), &[5, 0, 5, code], 1);
        assert_eq!(end, Some(Step::Failed(error)), "code {code}, cut short");
    }
}

#[test]
fn what_is_no_socks5_is_refused() {
    let refused = Some(Step::Failed(WsaError::WSAECONNREFUSED));
    let denied = Some(Step::Failed(WsaError::WSAEACCES));
    let end = |answers: &[u8], user| talk(client(user, "192.0.2.7:80"), answers, 100).1;
    assert_eq!(end(b"HTTP/1.1 400 Bad Request\r\n", None), refused);
    assert_eq!(end(&[4, 0], None), refused, "SOCKS4");
    assert_eq!(end(&[5, 2], None), refused, "a method that was not offered");
    assert_eq!(end(&[5, 1], Some(("a", "b"))), refused, "GSSAPI was not offered");
    assert_eq!(end(&[5, 0xff], None), denied);
    assert_eq!(end(&[5, 2, 1, 1], Some(("a", "b"))), denied, "a wrong password");
    assert_eq!(end(&[5, 2, 5, 0], Some(("a", "b"))), refused);
    assert_eq!(end(&[5, 0, 5, 0, 0, 2, 0], None), refused, "an address of an unknown form");
}

#[test]
fn ipv4_in_ipv6_is_asked_for_as_ipv4() {
    let (said, ..) = talk(client(None, "[::ffff:192.0.2.7]:80"), &[5, 0], 2);
    assert_eq!(said[1][3..8], [1, 192, 0, 2, 7]);
}

proptest! {
    /// Whatever answers, in whatever pieces: no panic, an end within the longest answers there are, nothing asked for
    /// that no answer has.
    #[test]
    fn hostile_answers_end(
        start in prop::sample::select(vec![vec![], vec![5, 0], vec![5, 2, 1, 0], vec![5, 0, 5, 0, 0]]),
        noise in prop::collection::vec(any::<u8>(), 0..600),
        piece in 1usize..300,
        with_user in any::<bool>(),
    ) {
        let answers = [start, noise].concat();
        let user = with_user.then_some(("ann", "pw"));
        let (said, end, left) = talk(client(user, "192.0.2.7:80"), &answers, piece);
        prop_assert!(said.len() <= 3);
        let longest = 2 + 2 + 4 + 1 + 255 + 2;
        prop_assert!(answers.len() - left <= longest, "{} bytes were taken", answers.len() - left);
        prop_assert!(end.is_some() || answers.len() < longest);
    }
}
