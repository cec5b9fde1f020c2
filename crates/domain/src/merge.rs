//! Two contacts that turn out to be one human: what stays, what moves, and how they part again
//! whatever was done since.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::contact::{ABOUT_LIMIT, Contact};
use crate::id::{ContactCardId, ContactId, FollowUpId, MergeId, NoteId, PersonId};

/// What belonged to the contact that went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Its cards.
    pub cards: Vec<ContactCardId>,
    /// Its notes.
    pub notes: Vec<NoteId>,
    /// Its follow-ups.
    pub follow_ups: Vec<FollowUpId>,
    /// The grounds it had to be written to.
    pub consents: Vec<Consent>,
    /// Those of the same kinds that the contact that stays had before.
    pub own_consents: Vec<Consent>,
    /// What telephones had written of both, which one of them writes over from then on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<Written>,
    /// How telephones knew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<OnTelephones>,
}

/// A card that telephones write, as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Which.
    pub id: ContactCardId,
    /// What it said.
    pub says: Card,
}

/// How telephones knew a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnTelephones {
    /// Its name among their cards.
    pub name: String,
    /// Kept in the notebook, and off telephones.
    pub hidden: bool,
    /// What its other cards said when a telephone last wrote.
    pub basis: Card,
}

/// A ground to write to a contact, or its withdrawal, as it was noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The word of the basis.
    pub basis: String,
    /// Whether it takes consent back.
    pub withdrawn: bool,
    /// Since when.
    pub since: Timestamp,
    /// Where it comes from.
    pub source: String,
}

impl Consent {
    /// Whether another stands in its place: of each kind a contact has one.
    pub fn is_kin(&self, other: &Self) -> bool {
        self.basis == other.basis && self.withdrawn == other.withdrawn
    }
}

impl Moved {
    /// Lets go of what goes elsewhere, and has again what that stood in the place of.
    pub fn release(&mut self, other: &Self) {
        self.cards.retain(|id| !other.cards.contains(id));
        self.notes.retain(|id| !other.notes.contains(id));
        self.follow_ups.retain(|id| !other.follow_ups.contains(id));
        self.consents.retain(|c| !other.consents.contains(c));
        for own in &other.own_consents {
            if !self.consents.iter().any(|c| c.is_kin(own)) {
                self.consents.push(own.clone());
            }
        }
    }
}

/// A contact that joined another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Which.
    pub id: MergeId,
    /// In whose notebook.
    pub keeper_id: PersonId,
    /// The contact that stays.
    pub kept_id: ContactId,
    /// The contact that went, as it was.
    pub gone: Contact,
    /// The contact that stays, as it was.
    pub was: Contact,
    /// The same, as it became.
    pub became: Contact,
    /// What moved.
    pub moved: Moved,
    /// When.
    pub created_at: Timestamp,
}

impl Merge {
    /// Whether one of its contacts is a person under a name.
    pub fn names(&self, person: PersonId, name: &str) -> bool {
        let all = [&self.gone, &self.was, &self.became];
        all.iter()
            .any(|contact| contact.person_id == Some(person) && contact.name == name)
    }

    /// Takes a person's name from its contacts, where it stands as given.
    pub fn unname(&mut self, person: PersonId, name: &str, nameless: &str) {
        for contact in [&mut self.gone, &mut self.was, &mut self.became] {
            if contact.person_id == Some(person) && contact.name == name {
                nameless.clone_into(&mut contact.name);
            }
        }
    }
}

/// Whether two contacts may be one: not when the house knows two people behind them.
pub fn may_join(kept: &Contact, gone: &Contact) -> bool {
    let known = kept.person_id.is_some() && gone.person_id.is_some();
    kept.id != gone.id && kept.keeper_id == gone.keeper_id && !known
}

