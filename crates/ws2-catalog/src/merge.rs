//! One order out of several.

use std::collections::{BTreeMap, BTreeSet};

/// Puts `base`, an order, under `preferred`, a later and stronger one that may know less or more.
///
/// What `preferred` names stands as it says; names that `base` has not are left out. What it does not name keeps its
/// place before the one that follows it in `base`. So a layer the system puts in front of TCP comes in front of TCP
/// too for a user who had ordered things before.
pub fn merge<T: Copy + Ord>(base: &[T], preferred: &[T]) -> Vec<T> {
    let named: BTreeSet<T> = preferred.iter().copied().collect();
    // Each one that is named, with those that stand right before it and are not.
    let mut runs: BTreeMap<T, &[T]> = BTreeMap::new();
    let mut start = 0;
    for (index, one) in base.iter().enumerate().filter(|(_, one)| named.contains(one)) {
        runs.insert(*one, &base[start..=index]);
        start = index + 1;
    }
    let runs = preferred.iter().filter_map(|one| runs.get(one).copied());
    runs.chain([&base[start..]]).flatten().copied().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_named_stays_before_its_follower() {
        for (base, preferred, merged) in [
            (vec![1, 2, 3], vec![], vec![1, 2, 3]),
            (vec![1, 2, 3], vec![3, 1], vec![2, 3, 1]),
            (vec![9, 1, 2], vec![8, 2, 1], vec![2, 9, 1]),
            (vec![9, 1, 2, 7], vec![7, 1, 2], vec![7, 9, 1, 2]),
            (vec![1, 2, 9], vec![2, 1], vec![2, 1, 9]),
        ] {
            assert_eq!(merge(&base, &preferred), merged, "{base:?} under {preferred:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_doubled_and_the_preference_holds(
            base in Just((1..12).collect::<Vec<u32>>()).prop_shuffle(),
            preferred in proptest::sample::subsequence((1..15).collect::<Vec<u32>>(), 0..14).prop_shuffle(),
        ) {
            let merged = merge(&base, &preferred);
            let mut sorted = merged.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (1..12).collect::<Vec<u32>>());
            let named: Vec<u32> = merged.into_iter().filter(|id| preferred.contains(id)).collect();
            let asked: Vec<u32> = preferred.into_iter().filter(|id| base.contains(id)).collect();
            prop_assert_eq!(named, asked);
        }
    }
}
