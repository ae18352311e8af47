//! Rules, and the chance that they strike.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Deserialize;
use ws2_layer::WsaError;

/// What a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Occasion {
    Connect,
    Send,
    Receive,
}

/// One rule of the file.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    on: Occasion,
    port: Option<u16>,
    probability: Option<f64>,
    delay_ms: Option<u64>,
    at_most: Option<usize>,
    reset_after: Option<usize>,
    refuse: Option<String>,
}

/// An hour: what is longer is a mistake in the file.
const MOST_DELAY_MS: u64 = 3_600_000;

impl Rule {
    /// # Errors
    /// What is wrong with it, for the user to read.
    pub(crate) fn check(&self) -> Result<(), String> {
        let is_transfer = self.on != Occasion::Connect;
        let nothing = self.delay_ms.is_none() && self.at_most.is_none();
        if self.probability.is_some_and(|chance| !(0.0..=1.0).contains(&chance)) {
            Err("probability is 0 to 1".to_owned())
        } else if self.delay_ms.is_some_and(|ms| ms > MOST_DELAY_MS) {
            Err(format!("delay_ms is at most {MOST_DELAY_MS}"))
        } else if self.at_most == Some(0) {
            Err("at_most is at least 1".to_owned())
        } else if !is_transfer && (self.at_most.is_some() || self.reset_after.is_some()) {
            Err("at_most and reset_after are for send and receive".to_owned())
        } else if is_transfer && self.refuse.is_some() {
            Err("refuse is for connect".to_owned())
        } else if nothing && self.reset_after.is_none() && self.refuse.is_none() {
            Err("a rule has delay_ms, at_most, reset_after or refuse".to_owned())
        } else if let Some(name) = &self.refuse
            && WsaError::by_name(name).is_none()
        {
            Err(format!("refuse: {name} is no error such as WSAECONNREFUSED"))
        } else {
            Ok(())
        }
    }

    pub(crate) fn is_for(&self, occasion: Occasion, port: usize) -> bool {
        self.on == occasion && self.port.is_none_or(|own| usize::from(own) == port)
    }

    pub(crate) fn probability(&self) -> f64 {
        self.probability.unwrap_or(1.0)
    }

    pub(crate) fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms.unwrap_or(0))
    }

    pub(crate) fn at_most(&self) -> usize {
        self.at_most.unwrap_or(usize::MAX)
    }

    pub(crate) fn reset_after(&self) -> Option<usize> {
        self.reset_after
    }

    pub(crate) fn refusal(&self) -> Option<WsaError> {
        self.refuse.as_deref().and_then(WsaError::by_name)
    }
}

/// The dice of one socket: the n-th throw of the n-th socket falls the same in every run.
#[derive(Debug)]
pub(crate) struct Chance(AtomicU64);

/// The step and the two factors of SplitMix64.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
const FACTORS: [u64; 2] = [0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb];

impl Chance {
    pub(crate) fn new(seed: u64, socket: u64) -> Chance {
        Chance(AtomicU64::new(mix(seed ^ mix(socket))))
    }

    /// Whether something of this probability happens now. What is certain or impossible throws no dice.
    pub(crate) fn strikes(&self, probability: f64) -> bool {
        if probability >= 1.0 || probability <= 0.0 {
            return probability >= 1.0;
        }
        let thrown = mix(self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP));
        // 53 bits are what a double holds exactly.
        ((thrown >> 11) as f64) < probability * (1u64 << 53) as f64
    }
}

fn mix(mut value: u64) -> u64 {
    value = (value ^ value >> 30).wrapping_mul(FACTORS[0]);
    value = (value ^ value >> 27).wrapping_mul(FACTORS[1]);
    value ^ value >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_certain_always_happens() {
        let chance = Chance::new(1, 1);
        assert!((0..1000).all(|_| chance.strikes(1.0) && !chance.strikes(0.0)));
    }

    #[test]
    fn throws_are_fair() {
        for seed in 0..5 {
            let chance = Chance::new(seed, 3);
            let struck = (0..10_000).filter(|_| chance.strikes(0.1)).count();
            assert!((850..1150).contains(&struck), "{struck} of 10000 with one in ten");
        }
    }
}