/// The contact that stays, with what was known of the other.
pub fn joined(kept: &Contact, gone: &Contact, now: Timestamp) -> Contact {
    let mut all = kept.clone();
    all.absorb(gone, now);
    all.person_id = kept.person_id.or(gone.person_id);
    // Whoever was known by a name is not named after a description.
    if kept.is_half_remembered() && !gone.is_half_remembered() {
        all.name.clone_from(&gone.name);
        all.about = [&gone.about, &kept.name, &kept.about]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" · ")
            .chars()
            .take(ABOUT_LIMIT)
            .collect();
    }
    all
}

/// What the lines about both say that the line about the one that stays has no room for.
pub fn left_out(merge: &Merge) -> Option<&str> {
    let line = &merge.gone.about;
    let told = line.is_empty() || merge.became.about.contains(line.as_str());
    (!told).then_some(line)
}

/// The contact that stayed, without what came from the other. What its keeper changed since the two
/// became one stays as they changed it.
pub fn parted(now: &Contact, merge: &Merge, at: Timestamp) -> Contact {
    fn back<T: PartialEq + Clone>(now: &T, became: &T, was: &T) -> T {
        if now == became {
            was.clone()
        } else {
            now.clone()
        }
    }
    let (was, became) = (&merge.was, &merge.became);
    let came = |tag: &&String| became.tags.contains(tag) && !was.tags.contains(tag);
    let met = |contact: &Contact| (contact.event_id, contact.met_at, contact.through_id);
    let (event_id, met_at, through_id) = back(&met(now), &met(became), &met(was));
    Contact {
        person_id: back(&now.person_id, &became.person_id, &was.person_id),
        name: back(&now.name, &became.name, &was.name),
        about: back(&now.about, &became.about, &was.about),
        event_id,
        met_at,
        through_id,
        tags: now.tags.iter().filter(|tag| !came(tag)).cloned().collect(),
        created_at: back(&now.created_at, &became.created_at, &was.created_at),
        updated_at: at,
        ..now.clone()
    }
}

/// Which of the two contacts of a merge came with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// The one that went.
    Gone,
    /// The one that stays: it is the other from now on.
    Kept,
}

