//! What those do whom a notebook's contacts are, as far as its keeper may see it: the cards they gave,
//! and all they show when the keeper may open their page. Who keeps somebody sees nothing more for it.

use std::collections::{BTreeSet, HashMap};

use domain::activity::Activity;
use domain::contact::Contact;
use domain::evening::Token;
use domain::id::PersonId;
use domain::person::{Person, Visibility};

use crate::seat::Keeper;
use crate::ties::{self, Received};
use crate::{Cx, Result};

/// Whether a keeper may open somebody's page, who has these fellows.
pub(crate) fn is_open(person: &Person, fellows: &BTreeSet<PersonId>) -> bool {
    match person.visibility {
        Visibility::Public => true,
        Visibility::Members => fellows.contains(&person.id),
        Visibility::Private => false,
    }
}

/// Whether a card was given: itself, or one that names no activity, which is its giver's whole.
pub(crate) fn is_given(activity: &Activity, given: &[Received]) -> bool {
    given.iter().any(|received| match received.token {
        Token::Card(one) => one.is_none_or(|one| one == activity.id),
        _ => false,
    })
}

/// What a keeper sees of the people that some contacts are.
#[derive(Default)]
pub(crate) struct Shown(HashMap<PersonId, Vec<Activity>>);

impl Shown {
    /// Reads it. The evenings are looked at only for somebody who shows themselves in no other way.
    pub fn of<'a>(
        cx: &mut Cx<'_, '_>,
        keeper: Keeper,
        contacts: impl IntoIterator<Item = &'a Contact>,
    ) -> Result<Self> {
        let contacts = contacts.into_iter();
        let ids: BTreeSet<PersonId> = contacts.filter_map(|c| c.person_id).collect();
        let ids: Vec<PersonId> = ids.into_iter().collect();
        let activities = store::people::activities_of(cx.tx, &ids)?;
        if activities.is_empty() {
            return Ok(Self::default());
        }
        let people = store::people::by_ids(cx.tx, &ids)?;
        let fellows = store::memberships::fellows_of(cx.tx, keeper.id(), cx.now)?;
        let fellows: BTreeSet<PersonId> = fellows.into_iter().collect();
        let open = people.iter().filter(|person| is_open(person, &fellows));
        let open: BTreeSet<PersonId> = open.map(|person| person.id).collect();
        let given = match activities.iter().all(|(person, _)| open.contains(person)) {
            true => HashMap::new(),
            false => ties::received(cx, keeper)?,
        };
        let mut shown = HashMap::<_, Vec<Activity>>::new();
        for (person, activity) in activities {
            let given = given.get(&person).map_or(&[][..], Vec::as_slice);
            if open.contains(&person) || is_given(&activity, given) {
                shown.entry(person).or_default().push(activity);
            }
        }
        Ok(Self(shown))
    }

    /// What they see of a contact.
    pub fn by(&self, contact: &Contact) -> &[Activity] {
        let shown = contact.person_id.and_then(|person| self.0.get(&person));
        shown.map_or(&[], Vec::as_slice)
    }
}
