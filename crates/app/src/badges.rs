//! What is printed for the door: name badges, and the list that serves when no screen does. Whoever
//! asks gets what is to be printed; the file is drawn elsewhere, as it takes its time.

use std::collections::HashMap;

use domain::evening::coming::Word;
use domain::group::Group;
use domain::id::{EventId, PersonId};
use domain::person::Person;
use domain::text::Lang;
pub use formats::badges::Sheet;
use formats::badges::{self, Badge, Printing};
pub use formats::door_list::Words as ListWords;
use formats::door_list::{self, Entry};
pub use formats::print::Paper;
use formats::print::{PEOPLE_LIMIT, PrintError};

use crate::door::{Listed, roster_of};
use crate::error::Say;
use crate::form::Check;
use crate::log::{self, Open};
use crate::mail::{self, EventBrief};
use crate::{Cx, Error, Result, access};

/// The sheets of labels, each with the word forms use for it.
pub const SHEETS: [(&str, Sheet); 4] = [
    ("letter-inserts", Sheet::LetterInserts),
    ("letter-adhesive", Sheet::LetterAdhesive),
    ("a4-inserts", Sheet::A4Inserts),
    ("a4-cards", Sheet::A4Cards),
];

/// Which badges to print, as typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// One of [`SHEETS`].
    pub sheet: String,
    /// The first label to print on, from one.
    pub from: String,
    /// Also for those who may yet come.
    pub perhaps: bool,
    /// Draws the edges of the labels.
    pub outlines: bool,
}

/// Badges to be drawn.
pub struct Badges {
    badges: Vec<Badge>,
    printing: Printing,
}

impl Badges {
    /// Cards of names with a line below.
    pub(crate) fn of_cards(
        cards: impl Iterator<Item = (domain::person::Name, String)>,
        title: &str,
        lang: Lang,
    ) -> Self {
        let badge = |(name, line): (domain::person::Name, String)| Badge {
            first_name: name.given,
            family_name: name.family,
            activity: line,
            group: String::new(),
            newcomer: false,
            link: None,
        };
        Self {
            badges: cards.map(badge).collect(),
            printing: Printing {
                title: title.to_owned(),
                language: tag(lang).into(),
                ..Printing::default()
            },
        }
    }

    /// Draws them as a PDF file.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        badges::write(&self.badges, &self.printing).map_err(broken)
    }
}

/// A door's list to be drawn.
pub struct DoorList {
    people: Vec<Entry>,
    words: ListWords,
    paper: Paper,
}

impl DoorList {
    /// Draws it as a PDF file.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        door_list::write(&self.people, &self.words, self.paper).map_err(broken)
    }
}

fn broken(error: PrintError) -> Error {
    Error::Internal(error.to_string())
}

/// The event whose badges are asked for, and how many people they would be for: those who have a
/// seat, and those who may yet come.
pub fn form(cx: &mut Cx<'_, '_>, event: EventId) -> Result<(EventBrief, usize, usize)> {
    let seen = access::hosted_event(cx, event)?;
    let roster = roster_of(cx, &seen.event)?;
    let going = roster.listed().filter(|l| l.word == Some(Word::Going));
    let (going, all) = (going.count(), roster.listed().filter(expected).count());
    let brief = mail::brief(cx, &seen.event, &seen.group)?;
    Ok((brief, going, all - going))
}

fn expected(listed: &Listed<'_>) -> bool {
    !listed.revoked && listed.word.is_some_and(|word| word != Word::No)
}

/// The badges of an event, by name.
pub fn badges(cx: &mut Cx<'_, '_>, event: EventId, typed: &Typed, lang: Lang) -> Result<Badges> {
    let seen = access::hosted_event(cx, event)?;
    let printing = printing(typed, &seen.event.words.title, lang)?;
    let roster = roster_of(cx, &seen.event)?;
    let mut people: Vec<_> = roster.listed().filter(expected).collect();
    people.retain(|listed| typed.perhaps || listed.word == Some(Word::Going));
    let badges = of_people(cx, event, &seen.group, &people)?;
    Ok(Badges { badges, printing })
}

/// The badges of those whom a door chose, on its sheet of common labels. Whom the event does not
/// know is left out.
pub fn chosen(cx: &mut Cx<'_, '_>, open: &Open, people: &[PersonId], lang: Lang) -> Result<Badges> {
    log::may_read(open)?;
    let event = &open.event;
    let group = store::groups::find(cx.tx, event.group_id)?.ok_or(Error::NotFound)?;
    let printing = printing(&Typed::default(), &event.words.title, lang)?;
    let roster = roster_of(cx, event)?;
    let mut listed: Vec<_> = roster.listed().collect();
    listed.retain(|listed| people.contains(&listed.person.id));
    if listed.is_empty() {
        return Err(Error::refused("badges-nobody"));
    }
    let badges = of_people(cx, event.id, &group, &listed)?;
    Ok(Badges { badges, printing })
}