/// The contact that stayed, or what remembers it, without what a file told of it. What its keeper said
/// of either since is of the one that is left.
pub fn without_file(now: &Contact, merge: &Merge, came: Came, at: Timestamp) -> Contact {
    let (was, gone) = match came {
        Came::Gone => (&merge.was, &merge.gone),
        Came::Kept => (&merge.gone, &merge.was),
    };
    let merge = Merge {
        was: was.clone(),
        ..merge.clone()
    };
    let mut left = parted(now, &merge, at);
    let told = left.about.contains(&gone.about);
    let said = Contact {
        name: left.name.clone(),
        about: Some(gone.about.clone())
            .filter(|_| !told)
            .unwrap_or_default(),
        created_at: left.created_at,
        ..gone.clone()
    };
    left.absorb(&said, at);
    left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn contact(n: u128, name: &str, about: &str, tags: &[String], met: Option<i64>) -> Contact {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        Contact {
            id: Uuid::from_u128(n).into(),
            keeper_id: Uuid::from_u128(1).into(),
            person_id: None,
            name: name.into(),
            about: about.into(),
            event_id: met.map(|n| Uuid::from_u128(n.unsigned_abs().into()).into()),
            met_at: met.map(at),
            through_id: None,
            tags: tags.to_vec(),
            created_at: at(1_000 + n as i64),
            updated_at: at(2_000),
        }
    }

    fn merge(kept: &Contact, gone: &Contact) -> Merge {
        Merge {
            id: Uuid::from_u128(9).into(),
            keeper_id: kept.keeper_id,
            kept_id: kept.id,
            gone: gone.clone(),
            was: kept.clone(),
            became: joined(kept, gone, Timestamp::from_second(3_000).unwrap()),
            moved: Moved::default(),
            created_at: Timestamp::from_second(3_000).unwrap(),
        }
    }

    #[test]
    fn two_people_of_the_house_are_never_one_contact() {
        let mut one = contact(1, "Odile Roy", "", &[], None);
        let mut other = contact(2, "Odile Roy", "", &[], None);
        assert!(may_join(&one, &other));
        one.person_id = Some(Uuid::from_u128(5).into());
        assert!(may_join(&one, &other));
        other.person_id = Some(Uuid::from_u128(6).into());
        assert!(!may_join(&one, &other));
        assert!(!may_join(&one, &one));
    }

    #[test]
    fn a_person_that_came_with_the_other_goes_back_with_it() {
        let one = contact(1, "Odile Roy", "", &[], None);
        let mut other = contact(2, "Odile Roy", "", &[], None);
        other.person_id = Some(Uuid::from_u128(6).into());
        let merge = merge(&one, &other);
        assert_eq!(merge.became.person_id, other.person_id);
        assert_eq!(parted(&merge.became, &merge, one.updated_at), one);
    }

    #[test]
    fn what_was_changed_since_stays_changed() {
        let one = contact(1, "Odile", "notaire", &[], None);
        let other = contact(2, "Odile Roy", "papier", &["mai".into()], Some(50));
        let merge = merge(&one, &other);
        let mut now = merge.became.clone();
        now.about = "notaire, rappelle le mardi".into();
        now.tags.push("juin".into());
        let back = parted(&now, &merge, one.updated_at);
        assert_eq!(back.about, "notaire, rappelle le mardi");
        assert_eq!(back.tags, ["juin"]);
        assert_eq!((back.event_id, back.met_at), (None, None));
    }

    #[test]
    fn of_a_contact_that_came_with_a_file_stays_what_its_keeper_said() {
        let mine = contact(
            1,
            "La dame au foulard",
            "notaire",
            &["mai".into()],
            Some(50),
        );
        let file = contact(2, "Odile Roy", "", &["juin".into()], None);
        let at = mine.updated_at;
        let gone = merge(&mine, &file);
        let left = without_file(&gone.became, &gone, Came::Gone, at);
        assert_eq!(
            (&*left.name, &*left.about),
            ("La dame au foulard", "notaire")
        );
        assert_eq!(left.tags, ["mai", "juin"]);
        let kept = merge(&file, &mine);
        let mut now = kept.became.clone();
        now.tags.push("août".into());
        let left = without_file(&now, &kept, Came::Kept, at);
        assert_eq!(
            (&*left.name, &*left.about),
            ("La dame au foulard", "notaire")
        );
        assert_eq!((left.id, left.met_at), (file.id, mine.met_at));
        assert_eq!(left.created_at, mine.created_at);
        assert_eq!(left.tags, ["mai", "août", "juin"]);
    }

    proptest! {
        #[test]
        fn parting_at_once_gives_back_what_was(
            names in ("[a-z]{1,9}", "[a-z]{1,9}"), abouts in (".{0,30}", ".{0,30}"),
            tags in proptest::collection::vec("[a-c]", 0..3), others in proptest::collection::vec("[b-e]", 0..3),
            met in (proptest::option::of(1..99_i64), proptest::option::of(1..99_i64)),
        ) {
            let one = contact(1, &names.0, &abouts.0, &tags, met.0);
            let other = contact(2, &names.1, &abouts.1, &others, met.1);
            let merge = merge(&one, &other);
            prop_assert_eq!(parted(&merge.became, &merge, one.updated_at), one);
        }

        #[test]
        fn what_is_kept_of_tags_and_meetings_does_not_depend_on_the_order(
            tags in proptest::collection::vec("[a-c]", 0..3), others in proptest::collection::vec("[b-e]", 0..3),
            met in (proptest::option::of(1..99_i64), proptest::option::of(1..99_i64)),
        ) {
            let one = contact(1, "odile", "", &tags, met.0);
            let other = contact(2, "odile", "", &others, met.1);
            let now = one.updated_at;
            let (a, b) = (joined(&one, &other, now), joined(&other, &one, now));
            let sorted = |contact: &Contact| {
                let mut tags = contact.tags.clone();
                tags.sort();
                tags.dedup();
                tags
            };
            prop_assert_eq!(sorted(&a), sorted(&b));
            prop_assert_eq!(a.met_at, b.met_at);
            prop_assert_eq!(a.created_at, b.created_at);
        }
    }
}
