//! Reading forms: every field is checked, every problem is kept beside its field, and the answer
//! to a bad form is all its problems at once.

use std::str::FromStr;

use domain::account::Email;
use domain::text::{self, TextProblem};
use jiff::civil;

use crate::error::Say;
use crate::{Error, Result};

/// Fields that cannot be taken as typed, each with the sentence that says how to mend it.
pub type Problems = Vec<(&'static str, Say)>;

/// A form being read.
#[derive(Debug, Default)]
pub struct Check {
    problems: Problems,
}

impl Check {
    /// Notes a problem with a field.
    pub fn problem(&mut self, field: &'static str, say: Say) {
        self.problems.push((field, say));
    }

    /// A line that must be there.
    pub fn line(&mut self, field: &'static str, typed: &str, limit: usize) -> String {
        self.text(field, text::line(typed, limit), true)
    }

    /// A line that may be left empty.
    pub fn optional_line(&mut self, field: &'static str, typed: &str, limit: usize) -> String {
        self.text(field, text::line(typed, limit), false)
    }

    /// Several lines that may be left empty.
    pub fn optional_text(&mut self, field: &'static str, typed: &str, limit: usize) -> String {
        self.text(field, text::paragraphs(typed, limit), false)
    }

    fn text(
        &mut self,
        field: &'static str,
        read: Result<String, TextProblem>,
        needed: bool,
    ) -> String {
        let say = match read {
            Ok(text) => return text,
            Err(TextProblem::Missing) if !needed => return String::new(),
            Err(TextProblem::Missing) => Say::new("problem-missing"),
            Err(TextProblem::TooLong(limit)) => {
                Say::new("problem-too-long").number("limit", limit as i64)
            }
            Err(TextProblem::Unprintable) => Say::new("problem-unprintable"),
        };
        self.problem(field, say);
        String::new()
    }

    /// An e-mail address that must be there.
    pub fn email(&mut self, field: &'static str, typed: &str) -> Option<Email> {
        if typed.trim().is_empty() {
            self.problem(field, Say::new("problem-missing"));
            return None;
        }
        self.optional_email(field, typed)
    }

    /// An e-mail address that may be left empty.
    pub fn optional_email(&mut self, field: &'static str, typed: &str) -> Option<Email> {
        if typed.trim().is_empty() {
            return None;
        }
        self.parsed(field, typed, "problem-email")
    }

    /// A choice among the values of a type, given as the words it serialises to.
    pub fn choice<T: serde::de::DeserializeOwned>(
        &mut self,
        field: &'static str,
        typed: &str,
    ) -> Option<T> {
        let read = serde_json::from_value(serde_json::Value::String(typed.trim().to_owned())).ok();
        if read.is_none() {
            self.problem(field, Say::new("problem-choice"));
        }
        read
    }

    /// A whole number within bounds; `None` when left empty or wrong.
    pub fn optional_number(
        &mut self,
        field: &'static str,
        typed: &str,
        least: i64,
        most: i64,
    ) -> Option<i64> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let number = typed.parse().ok().filter(|n| (least..=most).contains(n));
        if number.is_none() {
            self.problem(
                field,
                Say::new("problem-number")
                    .number("least", least)
                    .number("most", most),
            );
        }
        number
    }

    /// A date, `YYYY-MM-DD`.
    pub fn date(&mut self, field: &'static str, typed: &str) -> Option<civil::Date> {
        self.needed(field, typed, "problem-date")
    }

    /// A time of day, `HH:MM` (also `18h30`).
    pub fn time(&mut self, field: &'static str, typed: &str) -> Option<civil::Time> {
        let typed = typed
            .trim()
            .to_lowercase()
            .replace(' ', "")
            .replace('h', ":");
        let typed = if typed.ends_with(':') {
            format!("{typed}00")
        } else {
            typed
        };
        let typed = if typed.find(':') == Some(1) {
            format!("0{typed}")
        } else {
            typed
        };
        self.needed(field, &typed, "problem-time")
    }

    fn needed<T: FromStr>(
        &mut self,
        field: &'static str,
        typed: &str,
        wrong: &'static str,
    ) -> Option<T> {
        if typed.trim().is_empty() {
            self.problem(field, Say::new("problem-missing"));
            return None;
        }
        self.parsed(field, typed, wrong)
    }

    fn parsed<T: FromStr>(
        &mut self,
        field: &'static str,
        typed: &str,
        wrong: &'static str,
    ) -> Option<T> {
        let read = typed.trim().parse().ok();
        if read.is_none() {
            self.problem(field, Say::new(wrong));
        }
        read
    }

    /// Whether no problem was noted so far.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// Ends the reading: all problems at once, or go on.
    pub fn done(self) -> Result<()> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self.problems))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_reported_beside_its_field() {
        let mut check = Check::default();
        check.line("name", " ", 10);
        check.email("email", "nobody");
        check.date("on", "2026-13-01");
        assert_eq!(check.time("at", "18 h 30"), Some(civil::time(18, 30, 0, 0)));
        assert_eq!(check.time("at", "7h"), Some(civil::time(7, 0, 0, 0)));
        let Err(Error::Invalid(problems)) = check.done() else {
            panic!("nothing was noticed")
        };
        let seen: Vec<_> = problems
            .iter()
            .map(|(field, say)| (*field, say.key))
            .collect();
        assert_eq!(
            seen,
            [
                ("name", "problem-missing"),
                ("email", "problem-email"),
                ("on", "problem-date")
            ]
        );
    }
}
