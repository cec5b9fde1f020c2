//! Adding one person to a group by hand.

use domain::group::Group;
use domain::id::{GroupId, PersonId};
use domain::membership::Standing;
use domain::person::{NAME_LIMIT, Name, Person, Visibility};
use domain::text::{Slug, folded};
use serde::Deserialize;

use super::{begun, seen_by_members};
use crate::error::Say;
use crate::form::Check;
use crate::{Cx, Error, Result, access};

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PersonInput {
    /// What they are called.
    pub given: String,
    /// Their family name.
    pub family: String,
    /// Their address, if known.
    pub email: String,
    /// Where they stand.
    pub standing: String,
    /// The name or address of whoever of the group brought them.
    pub invited_by: String,
}

/// The form of adding somebody, for organisers.
pub fn add_form(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<Group> {
    Ok(access::organiser(cx, slug)?.group)
}

/// Adds somebody. Whoever has that address is the one meant, and keeps the name they gave.
pub fn add(cx: &mut Cx<'_, '_>, slug: &Slug, input: &PersonInput) -> Result<()> {
    let group = access::organiser(cx, slug)?.group;
    let mut check = Check::default();
    let name = Name {
        given: check.line("given", &input.given, NAME_LIMIT),
        family: check.optional_line("family", &input.family, NAME_LIMIT),
    };
    let email = check.optional_email("email", &input.email);
    let standing: Option<Standing> = check.choice("standing", &input.standing);
    let invited_by = inviter(cx, group.id, &input.invited_by, &mut check)?;
    check.done()?;
    let standing = standing.ok_or(Error::NotFound)?;
    let known = match &email {
        Some(email) => store::people::by_email(cx.tx, email)?,
        None => None,
    };
    let person_id = match known {
        Some(person) => person.id,
        None => {
            let person = Person {
                id: cx.id(),
                name,
                email,
                lang: group.words.lang,
                visibility: Visibility::Private,
                has_portrait: false,
            };
            store::people::insert(cx.tx, &person, cx.now)?;
            person.id
        }
    };
    if store::memberships::of_person(cx.tx, group.id, person_id)?.is_some() {
        return Err(Error::Invalid(vec![("email", Say::new("membership-here"))]));
    }
    let mut membership = begun(cx, group.id, person_id, standing);
    membership.invited_by = invited_by;
    store::memberships::insert(cx.tx, &membership)?;
    if standing == Standing::Member {
        seen_by_members(cx, person_id)?;
    }
    Ok(())
}

/// The person of the group whom a name or an address tells.
fn inviter(
    cx: &mut Cx<'_, '_>,
    group: GroupId,
    typed: &str,
    check: &mut Check,
) -> Result<Option<PersonId>> {
    let wanted = folded(typed.trim());
    if wanted.is_empty() {
        return Ok(None);
    }
    let people = store::memberships::of_group(cx.tx, group)?;
    let is_meant = |person: &Person| {
        folded(&person.name.full()) == wanted
            || person.email.as_ref().is_some_and(|e| e.as_str() == wanted)
    };
    let mut meant = people.iter().filter(|(_, person)| is_meant(person));
    match (meant.next(), meant.next()) {
        (Some((_, person)), None) => return Ok(Some(person.id)),
        (None, _) => check.problem("invited_by", Say::new("membership-inviter-unknown")),
        (Some(_), Some(_)) => check.problem("invited_by", Say::new("membership-inviter-several")),
    }
    Ok(None)
}
