//! Problems of a form, as its template shows them: a summary at the top, a sentence at each field.

use app::form::Problems;

use crate::words::Words;

/// The problems of a form, in the page's language.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<(&'static str, String)>);

impl Errors {
    /// The problems in words.
    pub fn of(problems: Problems, w: &Words) -> Self {
        Self(
            problems
                .into_iter()
                .map(|(field, say)| (field, w.say(&say)))
                .collect(),
        )
    }

    /// Whether there are any.
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// Each field with its sentence; the field is empty for what concerns the whole form.
    pub fn all(&self) -> &[(&'static str, String)] {
        &self.0
    }

    /// The sentence at a field, or nothing.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, sentence)| sentence.as_str())
    }
}
