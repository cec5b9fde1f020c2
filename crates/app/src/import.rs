//! Bringing the members of a group in from a table: what would happen to each row, then doing it.
//!
//! Bringing the same table in twice changes nothing. People are recognised by e-mail across the
//! installation, or by name within the group when a row has no address; their own words are kept
//! and only blanks are filled; nobody is sent back on the path.

use std::collections::{HashMap, HashSet};

use domain::account::Email;
use domain::activity::ActivityWords;
use domain::group::Group;
use domain::id::PersonId;
use domain::membership::{Membership, Standing};
use domain::person::{NAME_LIMIT, Name, Person, Visibility};
use domain::text::{Slug, folded, line, paragraphs};
use formats::table::{self, Column, MemberRow, Problem, ProblemKind, TableError};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::Say;
use crate::memberships::{begun, seen_by_members};
use crate::{Cx, Error, Result, access};

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A person nobody knew.
    New,
    /// A person known to the installation joins the group.
    Joins,
    /// Somebody of the group of whom something more is told.
    Filled,
    /// Somebody of the group of whom nothing new is told.
    Unchanged,
    /// It cannot be taken.
    Bad,
}

/// A row, and what happens to it.
#[derive(Clone, Debug)]
pub struct RowFate {
    /// Its line in the table.
    pub line: usize,
    /// The name it tells.
    pub name: String,
    /// The address it tells.
    pub email: String,
    /// What happens to it.
    pub fate: Fate,
    /// Why it cannot be taken.
    pub problems: Vec<Say>,
}

/// What a table would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The group.
    pub group: Group,
    /// The table's columns.
    pub columns: Vec<Column>,
    /// Its rows, in order.
    pub rows: Vec<RowFate>,
}

impl Preview {
    /// How many rows meet a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.rows.iter().filter(|row| row.fate == fate).count()
    }
}

