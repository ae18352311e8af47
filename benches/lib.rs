//! Benchmarks: see `twins.rs` and `BENCHMARKING.md`.
