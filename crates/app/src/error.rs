//! Why a use-case did not do what was asked, in a form that becomes a sentence in either language.

use jiff::civil::Date;

use crate::form::Problems;

/// A sentence by its key in the locales, with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Say {
    /// The message's key.
    pub key: &'static str,
    /// Named arguments.
    pub args: Vec<(&'static str, Arg)>,
}

/// An argument of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A name, a title.
    Text(String),
    /// A day, which each language writes in its own way.
    Day(Date),
    /// A number, which may decide between singular and plural.
    Number(i64),
}

impl Say {
    /// A sentence without arguments.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
        }
    }

    /// The sentence with one more text.
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(value.into())));
        self
    }

    /// The sentence with one more day.
    pub fn day(mut self, name: &'static str, value: Date) -> Self {
        self.args.push((name, Arg::Day(value)));
        self
    }

    /// The sentence with one more number.
    pub fn number(mut self, name: &'static str, value: impl Into<i64>) -> Self {
        self.args.push((name, Arg::Number(value.into())));
        self
    }
}

/// Why a use-case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is somebody else's.
    #[error("not found")]
    NotFound,
    /// Only somebody signed in can do this.
    #[error("sign-in needed")]
    SignInNeeded,
    /// The viewer can see the thing but not do this to it.
    #[error("forbidden")]
    Forbidden,
    /// Fields that cannot be taken as typed.
    #[error("invalid input: {0:?}")]
    Invalid(Problems),
    /// A rule says no; the sentence says why and how to go on.
    #[error("refused: {}", .0.key)]
    Refused(Say),
    /// Asked too often; try again later.
    #[error("too many requests")]
    TooMany,
    /// More work is waiting than can be taken; try again in a moment.
    #[error("busy")]
    Busy,
    /// Something is broken here; nothing the viewer can mend.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// A refusal without arguments.
    pub fn refused(key: &'static str) -> Self {
        Self::Refused(Say::new(key))
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Busy => Self::Busy,
            other => Self::Internal(other.to_string()),
        }
    }
}
