//! A person's face in the small: their portrait, or their initials on one of six tints.

use domain::id::PersonId;
use domain::person::{Name, Person};
use jiff::Timestamp;

use crate::urls::{self, Url};

/// What `ui::avatar` shows.
#[derive(Clone, Debug)]
pub struct Face {
    id: PersonId,
    initials: String,
    has_portrait: bool,
    version: Option<Timestamp>,
}

impl Face {
    /// The face of a person.
    pub fn new(id: PersonId, name: &Name, has_portrait: bool) -> Self {
        Self {
            id,
            initials: name.initials(),
            has_portrait,
            version: None,
        }
    }

    /// The face with the portrait kept since a time: its owner sees a new one at once.
    pub fn as_of(self, portrait_at: Option<Timestamp>) -> Self {
        Self {
            has_portrait: portrait_at.is_some(),
            version: portrait_at,
            ..self
        }
    }

    /// The initials, where there is no portrait.
    pub fn initials(&self) -> &str {
        &self.initials
    }

    /// The address of the portrait, where there is one. Only the largest avatar needs the large.
    pub fn portrait(&self, avatar: &str) -> Option<Url> {
        let size = if avatar == "large" { "large" } else { "small" };
        let version = self.version.map(|at| at.as_millisecond());
        self.has_portrait
            .then(|| urls::portrait(&self.id, size, version))
    }

    /// The tint: the same person has the same everywhere.
    pub fn tint(&self) -> &'static str {
        const TINTS: [&str; 6] = ["", " t1", " t2", " t3", " t4", " t5"];
        TINTS[usize::from(self.id.0.as_bytes()[15]) % TINTS.len()]
    }

    /// Its side on the page, in pixels.
    pub fn side(&self, avatar: &str) -> u32 {
        match avatar {
            "small" => 36,
            "large" => 104,
            _ => 48,
        }
    }
}

impl From<&Person> for Face {
    fn from(person: &Person) -> Self {
        Self::new(person.id, &person.name, person.has_portrait)
    }
}
