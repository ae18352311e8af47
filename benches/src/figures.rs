//! Figures that programs print, and medians of them.

use std::collections::BTreeMap;

use crate::Outcome;

/// Figures of one run of one program: name → (value, unit).
#[derive(Clone, Debug, Default)]
pub struct Figures(BTreeMap<String, (f64, String)>);

impl Figures {
    /// Reads lines of `name value unit`; other lines are the program's own talk.
    ///
    /// # Errors
    /// A value that is no number.
    pub fn parse(text: &str) -> Outcome<Figures> {
        let mut figures = BTreeMap::new();
        for line in text.lines() {
            if let [name, value, unit] = line.split_whitespace().collect::<Vec<_>>()[..] {
                let value = value.parse().map_err(|_| format!("not a figure: {line}"))?;
                figures.insert(name.to_owned(), (value, unit.to_owned()));
            }
        }
        Ok(Figures(figures))
    }

    /// The value of `name`, if it was printed.
    pub fn value(&self, name: &str) -> Option<f64> {
        self.0.get(name).map(|(value, _)| *value)
    }

    /// All as (name, value, unit), by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64, &str)> {
        self.0.iter().map(|(name, (value, unit))| (name.as_str(), *value, unit.as_str()))
    }
}

/// The middle of `values`, or between the two in the middle; not a number when there are none.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => values[odd / 2],
        even => (values[even / 2 - 1] + values[even / 2]) / 2.0,
    }
}

/// The median of the ratios of values that were measured in the same turn.
pub fn median_ratio(pairs: impl Iterator<Item = (f64, f64)>) -> f64 {
    median(pairs.map(|(value, reference)| value / reference).filter(|ratio| ratio.is_finite()))
}
