//! Registered I/O: what completion queues hold, whom they have promised room, and which requests may begin.
//!
//! A completion queue never overflows. A request queue reserves room for all the receives (or sends) it may have
//! outstanding, as an *account*; a request is charged to its account until its completion is taken out. So what
//! is ready and what is still to come never exceed what is reserved, and that never exceeds the size. An account
//! that is closed keeps just the room of its outstanding requests and gives it back one by one.
//!
//! A notification is asked for once and given once: at once if something audible is ready, else with the next
//! audible completion. Completions of requests that must not notify are inaudible.

use std::collections::VecDeque;

use ws2_types::abi::winsock::RIO_MAX_CQ_SIZE;
use ws2_types::{WsaError, WsaResult};

/// A request queue's room in a completion queue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AccountId(u32);

#[derive(Clone, Copy, Debug, Default)]
struct Account {
    limit: u32,
    /// Requests whose completions were not taken out yet.
    outstanding: u32,
    state: AccountState,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum AccountState {
    #[default]
    Free,
    Open,
    Closed,
}

impl Account {
    /// How many entries of the queue it holds.
    fn room(&self) -> u32 {
        match self.state {
            AccountState::Free => 0,
            AccountState::Open => self.limit,
            AccountState::Closed => self.outstanding,
        }
    }
}

/// Whether a completion may cause a notification.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audible {
    /// It may.
    Yes,
    /// `RIO_MSG_DONT_NOTIFY`
    No,
}

#[derive(Debug)]
struct Ready<R> {
    account: AccountId,
    audible: Audible,
    result: R,
}

/// A completion queue.
#[derive(Debug)]
pub struct CompletionQueue<R> {
    size: u32,
    /// The room of all accounts.
    reserved: u64,
    accounts: Vec<Account>,
    free: Vec<AccountId>,
    ready: VecDeque<Ready<R>>,
    audible: usize,
    /// A notification was asked for and not given.
    awaited: bool,
}

impl<R> CompletionQueue<R> {
    /// A queue of so many entries. They take memory as they come.
    ///
    /// # Errors
    /// `WSAEINVAL`: none, or more than `RIO_MAX_CQ_SIZE`.
    pub fn new(size: u32) -> WsaResult<CompletionQueue<R>> {
        check_size(size)?;
        Ok(CompletionQueue {
            size,
            reserved: 0,
            accounts: Vec::new(),
            free: Vec::new(),
            ready: VecDeque::new(),
            audible: 0,
            awaited: false,
        })
    }

    /// Changes the size; what is ready stays.
    ///
    /// # Errors
    /// `WSAEINVAL`: as [`new`](Self::new). `WSAETOOMANYREFS`: more is reserved.
    pub fn resize(&mut self, size: u32) -> WsaResult<()> {
        check_size(size)?;
        if self.reserved > u64::from(size) {
            return Err(WsaError::WSAETOOMANYREFS);
        }
        self.size = size;
        Ok(())
    }

    /// Reserves room for `limit` outstanding requests.
    ///
    /// # Errors
    /// `WSAENOBUFS`: the queue has not that much left.
    pub fn open_account(&mut self, limit: u32) -> WsaResult<AccountId> {
        if self.reserved + u64::from(limit) > u64::from(self.size) {
            return Err(WsaError::WSAENOBUFS);
        }
        let id = self.free.pop().unwrap_or_else(|| {
            self.accounts.push(Account::default());
            AccountId(self.accounts.len() as u32 - 1)
        });
        self.change(id, |account| *account = Account { limit, outstanding: 0, state: AccountState::Open });
        Ok(id)
    }

    /// Whether the outstanding requests of an account would fit a new limit. They only become fewer by themselves.
    ///
    /// # Errors
    /// `WSAETOOMANYREFS`: they would not.
    pub fn check_limit(&self, id: AccountId, limit: u32) -> WsaResult<()> {
        if self.account(id).outstanding > limit { Err(WsaError::WSAETOOMANYREFS) } else { Ok(()) }
    }

    /// Gives accounts new limits, all or none.
    ///
    /// # Errors
    /// `WSAETOOMANYREFS`: an account has more outstanding. `WSAENOBUFS`: the queue has not the room.
    pub fn set_limits(&mut self, limits: &[(AccountId, u32)]) -> WsaResult<()> {
        let mut reserved = self.reserved;
        for (id, limit) in limits {
            self.check_limit(*id, *limit)?;
            reserved = reserved + u64::from(*limit) - u64::from(self.account(*id).room());
        }
        if reserved > u64::from(self.size) {
            return Err(WsaError::WSAENOBUFS);
        }
        for (id, limit) in limits {
            self.change(*id, |account| account.limit = *limit);
        }
        Ok(())
    }

