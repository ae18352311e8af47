//! Name space providers: which are asked, how they are loaded and called, and lookups over several of them.
//!
//! The built-in one and those in libraries are called through the same table, `NSP_ROUTINE`. No lock is held while a
//! provider runs. The catalog is looked at anew by each call, as the lists of name space providers do.

mod dns;
mod lookup;
pub mod provider;
mod providers;
pub mod service;

use std::sync::Arc;

use ws2_catalog::{Uuid, uuid_of};
use ws2_namespace::query_set::QuerySet;
use ws2_types::abi::GUID;
use ws2_types::abi::winsock::NS_ALL;
use ws2_types::{WsaError, WsaResult};

use crate::catalog;
pub(crate) use lookup::{Leftover, take_all};
pub use lookup::{Lookup, NextError, begin, by_handle, end};
pub use provider::Provider;

/// Calls what `ask` does with each provider a set is for, in catalog order, and answers what came of it.
///
/// # Errors
/// `WSAEINVAL`: the set names a provider that is not there or switched off. `WSASERVICE_NOT_FOUND`: nobody has the name
/// space. If all fail, the error of the first.
fn ask_all<R>(
    provider: Option<u128>,
    name_space: u32,
    mut ask: impl FnMut(&Arc<Provider>) -> WsaResult<R>,
) -> WsaResult<Vec<R>> {
    let wanted: Option<Uuid> = provider.map(|id| uuid_of(&GUID::from_u128(id)));
    let mut listed = catalog::look().name_spaces;
    listed.retain(|one| {
        let is_meant = match wanted {
            Some(wanted) => one.provider.guid == wanted,
            None => name_space == NS_ALL || one.provider.name_space == name_space,
        };
        one.enabled && is_meant
    });
    if listed.is_empty() {
        return Err(if wanted.is_some() { WsaError::WSAEINVAL } else { WsaError::WSASERVICE_NOT_FOUND });
    }
    let mut answers = Vec::new();
    let mut failure = None;
    for one in &listed {
        match providers::started(one).and_then(|provider| ask(&provider)) {
            Ok(answer) => answers.push(answer),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    match failure {
        Some(error) if answers.is_empty() => Err(error),
        _ => Ok(answers),
    }
}

/// [`ask_all`] for a query set.
fn ask_for<R>(set: &QuerySet, ask: impl FnMut(&Arc<Provider>) -> WsaResult<R>) -> WsaResult<Vec<R>> {
    ask_all(set.provider, set.name_space, ask)
}
