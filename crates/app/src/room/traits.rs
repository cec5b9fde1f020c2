//! What the room knows of somebody: from tonight's cards, which they show, and from their answer, which
//! only those who run the evening read. Each topic remembers which, so that no reason tells a guest
//! what somebody wrote for the hosts. Notebooks are never looked into.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::common_ground::{self, Topic};
use domain::event::Event;
use domain::id::{ActivityId, PersonId};
use domain::person::{Name, Visibility};
use engine::score::{Profile, Tag};

use crate::{Cx, Result};

/// The longest phrase of a reason, in characters.
const PHRASE: usize = 140;

/// Something somebody wrote, and whether other guests may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Their words.
    pub text: String,
    /// Whether it stands on a card of tonight.
    pub open: bool,
    /// Whether it names what they are, not what they offer.
    pub trade: bool,
}

/// Somebody, as the room knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// What they are called.
    pub name: Name,
    /// What they are tonight, in a few words.
    pub does: String,
    /// Whether it is their first time.
    pub newcomer: bool,
    /// Whether they run the evening.
    pub hosts: bool,
    /// Whether a portrait is kept.
    pub has_portrait: bool,
    /// Who may see them, unless they say otherwise tonight.
    pub visibility: Visibility,
    /// What they seek, by topic.
    pub seeks: BTreeMap<Tag, Phrase>,
    /// What they are and offer, by topic.
    pub offers: BTreeMap<Tag, Phrase>,
    /// Words of their cards.
    pub words: BTreeMap<Tag, String>,
    /// The groups they are members of, by their numbers.
    pub groups: BTreeMap<Tag, String>,
}

impl Traits {
    /// Their profile for the engine. Whom they asked to meet is a topic they seek, and each person
    /// offers themselves.
    pub fn profile(&self, me: PersonId, asks: Option<Option<PersonId>>) -> Profile {
        let to = asks.flatten().map(person_tag);
        let own = Some(person_tag(me));
        Profile {
            seeks: self.seeks.keys().copied().chain(to).collect(),
            offers: self.offers.keys().copied().chain(own).collect(),
            interests: self.words.keys().copied().collect(),
            // The installation knows what people read, not what they speak.
            languages: Vec::new(),
            groups: self.groups.keys().copied().collect(),
            newcomer: self.newcomer || asks.is_some(),
        }
    }

    fn take(&mut self, text: &str, open: bool, kind: Kind) {
        let phrase = || Phrase {
            text: cut(text),
            open,
            trade: kind == Kind::Trade,
        };
        for topic in common_ground::topics(text) {
            let tag = topic.tag();
            match kind {
                Kind::Seek => drop(self.seeks.entry(tag).or_insert_with(phrase)),
                _ => drop(self.offers.entry(tag).or_insert_with(phrase)),
            }
            if open && kind != Kind::Seek {
                self.word(topic);
            }
        }
    }

    fn word(&mut self, topic: Topic) {
        self.words.entry(topic.tag()).or_insert(topic.word);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Trade,
    Offer,
    Seek,
}

/// Somebody as a topic.
pub fn person_tag(person: PersonId) -> Tag {
    common_ground::tag(&format!("person {person}"))
}

fn cut(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    match text.char_indices().nth(PHRASE) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// What changes seldom during an evening.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// Who had come to the group before.
    pub regulars: BTreeSet<PersonId>,
    /// Who runs its evenings.
    pub hosts: BTreeSet<PersonId>,
    /// Names of groups.
    pub groups: BTreeMap<domain::id::GroupId, String>,
}

/// What the room knows of some people.
pub fn read(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    house: &mut House,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Traits>> {
    let mut all: HashMap<PersonId, Traits> = HashMap::new();
    for person in store::people::by_ids(cx.tx, people)? {
        let traits = Traits {
            name: person.name,
            visibility: person.visibility,
            newcomer: !house.regulars.contains(&person.id),
            hosts: house.hosts.contains(&person.id),
            has_portrait: person.has_portrait,
            ..Traits::default()
        };
        all.insert(person.id, traits);
    }
    cards(cx, event, people, &mut all)?;
    answers(cx, event, people, &mut all)?;
    groups(cx, house, people, &mut all)?;
    // Whoever holds the evening is no newcomer to it.
    all.values_mut()
        .for_each(|traits| traits.newcomer &= !traits.hosts);
    Ok(all)
}

fn cards(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    people: &[PersonId],
    all: &mut HashMap<PersonId, Traits>,
) -> Result<()> {
    let chosen = store::evening_cards::of_people(cx.tx, event.id, people)?;
    let chosen: BTreeSet<(PersonId, ActivityId)> = chosen.into_iter().collect();
    let choosers: BTreeSet<PersonId> = chosen.iter().map(|(person, _)| *person).collect();
    for (person, activity) in store::people::activities_of(cx.tx, people)? {
        // Whoever is one thing tonight is not known by their others.
        if choosers.contains(&person) && !chosen.contains(&(person, activity.id)) {
            continue;
        }
        let Some(traits) = all.get_mut(&person) else {
            continue;
        };
        let words = activity.words;
        if !traits.does.is_empty() {
            traits.does.push_str(" · ");
        }
        traits.does.push_str(&words.title);
        traits.take(&words.title, true, Kind::Trade);
        for topic in common_ground::topics(&words.profession) {
            let phrase = Phrase {
                text: cut(&words.title),
                open: true,
                trade: true,
            };
            traits.offers.entry(topic.tag()).or_insert(phrase);
            traits.word(topic);
        }
        traits.take(&words.offer, true, Kind::Offer);
        traits.take(&words.seek, true, Kind::Seek);
        common_ground::topics(&words.pitch)
            .into_iter()
            .for_each(|topic| traits.word(topic));
    }
    Ok(())
}

fn answers(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    people: &[PersonId],
    all: &mut HashMap<PersonId, Traits>,
) -> Result<()> {
    for answer in store::answers::of_people(cx.tx, event.id, people)? {
        let Some(traits) = all.get_mut(&answer.person_id) else {
            continue;
        };
        let words = answer.words;
        traits.take(&words.does, false, Kind::Trade);
        traits.take(&words.seeks, false, Kind::Seek);
        traits.newcomer = words.first_time.unwrap_or(traits.newcomer);
    }
    Ok(())
}

fn groups(
    cx: &mut Cx<'_, '_>,
    house: &mut House,
    people: &[PersonId],
    all: &mut HashMap<PersonId, Traits>,
) -> Result<()> {
    for (person, group) in store::memberships::groups_of_people(cx.tx, people)? {
        if !house.groups.contains_key(&group)
            && let Some(found) = store::groups::find(cx.tx, group)?
        {
            house.groups.insert(group, found.words.name);
        }
        if let (Some(traits), Some(name)) = (all.get_mut(&person), house.groups.get(&group)) {
            let tag = common_ground::tag(&group.to_string());
            traits.groups.insert(tag, name.clone());
        }
    }
    Ok(())
}