/// The group, for whoever may bring a table in.
pub fn form(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<Group> {
    Ok(access::organiser(cx, slug)?.group)
}

/// A file as text, whatever its encoding.
pub fn text(file: &[u8]) -> Result<String> {
    table::text(file).map_err(unreadable)
}

/// What a table would do, without doing it.
pub fn preview(cx: &mut Cx<'_, '_>, slug: &Slug, csv: &str) -> Result<Preview> {
    let (group, columns, planned) = plan(cx, slug, csv)?;
    Ok(Preview {
        group,
        columns,
        rows: planned.into_iter().map(|planned| planned.told).collect(),
    })
}

/// Does it: the rows that can be taken, all or none. How many changed something.
pub fn apply(cx: &mut Cx<'_, '_>, slug: &Slug, csv: &str) -> Result<i64> {
    let (group, _, planned) = plan(cx, slug, csv)?;
    let mut changed = 0;
    for planned in planned {
        if matches!(planned.told.fate, Fate::New | Fate::Joins | Fate::Filled) {
            take(cx, &group, planned)?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// A row with all that is known of whom it tells.
struct Planned {
    told: RowFate,
    person: Person,
    membership: Option<Membership>,
    wanted: Wanted,
}

/// What a row would change.
#[derive(Default)]
struct Wanted {
    is_new: bool,
    person: bool,
    standing: Option<(Standing, Option<Timestamp>)>,
    activity: Option<ActivityWords>,
}

/// Everyone a row may tell, loaded in a few queries however many rows there are.
struct Known {
    people: HashMap<PersonId, (Person, Option<Membership>)>,
    by_email: HashMap<Email, PersonId>,
    by_name: HashMap<String, Vec<PersonId>>,
    activities: HashMap<PersonId, HashSet<(String, String)>>,
}

type Plan = (Group, Vec<Column>, Vec<Planned>);

fn plan(cx: &mut Cx<'_, '_>, slug: &Slug, csv: &str) -> Result<Plan> {
    let group = access::organiser(cx, slug)?.group;
    let table = table::read(csv.as_bytes()).map_err(unreadable)?;
    let emails = table.rows.iter().filter_map(|row| row.email.clone());
    let known = known(cx, &group, &emails.collect::<Vec<_>>())?;
    let mut seen = HashSet::new();
    let mut planned = Vec::with_capacity(table.rows.len());
    for row in table.rows {
        planned.push(plan_row(cx, &group, &known, row, &mut seen));
    }
    Ok((group, table.columns, planned))
}

fn known(cx: &mut Cx<'_, '_>, group: &Group, emails: &[Email]) -> Result<Known> {
    let mut known = Known {
        people: HashMap::new(),
        by_email: HashMap::new(),
        by_name: HashMap::new(),
        activities: HashMap::new(),
    };
    for (membership, person) in store::memberships::of_group(cx.tx, group.id)? {
        let names = known.by_name.entry(name_key(&person.name)).or_default();
        names.push(person.id);
        if let Some(email) = &person.email {
            known.by_email.insert(email.clone(), person.id);
        }
        known.people.insert(person.id, (person, Some(membership)));
    }
    for person in store::people::by_emails(cx.tx, emails)? {
        if let Some(email) = &person.email {
            known.by_email.insert(email.clone(), person.id);
        }
        known.people.entry(person.id).or_insert((person, None));
    }
    let ids: Vec<PersonId> = known.people.keys().copied().collect();
    for (id, title, organisation) in store::people::activity_titles(cx.tx, &ids)? {
        let titles = known.activities.entry(id).or_default();
        titles.insert((folded(&title), folded(&organisation)));
    }
    Ok(known)
}

fn plan_row(
    cx: &Cx<'_, '_>,
    group: &Group,
    known: &Known,
    row: MemberRow,
    seen: &mut HashSet<String>,
) -> Planned {
    let (name, mut problems) = name_of(&row);
    problems.extend(row.problems.iter().map(say));
    let limits = [
        (&row.trade, 80),
        (&row.title, 120),
        (&row.organisation, 120),
        (&row.phone, 40),
        (&row.website, 200),
        (&row.pitch, 600),
        (&row.offers, 600),
        (&row.seeks, 600),
    ];
    if limits
        .iter()
        .any(|(text, limit)| text.chars().count() > *limit)
    {
        problems.push(Say::new("import-problem-long"));
    }
    let same_name = known.by_name.get(&name_key(&name));
    let found = match &row.email {
        Some(email) => known.by_email.get(email),
        None => same_name.and_then(|ids| ids.first()),
    };
    if row.email.is_none() {
        if same_name.is_some_and(|ids| ids.len() > 1) {
            problems.push(Say::new("import-problem-several"));
        }
        if !seen.insert(name_key(&name)) {
            problems.push(Say::new("import-problem-same-name"));
        }
    }
    let (person, membership) = match found.and_then(|id| known.people.get(id)) {
        Some(found) => found.clone(),
        None => (stranger(cx, group, &row, name.clone()), None),
    };
    let is_new = found.is_none();
    let wanted = Wanted {
        is_new,
        person: false,
        standing: wanted_standing(group, &row, membership.as_ref()),
        activity: wanted_activity(&row, known.activities.get(&person.id)),
    };
    let (person, wanted) = filled(person, wanted, &name);
    let fate = if !problems.is_empty() {
        Fate::Bad
    } else if is_new {
        Fate::New
    } else if membership.is_none() {
        Fate::Joins
    } else if wanted.person || wanted.standing.is_some() || wanted.activity.is_some() {
        Fate::Filled
    } else {
        Fate::Unchanged
    };
    let email = row.email.as_ref().map(ToString::to_string);
    Planned {
        told: RowFate {
            line: row.line,
            name: name.full(),
            email: email.unwrap_or_else(|| bad_email(&row)),
            fate,
            problems,
        },
        person,
        membership,
        wanted,
    }
}

/// What two spellings of one name have in common, whether or not the table takes names apart.
fn name_key(name: &Name) -> String {
    folded(&name.full())
}

/// The name as it will be kept; a row without names is called by its address until they say.
fn name_of(row: &MemberRow) -> (Name, Vec<Say>) {
    let mut problems = Vec::new();
    let mut part = |text: &str| match line(text, NAME_LIMIT) {
        Ok(part) => part,
        Err(_) if text.is_empty() => String::new(),
        Err(_) => {
            problems.push(Say::new("import-problem-long"));
            String::new()
        }
    };
    let (given, family) = (part(&row.given), part(&row.family));
    let name = if given.is_empty() {
        Name::new(family, "")
    } else {
        Name::new(given, family)
    };
    (name, problems)
}

fn bad_email(row: &MemberRow) -> String {
    let wrong = row
        .problems
        .iter()
        .find(|p| p.kind == ProblemKind::BadEmail);
    wrong.map(|p| p.found.clone()).unwrap_or_default()
}

fn stranger(cx: &Cx<'_, '_>, group: &Group, row: &MemberRow, name: Name) -> Person {
    Person {
        id: cx.id(),
        name,
        email: row.email.clone(),
        lang: row.language.unwrap_or(group.words.lang),
        visibility: Visibility::Private,
        has_portrait: false,
    }
}

/// Fills the blanks of a person with what the row tells.
fn filled(mut person: Person, mut wanted: Wanted, name: &Name) -> (Person, Wanted) {
    let same_given = folded(&person.name.given) == folded(&name.given);
    if person.name.family.is_empty() && !name.family.is_empty() && same_given {
        person.name.family.clone_from(&name.family);
        wanted.person = !wanted.is_new;
    }
    (person, wanted)
}

/// The standing a row gives, unless it would send somebody back.
fn wanted_standing(
    group: &Group,
    row: &MemberRow,
    membership: Option<&Membership>,
) -> Option<(Standing, Option<Timestamp>)> {
    let since = row.since.and_then(|date| {
        let zone = TimeZone::get(&group.words.zone).unwrap_or(TimeZone::UTC);
        Some(date.to_zoned(zone).ok()?.timestamp())
    });
    let standing = row.standing.unwrap_or(Standing::Member);
    match membership {
        None => Some((standing, since)),
        Some(m) => (row.standing? > m.standing && m.standing.may_become(standing))
            .then_some((standing, since)),
    }
}

/// The activity a row tells, unless the person has one of that title and organisation.
fn wanted_activity(
    row: &MemberRow,
    has: Option<&HashSet<(String, String)>>,
) -> Option<ActivityWords> {
    let one = |text: &str, limit| line(text, limit).unwrap_or_default();
    let many = |text: &str| paragraphs(text, 600).unwrap_or_default();
    let words = ActivityWords {
        profession: one(&row.trade, 80),
        title: one(
            if row.title.is_empty() {
                &row.trade
            } else {
                &row.title
            },
            120,
        ),
        organisation: one(&row.organisation, 120),
        pitch: many(&row.pitch),
        offer: many(&row.offers),
        seek: many(&row.seeks),
        phone: one(&row.phone, 40),
        email: String::new(),
        website: one(&row.website, 200),
        address: String::new(),
    };
    let key = (folded(&words.title), folded(&words.organisation));
    let full = has.is_some_and(|has| has.len() >= domain::activity::ACTIVITIES_LIMIT);
    let known = has.is_some_and(|has| has.contains(&key));
    (!words.title.is_empty() && !known && !full).then_some(words)
}

fn take(cx: &mut Cx<'_, '_>, group: &Group, planned: Planned) -> Result<()> {
    let Planned {
        person,
        membership,
        wanted,
        ..
    } = planned;
    if wanted.is_new {
        store::people::insert(cx.tx, &person, cx.now)?;
    } else if wanted.person {
        store::people::update(cx.tx, &person)?;
    }
    if let Some((standing, since)) = wanted.standing {
        match membership {
            Some(membership) => {
                let moved = membership.moved(standing, since.unwrap_or(cx.now));
                let moved = moved.ok_or(Error::NotFound)?;
                store::memberships::update(cx.tx, &moved)?;
            }
            None => {
                let mut fresh = begun(cx, group.id, person.id, standing);
                for at in [
                    &mut fresh.guest_at,
                    &mut fresh.applied_at,
                    &mut fresh.member_at,
                    &mut fresh.left_at,
                ] {
                    *at = at.map(|now| since.unwrap_or(now));
                }
                store::memberships::insert(cx.tx, &fresh)?;
            }
        }
        if standing == Standing::Member {
            seen_by_members(cx, person.id)?;
        }
    }
    if let Some(words) = wanted.activity {
        let activity = domain::activity::Activity { id: cx.id(), words };
        store::people::insert_activity(cx.tx, person.id, &activity, cx.now)?;
    }
    Ok(())
}

fn say(problem: &Problem) -> Say {
    let found = || problem.found.chars().take(80).collect::<String>();
    match problem.kind {
        ProblemKind::MissingName => Say::new("import-problem-name"),
        ProblemKind::BadEmail => Say::new("import-problem-email").text("found", found()),
        ProblemKind::DuplicateEmail { line } => {
            Say::new("import-problem-twice").number("line", line as i64)
        }
        ProblemKind::UnknownStanding => Say::new("import-problem-standing").text("found", found()),
        ProblemKind::BadDate => Say::new("import-problem-date").text("found", found()),
        ProblemKind::UnknownLanguage => Say::new("import-problem-lang").text("found", found()),
        ProblemKind::TooLong => Say::new("import-problem-long"),
        ProblemKind::BeyondHeadings => Say::new("import-problem-beyond").text("found", found()),
    }
}

fn unreadable(error: TableError) -> Error {
    let say = match error {
        TableError::Empty => Say::new("import-empty"),
        TableError::FileTooLarge | TableError::TooManyRows | TableError::TooManyColumns => {
            Say::new("import-too-large")
                .number("rows", table::ROW_LIMIT as i64)
                .number("megabytes", (table::FILE_LIMIT >> 20) as i64)
        }
        TableError::Spreadsheet => Say::new("import-spreadsheet"),
        TableError::NotText => Say::new("import-not-text"),
        TableError::NobodyNamed { headings } => Say::new("import-nobody").text(
            "headings",
            headings.join(", ").chars().take(300).collect::<String>(),
        ),
    };
    Error::Invalid(vec![("csv", say)])
}
