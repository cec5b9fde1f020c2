//! Lists of people compared from the command line, apart from any installation.

use domain::likeness::{self, Likeness, Outcome, Parameters, Read, Sides};
use formats::records::{self, RecordsError, Row};
use thiserror::Error;

pub use domain::likeness::Reason;

pub mod invented;

/// What to compare, and how.
#[derive(Debug)]
pub struct Request<'a> {
    /// The list.
    pub list: &'a [u8],
    /// Another list, each record of which is compared with each of the first.
    pub other: Option<&'a [u8]>,
    /// A file of parameters to use instead of those shipped.
    pub parameters: Option<&'a str>,
    /// Headings that are passed over.
    pub ignored: &'a [String],
    /// How likely a pair must be.
    pub threshold: f64,
    /// Whether the rates are learnt from the lists.
    pub fit: bool,
}

/// Why lists cannot be compared.
#[derive(Debug, Error)]
pub enum DedupeError {
    /// The list cannot be read.
    #[error("{0}")]
    List(RecordsError),
    /// The other list cannot be read.
    #[error("{0}")]
    Other(RecordsError),
    /// The parameters cannot be used.
    #[error("{0}")]
    Parameters(likeness::ParametersError),
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// The names of the records, those of the other list after those of the first.
    pub ids: Vec<String>,
    /// How many records the first list has.
    pub left: usize,
    /// The pairs and groups.
    pub outcome: Outcome,
}

/// Finds the pairs of one human in a list, or between two.
pub fn find(request: &Request<'_>) -> Result<Found, DedupeError> {
    let mut rows = records::read(request.list, request.ignored).map_err(DedupeError::List)?;
    let left = rows.len();
    let mut sides = Sides::One;
    if let Some(other) = request.other {
        rows.extend(records::read(other, request.ignored).map_err(DedupeError::Other)?);
        sides = Sides::Two(left);
    }
    let mut likeness = Likeness::default();
    if let Some(text) = request.parameters {
        likeness.parameters = Parameters::parse(text).map_err(DedupeError::Parameters)?;
    }
    let reads: Vec<Read> = rows.iter().map(|row| Read::of(&row.record)).collect();
    let outcome = likeness::search(likeness, &reads, sides, request.threshold, request.fit);
    let ids = rows.into_iter().map(|Row { id, .. }| id).collect();
    Ok(Found { ids, left, outcome })
}
