//! The rates of each level, as shipped, as learnt, or as an operator's file says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Comparison, Level};

/// How often a comparison comes to a level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    /// Between two records of one human.
    pub m: f64,
    /// Between two of anybody; of values that are the same, what is used when nothing is known of
    /// how often the value occurs.
    pub u: f64,
    /// Between two of one family or firm; as between any two when it is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub k: Option<f64>,
}

/// The rates of every comparison and level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Parameters {
    /// How many other records of the same human a record has, on average.
    pub matches_per_record: f64,
    /// How many records of relatives and colleagues a record has, on average.
    pub kin_per_record: f64,
    /// How often two addresses of one human are two addresses.
    pub elsewhere: f64,
    /// How often two addresses of relatives or colleagues are.
    pub kin_elsewhere: f64,
    rates: [[Option<Rates>; Level::ALL.len()]; Comparison::ALL.len()],
}

/// Parameters as they are in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    matches_per_record: f64,
    kin_per_record: f64,
    elsewhere: f64,
    kin_elsewhere: f64,
    comparisons: BTreeMap<Comparison, BTreeMap<Level, Rates>>,
}

/// Why parameters cannot be used.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ParametersError {
    /// The file is not what it must be.
    #[error("{0}")]
    Form(String),
    /// A rate is no probability.
    #[error("{0:?} {1:?}: rates lie above 0 and at most at 1")]
    Rate(Comparison, Level),
    /// How many records are expected is not above zero.
    #[error(
        "matches_per_record and kin_per_record are above 0, elsewhere and kin_elsewhere between 0 and 1"
    )]
    Prior,
}

impl TryFrom<Written> for Parameters {
    type Error = ParametersError;

    fn try_from(written: Written) -> Result<Self, ParametersError> {
        let sound = |rate: f64| rate > 0.0 && rate <= 1.0;
        let above = |number: f64| number > 0.0 && number.is_finite();
        let counts = [written.matches_per_record, written.kin_per_record];
        let shares = [written.elsewhere, written.kin_elsewhere];
        if !counts.into_iter().all(above) || !shares.into_iter().all(|s| s > 0.0 && s < 1.0) {
            return Err(ParametersError::Prior);
        }
        let mut rates = [[None; Level::ALL.len()]; Comparison::ALL.len()];
        for (comparison, levels) in written.comparisons {
            for (level, rate) in levels {
                if !(sound(rate.m) && sound(rate.u) && rate.k.is_none_or(sound)) {
                    return Err(ParametersError::Rate(comparison, level));
                }
                rates[comparison as usize][level as usize] = Some(rate);
            }
        }
        Ok(Self {
            matches_per_record: written.matches_per_record,
            kin_per_record: written.kin_per_record,
            elsewhere: written.elsewhere,
            kin_elsewhere: written.kin_elsewhere,
            rates,
        })
    }
}

impl From<Parameters> for Written {
    fn from(parameters: Parameters) -> Self {
        let comparisons = Comparison::ALL.into_iter().map(|comparison| {
            let levels = Level::ALL.into_iter();
            let told = levels.filter_map(|l| Some((l, parameters.known(comparison, l)?)));
            (comparison, told.collect())
        });
        Self {
            matches_per_record: parameters.matches_per_record,
            kin_per_record: parameters.kin_per_record,
            elsewhere: parameters.elsewhere,
            kin_elsewhere: parameters.kin_elsewhere,
            comparisons: comparisons.collect(),
        }
    }
}

impl Parameters {
    /// What the project ships.
    pub fn shipped() -> Self {
        Self::parse(include_str!("parameters.json")).expect("the shipped parameters are sound")
    }

    /// Reads a file.
    pub fn parse(text: &str) -> Result<Self, ParametersError> {
        let written: Written =
            serde_json::from_str(text).map_err(|error| ParametersError::Form(error.to_string()))?;
        written.try_into()
    }

    /// The rates of a level; without any, it says nothing.
    pub fn rates(&self, comparison: Comparison, level: Level) -> Rates {
        const NOTHING: Rates = Rates {
            m: 1.0,
            u: 1.0,
            k: None,
        };
        self.known(comparison, level).unwrap_or(NOTHING)
    }

    /// The rates of a level, where there are any.
    pub fn known(&self, comparison: Comparison, level: Level) -> Option<Rates> {
        self.rates[comparison as usize][level as usize]
    }

    pub(crate) fn set(&mut self, comparison: Comparison, level: Level, rates: Rates) {
        self.rates[comparison as usize][level as usize] = Some(rates);
    }
}
