//! Whole catalogs: files in folders of their own, merged, changed, killed.

mod corpus;
mod killed;
mod merged;
mod rules;
mod support;