fn of_people(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    group: &Group,
    people: &[Listed<'_>],
) -> Result<Vec<Badge>> {
    fits(people.len())?;
    let trades = trades(cx, people)?;
    let badges = people.iter().map(|listed| Badge {
        first_name: listed.person.name.given.clone(),
        family_name: listed.person.name.family.clone(),
        activity: trade(listed, &trades),
        group: group.words.name.clone(),
        newcomer: listed.first_time,
        link: Some(pass(cx, event, listed.person)),
    });
    Ok(badges.collect())
}

fn printing(typed: &Typed, title: &str, lang: Lang) -> Result<Printing> {
    let mut check = Check::default();
    let known = SHEETS.iter().find(|(key, _)| *key == typed.sheet);
    if known.is_none() && !typed.sheet.is_empty() {
        check.problem("sheet", Say::new("problem-choice"));
    }
    let sheet = known.map_or_else(Sheet::default, |(_, sheet)| *sheet);
    let last = i64::try_from(sheet.grid().labels()).unwrap_or(1);
    let from = check.optional_number("from", &typed.from, 1, last);
    check.done()?;
    Ok(Printing {
        title: title.to_owned(),
        language: tag(lang).into(),
        sheet,
        first_label: from.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
        outlines: typed.outlines,
        ..Printing::default()
    })
}

/// The tag of a language as it is spoken here.
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr-CA",
        Lang::En => "en-CA",
    }
}

/// The list of the door, by name, in the caller's words.
pub fn door_list(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    paper: Paper,
    words: impl FnOnce(&EventBrief) -> ListWords,
) -> Result<DoorList> {
    let seen = access::hosted_event(cx, event)?;
    let words = words(&mail::brief(cx, &seen.event, &seen.group)?);
    let roster = roster_of(cx, &seen.event)?;
    let people: Vec<_> = roster.listed().filter(expected).collect();
    fits(people.len())?;
    let (trades, inviters) = (trades(cx, &people)?, inviters(cx, event)?);
    let entries = people.iter().map(|listed| Entry {
        family_name: listed.person.name.family.clone(),
        first_name: listed.person.name.given.clone(),
        company: listed.company,
        activity: trade(listed, &trades),
        brought_by: inviters.get(&listed.person.id).cloned().unwrap_or_default(),
        newcomer: listed.first_time,
        link: Some(pass(cx, event, listed.person)),
    });
    Ok(DoorList {
        people: entries.collect(),
        words,
        paper,
    })
}

fn fits(people: usize) -> Result<()> {
    if people <= PEOPLE_LIMIT {
        return Ok(());
    }
    let limit = i64::try_from(PEOPLE_LIMIT).unwrap_or(i64::MAX);
    Err(Error::Refused(
        Say::new("badges-too-many").number("limit", limit),
    ))
}

fn pass(cx: &Cx<'_, '_>, event: EventId, person: &Person) -> String {
    let pass = cx.signer.pass(event, person.id);
    format!("{}/m/{pass}", cx.settings.public_url)
}

fn trades(cx: &mut Cx<'_, '_>, people: &[Listed<'_>]) -> Result<HashMap<PersonId, String>> {
    let ids: Vec<PersonId> = people.iter().map(|listed| listed.person.id).collect();
    let mut trades = HashMap::new();
    for (person, title, _) in store::people::activity_titles(cx.tx, &ids)? {
        trades.entry(person).or_insert(title);
    }
    Ok(trades)
}

fn trade(listed: &Listed<'_>, trades: &HashMap<PersonId, String>) -> String {
    let card = trades.get(&listed.person.id);
    card.cloned().unwrap_or_else(|| listed.trade.to_owned())
}

fn inviters(cx: &mut Cx<'_, '_>, event: EventId) -> Result<HashMap<PersonId, String>> {
    let invitations = store::invitations::of_event(cx.tx, event)?.into_iter();
    let pairs: Vec<(PersonId, PersonId)> = invitations
        .filter_map(|i| Some((i.person_id?, i.inviter_id?)))
        .collect();
    let mut inviters: Vec<PersonId> = pairs.iter().map(|(_, inviter)| *inviter).collect();
    inviters.sort_unstable();
    inviters.dedup();
    let names = store::people::names(cx.tx, &inviters)?.into_iter();
    let names: HashMap<_, _> = names.map(|(id, name)| (id, name.full())).collect();
    let named = |(guest, inviter)| Some((guest, names.get(&inviter)?.clone()));
    Ok(pairs.into_iter().filter_map(named).collect())
}
