//! What a device takes along to keep the door without network: everyone it may be asked about, what
//! to say to them, how to recognise their codes, and what happened so far. No private note is in it,
//! and no secret: a code is known by its digest, from which nobody makes the code.

use std::collections::HashMap;

use domain::answer::AnswerWords;
use domain::evening::What;
use domain::evening::coming::Word;
use domain::event::Event;
use domain::id::{EventId, InvitationId, PersonId};
use domain::invitation::{CHAIN_LIMIT, Invitation};
use domain::person::Name;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::entries::Placed;

use super::roster;
use crate::log::{self, Open};
use crate::{Cx, Error, Result, token};

/// How long after the end a device may keep what it took along.
pub const FORGET_AFTER: SignedDuration = SignedDuration::from_hours(12);
/// Bytes of a code's digest: enough to tell the codes of one evening apart.
const DIGEST: usize = 12;

/// What a device takes along.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The event.
    pub event: Event,
    /// Seats of those who have one, company included.
    pub expected: u32,
    /// When the device forgets it all.
    pub forget_at: Timestamp,
    /// Everyone it may be asked about.
    pub people: Vec<Listing>,
    /// What happened at the door.
    pub entries: Vec<Placed>,
    /// The position of the log's last entry.
    pub position: i64,
}

/// Somebody the door may be asked about.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub name: Name,
    /// How their name is said.
    pub said: String,
    /// What they answered; `None` for whoever was not asked.
    pub word: Option<Word>,
    /// When they usually come, in minutes after the beginning.
    pub delay: f64,
    /// Whether their invitation was taken back.
    pub revoked: bool,
    /// Whether they never came to anything of the group before.
    pub first_time: bool,
    /// How many they announced.
    pub company: u32,
    /// Who these are.
    pub company_names: String,
    /// What they do.
    pub does: String,
    /// What they seek.
    pub seeks: String,
    /// What they need to be at ease.
    pub access: String,
    /// Through whom they came, nearest first.
    pub path: Vec<String>,
    /// Who invited them.
    pub inviter: Option<PersonId>,
    /// The digests of their codes.
    pub codes: Vec<String>,
}

/// What a device takes along, by whoever may read the event's log.
pub fn bundle(cx: &mut Cx<'_, '_>, open: &Open) -> Result<Bundle> {
    log::may_read(open)?;
    let event = &open.event;
    let forget_at = event.words.ends_at + FORGET_AFTER;
    if cx.now >= forget_at {
        return Err(Error::refused("door-over"));
    }
    let roster = roster::of(cx, event)?;
    let known = Known::read(cx, event)?;
    let people = roster.listed().map(|listed| listing(cx, &known, &listed));
    let people = people.collect();
    let position = store::entries::last_position(cx.tx, event.id)?;
    let mut entries = store::entries::after(cx.tx, event.id, 0, i64::MAX)?;
    entries.retain(|placed| of_the_door(&placed.entry.what));
    Ok(Bundle {
        expected: roster.seats,
        event: event.clone(),
        forget_at,
        people,
        entries,
        position,
    })
}

fn of_the_door(what: &What) -> bool {
    matches!(
        what,
        What::Arrived { .. }
            | What::Left { .. }
            | What::Returned { .. }
            | What::Same { .. }
            | What::Undone { .. }
            | What::Corrected { .. }
    )
}

/// What is known of everyone, read at once.
struct Known {
    event: EventId,
    said: HashMap<PersonId, String>,
    words: HashMap<PersonId, AnswerWords>,
    cards: HashMap<PersonId, (Vec<String>, Vec<String>)>,
    invitations: HashMap<InvitationId, Invitation>,
    of_person: HashMap<PersonId, InvitationId>,
    inviters: HashMap<PersonId, String>,
}

impl Known {
    fn read(cx: &mut Cx<'_, '_>, event: &Event) -> Result<Self> {
        let said = store::door::pronunciations(cx.tx, event.id, event.group_id)?;
        let answers = store::answers::of_event(cx.tx, event.id)?.into_iter();
        let all = store::invitations::of_event(cx.tx, event.id)?;
        let inviters: Vec<PersonId> = all.iter().filter_map(|i| i.inviter_id).collect();
        let names = store::people::names(cx.tx, &inviters)?.into_iter();
        let people = store::door::people(cx.tx, event.id, event.group_id)?;
        let people: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let mut cards: HashMap<_, (Vec<_>, Vec<_>)> = HashMap::new();
        for (person, activity) in store::people::activities_of(cx.tx, &people)? {
            let (does, seeks) = cards.entry(person).or_default();
            does.push(activity.words.title);
            seeks.extend(Some(activity.words.seek).filter(|seek| !seek.is_empty()));
        }
        Ok(Self {
            event: event.id,
            said: said.into_iter().collect(),
            words: answers.map(|a| (a.person_id, a.words)).collect(),
            cards,
            of_person: all
                .iter()
                .filter_map(|i| Some((i.person_id?, i.id)))
                .collect(),
            inviters: names.map(|(id, name)| (id, name.full())).collect(),
            invitations: all.into_iter().map(|i| (i.id, i)).collect(),
        })
    }

    fn own(&self, person: PersonId) -> Option<&Invitation> {
        self.invitations.get(self.of_person.get(&person)?)
    }

    /// Through whom somebody came, as the greeting tells it.
    fn path(&self, person: PersonId) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut above = self.own(person);
        for _ in 0..CHAIN_LIMIT {
            let Some(invitation) = above else { break };
            let inviter = invitation.inviter_id;
            names.extend(inviter.and_then(|id| self.inviters.get(&id)).cloned());
            above = invitation
                .parent_id
                .and_then(|id| self.invitations.get(&id));
        }
        names.dedup();
        names
    }
}

fn listing(cx: &Cx<'_, '_>, known: &Known, listed: &roster::Listed<'_>) -> Listing {
    let id = listed.person.id;
    let words = known.words.get(&id);
    let own = known.own(id);
    let said = |pick: fn(&AnswerWords) -> &String| words.map(pick).cloned().unwrap_or_default();
    let cards = known.cards.get(&id);
    let or = |said: String, cards: Option<&Vec<String>>| match said.trim().is_empty() {
        true => cards.map(|cards| cards.join("; ")).unwrap_or_default(),
        false => said,
    };
    let link = own.filter(|own| own.revoked_at.is_none());
    let link = link.map(|own| cx.signer.invitation(own.id, own.link_version));
    let pass = cx.signer.pass(known.event, id);
    Listing {
        id,
        name: listed.person.name.clone(),
        said: known.said.get(&id).cloned().unwrap_or_default(),
        word: listed.word,
        delay: listed.habit.delay(),
        revoked: listed.revoked,
        first_time: listed.first_time,
        company: listed.company,
        company_names: said(|words| &words.company_names),
        does: or(said(|words| &words.does), cards.map(|cards| &cards.0)),
        seeks: or(said(|words| &words.seeks), cards.map(|cards| &cards.1)),
        access: said(|words| &words.access),
        path: known.path(id),
        inviter: own.and_then(|own| own.inviter_id),
        codes: link
            .iter()
            .chain([&pass])
            .map(|code| digest(code))
            .collect(),
    }
}

/// By what a device knows a code.
fn digest(code: &str) -> String {
    token::to_text(&Sha256::digest(code.as_bytes())[..DIGEST])
}