    /// How many requests an account may have outstanding.
    pub fn limit(&self, id: AccountId) -> u32 {
        self.account(id).limit
    }

    /// Ends an account: no request is charged any more. Outstanding ones complete as before.
    pub fn close_account(&mut self, id: AccountId) {
        self.change(id, |account| account.state = AccountState::Closed);
        self.free_if_done(id);
    }

    /// Charges a request. It must be completed, once.
    ///
    /// # Errors
    /// `WSAENOBUFS`: as many are outstanding as the account allows.
    pub fn charge(&mut self, id: AccountId) -> WsaResult<()> {
        let account = &mut self.accounts[id.0 as usize];
        debug_assert_eq!(account.state, AccountState::Open);
        if account.outstanding >= account.limit {
            return Err(WsaError::WSAENOBUFS);
        }
        account.outstanding += 1;
        Ok(())
    }

    /// Queues the completion of a charged request; whether that is a reason to notify now.
    #[must_use]
    pub fn complete(&mut self, account: AccountId, audible: Audible, result: R) -> bool {
        self.ready.push_back(Ready { account, audible, result });
        if audible == Audible::No {
            return false;
        }
        self.audible += 1;
        std::mem::take(&mut self.awaited)
    }

    /// Takes out up to `room` completions, oldest first, and hands them to `give`; how many.
    pub fn take(&mut self, room: usize, mut give: impl FnMut(R)) -> usize {
        let count = room.min(self.ready.len());
        for _ in 0..count {
            let Some(Ready { account: id, audible, result }) = self.ready.pop_front() else { break };
            self.audible -= usize::from(audible == Audible::Yes);
            self.change(id, |account| account.outstanding -= 1);
            self.free_if_done(id);
            give(result);
        }
        count
    }

    /// Asks for a notification; whether it is due at once.
    ///
    /// # Errors
    /// `WSAEALREADY`: the one asked for before was not given yet.
    pub fn ask_to_notify(&mut self) -> WsaResult<bool> {
        if self.awaited {
            return Err(WsaError::WSAEALREADY);
        }
        self.awaited = self.audible == 0;
        Ok(!self.awaited)
    }

    fn account(&self, id: AccountId) -> &Account {
        &self.accounts[id.0 as usize]
    }

    /// Changes an account and, with it, what is reserved.
    fn change(&mut self, id: AccountId, change: impl FnOnce(&mut Account)) {
        let account = &mut self.accounts[id.0 as usize];
        let before = account.room();
        change(account);
        self.reserved = self.reserved + u64::from(account.room()) - u64::from(before);
    }

    fn free_if_done(&mut self, id: AccountId) {
        let account = &mut self.accounts[id.0 as usize];
        if account.state == AccountState::Closed && account.outstanding == 0 {
            account.state = AccountState::Free;
            self.free.push(id);
        }
    }
}

fn check_size(size: u32) -> WsaResult<()> {
    if (1..=RIO_MAX_CQ_SIZE).contains(&size) { Ok(()) } else { Err(WsaError::WSAEINVAL) }
}

/// Requests of one direction of a request queue that are put off (`RIO_MSG_DEFER`) until another one comes or they
/// are committed. They begin in the order they came.
#[derive(Debug)]
pub struct Submissions<Op> {
    deferred: VecDeque<Op>,
    closed: bool,
}

impl<Op> Default for Submissions<Op> {
    fn default() -> Self {
        Submissions { deferred: VecDeque::new(), closed: false }
    }
}

impl<Op> Submissions<Op> {
    /// Puts a request off. It comes back when the queue is closed.
    pub fn defer(&mut self, op: Op) -> Option<Op> {
        if self.closed {
            return Some(op);
        }
        self.deferred.push_back(op);
        None
    }

    /// Hands what was put off to `begin`.
    pub fn commit(&mut self, begin: impl FnMut(Op)) {
        self.deferred.drain(..).for_each(begin);
    }

    /// Ends the queue and takes out what never began.
    pub fn close(&mut self) -> VecDeque<Op> {
        self.closed = true;
        std::mem::take(&mut self.deferred)
    }

    /// Whether [`close`](Self::close) was called.
    pub fn is_closed(&self) -> bool {
        self.closed
    }
}

#[cfg(test)]
mod tests;
