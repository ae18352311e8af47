//! Who wants to know that a socket has changed.

/// Told of every change of a socket that it observes; see [`ProviderSocket::observe`](crate::ProviderSocket::observe).
pub trait Observer: Send + Sync {
    /// What `readiness` says of the socket may be otherwise than before: an edge came, the program did something that
    /// no edge shows, or a handle of the socket was closed. The answer is whether this observer is to be told again.
    ///
    /// It comes on whichever thread noticed, often, and under locks of the socket's operations. So it must neither wait
    /// nor begin anything on the socket; asking for `watch` and `readiness` and finishing completions is all right.
    fn changed(&self) -> bool;
}
