//! The catalog: which transport and name space providers there are, in what order, and where that is written.
//!
//! A [`Catalog`] is what one look gives: the built-in providers, those of the system file and those of the user's file,
//! merged into one order. A [`Store`] is one of the files, and the only way to change it. Entries speak Microsoft's
//! terms; the rules are those of the `WSC…` functions. Nothing here loads a provider.
//!
//! Start with [`file`] for the text format, [`merge`] for the order and [`trust`] for whom a file must belong to.

mod applications;
mod catalog;
mod entry;
mod error;
mod expand;
pub mod file;
mod guid;
mod install;
mod location;
pub mod merge;
mod name_space;
mod remove;
mod secure_raw;
mod service_class;
mod store;
mod transaction;
pub mod trust;

pub use applications::{Application, admits};
pub use catalog::{BuiltIn, BuiltInNameSpace, BuiltIns, Catalog, Listed, ListedNameSpace};
pub use entry::{Entry, Kind, MOST_IN_CHAIN};
pub use error::{Error, Result};
pub use expand::expand;
pub use file::{CatalogFile, Position, Provider};
pub use guid::{guid_of, text_of, uuid_of};
pub use install::{ProtocolKey, Wanted};
pub use location::{FILE_NAME, Location, Locations, Source};
pub use name_space::NameSpaceProvider;
pub use secure_raw::is_secure;
pub use service_class::{ServiceClass, ServiceClassValue};
pub use store::{Patience, Store};
pub use transaction::Transaction;
pub use uuid::Uuid;

/// What the path of a provider inside the library begins with.
pub const BUILT_IN_PREFIX: &str = "builtin:";
/// Room for a provider's path, with its final NUL: layers ask with a buffer of `MAX_PATH`.
pub const MAX_PATH: usize = 260;
