//! Start-up, socket table, catalog and multi-socket waits.

pub mod startup;
