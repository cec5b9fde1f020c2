//! What people of the cast wrote for themselves during the story's evening, as
//! `fixtures/evening/notebook.toml` tells it.

use std::sync::LazyLock;

use domain::contact::{Contact, Note};
use domain::follow_up::{Change, Details, FollowUp, Kind, Side, State};
use domain::id::{EventId, PersonId};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::Deserialize;
use store::recalls::Recall;
use store::venue_ratings::Rating;

use super::evening::{Keys, id_of, moment};
use crate::{Cx, Error, Result};

static FILE: LazyLock<Result<File, String>> = LazyLock::new(|| {
    let text = include_str!("../../../../fixtures/evening/notebook.toml");
    toml::from_str(text).map_err(|error| error.to_string())
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[allow(dead_code, reason = "told to whoever reads the file")]
    event: String,
    date: Date,
    note: Vec<Line>,
    follow_up: Vec<Line>,
    recall: Vec<Line>,
    lesson: Vec<Line>,
    rating: Vec<Line>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Line {
    at: Time,
    keeper: String,
    person: String,
    text: String,
    kind: Option<Kind>,
    side: Option<Side>,
    due: Option<Date>,
    words: String,
    place: String,
    my_url: String,
    their_url: String,
    name_known: bool,
    trade_known: bool,
    stars: u32,
}

/// A line that is due, with its moment, its keeper and its place in the file.
struct Due<'a> {
    at: Timestamp,
    keeper: PersonId,
    name: String,
    line: &'a Line,
}

fn file() -> Result<&'static File> {
    FILE.as_ref()
        .map_err(|error| Error::Internal(format!("fixtures/evening/notebook.toml: {error}")))
}

fn within(
    lines: &[Line],
    date: Date,
    (after, until): (Timestamp, Timestamp),
) -> impl Iterator<Item = (Timestamp, usize, &Line)> {
    let all = lines.iter().enumerate();
    let dated = all.map(move |(n, line)| (moment(date, line.at), n, line));
    dated.filter(move |(at, ..)| *at > after && *at <= until)
}

/// Whether anybody wrote anything after a moment and until another one.
pub fn any_due(span: (Timestamp, Timestamp)) -> Result<bool> {
    let file = file()?;
    let mut kinds = [
        &file.note,
        &file.follow_up,
        &file.recall,
        &file.lesson,
        &file.rating,
    ]
    .into_iter();
    Ok(kinds.any(|lines| within(lines, file.date, span).next().is_some()))
}

/// Writes down what people wrote after a moment and until another one.
pub fn write(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    keys: &Keys<'_>,
    span: (Timestamp, Timestamp),
) -> Result<()> {
    let file = file()?;
    let due = |lines: &'static [Line], kind: &str| -> Result<Vec<Due<'static>>> {
        let lines = within(lines, file.date, span);
        let due = lines.map(|(at, n, line)| {
            Ok(Due {
                at,
                keeper: keys.person(&line.keeper)?,
                name: format!("{kind} {n}"),
                line,
            })
        });
        due.collect()
    };
    for due in due(&file.note, "note")? {
        note(cx, event, keys, &due)?;
    }
    for due in due(&file.follow_up, "follow-up")? {
        follow_up(cx, event, keys, &due)?;
    }
    for Due {
        at, keeper, line, ..
    } in due(&file.recall, "recall")?
    {
        let recall = Recall {
            person_id: keys.person(&line.person)?,
            name_known: line.name_known,
            trade_known: line.trade_known,
        };
        store::recalls::put(cx.tx, event, keeper, recall, at)?;
    }
    for Due {
        at, keeper, line, ..
    } in due(&file.lesson, "lesson")?
    {
        store::lessons::put(cx.tx, event, keeper, &line.text, at)?;
    }
    for Due {
        at, keeper, line, ..
    } in due(&file.rating, "rating")?
    {
        let rating = Rating {
            stars: line.stars,
            words: line.words.clone(),
        };
        store::venue_ratings::put(cx.tx, event, keeper, &rating, at)?;
    }
    Ok(())
}

/// The keeper's contact for the person of a line: kept from now on if it was not before.
fn contact(cx: &mut Cx<'_, '_>, event: EventId, keys: &Keys<'_>, due: &Due<'_>) -> Result<Contact> {
    let person_id = keys.person(&due.line.person)?;
    if let Some(known) = store::contacts::of_person(cx.tx, due.keeper, person_id)? {
        return Ok(known);
    }
    let person = store::people::find(cx.tx, person_id)?.ok_or(Error::NotFound)?;
    let name = format!("contact {} {}", due.line.keeper, due.line.person);
    let contact = Contact {
        id: id_of(due.at, &name).into(),
        keeper_id: due.keeper,
        person_id: Some(person_id),
        name: person.name.full(),
        about: String::new(),
        event_id: Some(event),
        met_at: Some(due.at),
        through_id: None,
        tags: Vec::new(),
        created_at: due.at,
        updated_at: due.at,
    };
    store::contacts::insert(cx.tx, &contact)?;
    Ok(contact)
}

fn note(cx: &mut Cx<'_, '_>, event: EventId, keys: &Keys<'_>, due: &Due<'_>) -> Result<()> {
    let contact = contact(cx, event, keys, due)?;
    let note = Note {
        id: id_of(due.at, &due.name).into(),
        keeper_id: due.keeper,
        contact_id: contact.id,
        event_id: Some(event),
        text: due.line.text.clone(),
        created_at: due.at,
    };
    let known = store::notes::of_event(cx.tx, due.keeper, event)?;
    if known.iter().all(|known| known.id != note.id) {
        store::notes::insert(cx.tx, &note)?;
    }
    Ok(())
}

fn follow_up(cx: &mut Cx<'_, '_>, event: EventId, keys: &Keys<'_>, due: &Due<'_>) -> Result<()> {
    let line = due.line;
    let contact = contact(cx, event, keys, due)?;
    let kind = line.kind.unwrap_or(Kind::Promise);
    let follow_up = FollowUp {
        id: id_of(due.at, &due.name).into(),
        keeper_id: due.keeper,
        contact_id: contact.id,
        event_id: Some(event),
        kind,
        side: line.side.unwrap_or(Side::Mine),
        state: State::Open,
        due_on: line.due,
        details: Details {
            words: line.words.clone(),
            place: line.place.clone(),
            my_url: line.my_url.clone(),
            their_url: line.their_url.clone(),
            ..Details::default()
        },
        guest_event_id: match kind {
            Kind::Guest => next_meeting(cx, due)?,
            _ => None,
        },
        invitation_id: None,
        created_at: due.at,
        updated_at: due.at,
    };
    if store::follow_ups::find(cx.tx, due.keeper, follow_up.id)?.is_some() {
        return Ok(());
    }
    store::follow_ups::insert(cx.tx, &follow_up)?;
    let change = Change {
        at: due.at,
        state: State::Open,
        note: String::new(),
    };
    Ok(store::follow_ups::insert_change(
        cx.tx,
        follow_up.id,
        &change,
    )?)
}

/// The next meeting of the keeper's group, to which a guest is taken.
fn next_meeting(cx: &mut Cx<'_, '_>, due: &Due<'_>) -> Result<Option<EventId>> {
    let next = store::events::next_of_groups(cx.tx, due.keeper, due.at)?;
    Ok(next.first().map(|event| event.id))
}
