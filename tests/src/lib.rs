//! Conformance suite: see `tests/c` and `tests/wire`.
