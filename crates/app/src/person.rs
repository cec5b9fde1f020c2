//! People: what they say of themselves, and what others are shown.

use domain::activity::Activity;
use domain::id::PersonId;
use domain::person::{NAME_LIMIT, Name, Person, Visibility};
use domain::text::Lang;
use jiff::Timestamp;

use crate::access::{self, SeenPerson};
use crate::cx::Me;
use crate::form::Check;
use crate::{Cx, Error, Result};

/// A person with their cards.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Who, and whether it is the viewer.
    pub seen: SeenPerson,
    /// What they do.
    pub activities: Vec<Activity>,
}

/// A person's page, for whoever may see it.
pub fn show(cx: &mut Cx<'_, '_>, id: PersonId) -> Result<Shown> {
    let seen = access::person(cx, id)?;
    let activities = store::people::activities(cx.tx, id)?;
    Ok(Shown { seen, activities })
}

/// What the viewer keeps of themselves.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The viewer.
    pub person: Person,
    /// How their name is said; may be empty.
    pub pronunciation: String,
    /// Since when their portrait is kept.
    pub portrait_at: Option<Timestamp>,
    /// What they do.
    pub activities: Vec<Activity>,
}

/// The viewer's own profile.
pub fn profile(cx: &mut Cx<'_, '_>) -> Result<Profile> {
    let id = cx.me()?.person_id;
    Ok(Profile {
        person: store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?,
        pronunciation: store::people::pronunciation(cx.tx, id)?,
        portrait_at: store::people::portrait_at(cx.tx, id)?,
        activities: store::people::activities(cx.tx, id)?,
    })
}

/// The profile's form, as typed.
#[derive(Clone, Debug, Default)]
pub struct ProfileTyped {
    /// What they are called.
    pub given: String,
    /// The family name.
    pub family: String,
    /// How the name is said.
    pub pronunciation: String,
    /// `fr` or `en`.
    pub lang: String,
    /// `private`, `members` or `public`.
    pub visibility: String,
}

/// Rewrites the viewer's name, language and visibility.
pub fn describe(cx: &mut Cx<'_, '_>, typed: &ProfileTyped) -> Result<()> {
    let mut check = Check::default();
    let name = name(&mut check, &typed.given, &typed.family);
    let said = check.optional_line("pronunciation", &typed.pronunciation, NAME_LIMIT);
    let lang = check.choice::<Lang>("lang", &typed.lang);
    let visibility = check.choice::<Visibility>("visibility", &typed.visibility);
    check.done()?;
    let id = cx.me()?.person_id;
    store::people::set_pronunciation(cx.tx, id, &said)?;
    change(cx, |person| Person {
        name,
        lang: lang.unwrap_or(person.lang),
        visibility: visibility.unwrap_or(person.visibility),
        ..person
    })
}

/// Rewrites the viewer's name alone.
pub fn rename(cx: &mut Cx<'_, '_>, given: &str, family: &str) -> Result<()> {
    let mut check = Check::default();
    let name = name(&mut check, given, family);
    check.done()?;
    change(cx, |person| Person { name, ..person })
}

fn name(check: &mut Check, given: &str, family: &str) -> Name {
    Name {
        given: check.line("given", given, NAME_LIMIT),
        family: check.optional_line("family", family, NAME_LIMIT),
    }
}

/// The viewer reads this language from now on.
pub fn speak(cx: &mut Cx<'_, '_>, lang: Lang) -> Result<()> {
    if cx.me.is_none() {
        return Ok(());
    }
    change(cx, |person| Person { lang, ..person })
}

fn change(cx: &mut Cx<'_, '_>, how: impl FnOnce(Person) -> Person) -> Result<()> {
    let id = cx.me()?.person_id;
    let person = store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    Ok(store::people::update(cx.tx, &how(person))?)
}

/// Whether somebody never said their name: they are still called by the start of their address.
pub fn is_unnamed(me: &Me) -> bool {
    let local = me.email.as_str().split('@').next();
    me.name.family.is_empty() && local == Some(me.name.given.as_str())
}
