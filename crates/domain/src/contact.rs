//! A contact: a person as somebody keeps them in their notebook, private to its keeper.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{ContactId, EventId, NoteId, PersonId};
use crate::text::{self, TextProblem, folded};

/// How many contacts one notebook holds.
pub const CONTACTS_LIMIT: i64 = 20_000;
/// How many notes one contact holds.
pub const NOTES_LIMIT: i64 = 1_000;
/// Longest note, in characters.
pub const NOTE_LIMIT: usize = 4_000;
/// Longest name of a contact, in characters: room for both names, or for a description.
pub const CONTACT_NAME_LIMIT: usize = 160;
/// Longest line about a contact, in characters.
pub const ABOUT_LIMIT: usize = 400;
/// How many tags one contact bears.
pub const TAGS_LIMIT: usize = 20;
/// Longest tag, in characters.
pub const TAG_LIMIT: usize = 40;

/// Somebody as their keeper knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Which.
    pub id: ContactId,
    /// Whose notebook they are in.
    pub keeper_id: PersonId,
    /// Who they are, once that is known; nobody for "the plumber with the red scarf".
    pub person_id: Option<PersonId>,
    /// What the keeper calls them.
    pub name: String,
    /// A line about them; may be empty.
    pub about: String,
    /// Where they met.
    pub event_id: Option<EventId>,
    /// When they met.
    pub met_at: Option<Timestamp>,
    /// Who brought them together.
    pub through_id: Option<PersonId>,
    /// The keeper's tags.
    pub tags: Vec<String>,
    /// When the contact was first kept.
    pub created_at: Timestamp,
    /// When something about it last changed.
    pub updated_at: Timestamp,
}

impl Contact {
    /// Whether it is not known yet who this is: somebody met, of whom there is neither person nor
    /// card (whoever has cards looks at them too).
    pub fn is_half_remembered(&self) -> bool {
        self.person_id.is_none() && self.event_id.is_some()
    }

    /// Takes over what was known of a half-remembered contact that turns out to be this one. The
    /// earlier meeting is where they met.
    pub fn absorb(&mut self, half: &Self, now: Timestamp) {
        let said = [&self.about, &half.name, &half.about].into_iter();
        let is_new = |text: &&String| !text.is_empty() && folded(text) != folded(&self.name);
        let mut said: Vec<&str> = said.filter(is_new).map(String::as_str).collect();
        said.dedup();
        self.about = said.join(" · ").chars().take(ABOUT_LIMIT).collect();
        let earlier = match (half.met_at, self.met_at) {
            (Some(theirs), Some(mine)) => theirs < mine,
            (theirs, mine) => theirs.is_some() && mine.is_none(),
        };
        if earlier {
            (self.event_id, self.met_at) = (half.event_id, half.met_at);
            self.through_id = half.through_id.or(self.through_id);
        }
        for tag in &half.tags {
            if self.tags.len() < TAGS_LIMIT && !self.tags.contains(tag) {
                self.tags.push(tag.clone());
            }
        }
        self.created_at = self.created_at.min(half.created_at);
        self.updated_at = now;
    }
}

/// A private note about a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which.
    pub id: NoteId,
    /// Whose.
    pub keeper_id: PersonId,
    /// About whom.
    pub contact_id: ContactId,
    /// At which event it was written, if at one.
    pub event_id: Option<EventId>,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub created_at: Timestamp,
}

/// Why tags cannot be taken as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagProblem {
    /// More than [`TAGS_LIMIT`].
    TooMany,
    /// One of them is longer than [`TAG_LIMIT`].
    TooLong,
    /// One of them holds control characters.
    Unprintable,
}

/// Tags as typed in one line, separated by commas; what differs only by case or accents is one tag.
pub fn tags(typed: &str) -> Result<Vec<String>, TagProblem> {
    let mut tags: Vec<String> = Vec::new();
    for typed in typed.split(',') {
        let tag = match text::line(typed.trim().trim_start_matches('#'), TAG_LIMIT) {
            Ok(tag) => tag,
            Err(TextProblem::Missing) => continue,
            Err(TextProblem::TooLong(_)) => return Err(TagProblem::TooLong),
            Err(TextProblem::Unprintable) => return Err(TagProblem::Unprintable),
        };
        if !tags.iter().any(|known| folded(known) == folded(&tag)) {
            tags.push(tag);
        }
    }
    if tags.len() > TAGS_LIMIT {
        return Err(TagProblem::TooMany);
    }
    Ok(tags)
}

/// Whether every word of a search is found somewhere in a folded text, in any order.
pub fn matches(haystack: &str, search: &str) -> bool {
    folded(search)
        .split_whitespace()
        .all(|word| haystack.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn contact(n: u128, name: &str) -> Contact {
        Contact {
            id: Uuid::from_u128(n).into(),
            keeper_id: Uuid::from_u128(1).into(),
            person_id: None,
            name: name.into(),
            about: String::new(),
            event_id: None,
            met_at: None,
            through_id: None,
            tags: Vec::new(),
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn tags_are_trimmed_and_each_kept_once() {
        assert_eq!(
            tags(" papier, #Succession,, papier ,succession").unwrap(),
            ["papier", "Succession"]
        );
        assert_eq!(tags(&"x".repeat(41)), Err(TagProblem::TooLong));
        let many: Vec<String> = (0..21).map(|n| n.to_string()).collect();
        assert_eq!(tags(&many.join(",")), Err(TagProblem::TooMany));
    }

    #[test]
    fn a_search_finds_words_in_any_order_without_accents() {
        let text = folded("Inès Belkacem, notaire – Vin et fromages, mai, May");
        assert!(matches(&text, "mai NOTAIRE"));
        assert!(matches(&text, "ines"));
        assert!(!matches(&text, "notaire juin"));
        assert!(matches(&text, "  "));
    }

    #[test]
    fn a_real_contact_keeps_what_was_known_of_the_half_remembered_one() {
        let mut real = contact(1, "Fabrizio Di Lallo");
        let mut half = contact(2, "plombier, foulard rouge");
        half.met_at = Some(Timestamp::UNIX_EPOCH);
        half.event_id = Some(Uuid::from_u128(9).into());
        half.tags = vec!["rénovation".into()];
        real.absorb(&half, Timestamp::UNIX_EPOCH);
        assert_eq!(real.name, "Fabrizio Di Lallo");
        assert_eq!(real.about, "plombier, foulard rouge");
        assert_eq!(real.event_id, half.event_id);
        assert_eq!(real.tags, ["rénovation"]);
    }
}
