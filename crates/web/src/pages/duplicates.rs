//! Who may be in the notebook twice: proposed with the reasons, joined, told apart, parted again.

use app::duplicates::{self, Comparison, Duplicates, Level, Proposal, Reason};
use app::seat::my_keeper;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use domain::contact::Contact;
use domain::contact_card::{ContactCard, fold};
use domain::id::{ContactId, MergeId};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::notebook::HOME;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// How many reasons are told.
const REASONS: usize = 5;

/// One of two contacts.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub id: ContactId,
    pub name: String,
    pub does: String,
    pub reached: String,
}

impl Side {
    fn new(contact: &Contact, cards: &[ContactCard]) -> Self {
        let all = fold(cards);
        let trades = all.trades.iter().map(|told| {
            let parts = [told.value.title.as_str(), &told.value.organisation];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        });
        let does: Vec<String> = match contact.about.is_empty() {
            true => trades.collect(),
            false => vec![contact.about.clone()],
        };
        let phones = all.phones.iter().map(|told| told.value.value.clone());
        let emails = all.emails.iter().map(|told| told.value.value.clone());
        Self {
            id: contact.id,
            name: contact.name.clone(),
            does: does.join(" · "),
            reached: phones.chain(emails).collect::<Vec<_>>().join(" · "),
        }
    }
}

/// Two contacts that may be one, in words.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub kept: Side,
    pub gone: Side,
    /// The word for how likely it is.
    pub sure: &'static str,
    /// In words, each with whether it speaks for one person.
    pub reasons: Vec<(bool, String)>,
}

impl Pair {
    pub fn new(w: &Words, proposal: &Proposal) -> Self {
        Self {
            kept: Side::new(&proposal.kept, &proposal.kept_cards),
            gone: Side::new(&proposal.gone, &proposal.gone_cards),
            sure: sure(proposal.probability),
            reasons: reasons(w, &proposal.reasons),
        }
    }

    /// The one that would stay, and the other.
    pub fn sides(&self) -> [&Side; 2] {
        [&self.kept, &self.gone]
    }
}

/// The word for how likely two are one.
pub(crate) fn sure(probability: f64) -> &'static str {
    match probability {
        p if p >= 0.99 => "duplicates-sure",
        p if p >= 0.8 => "duplicates-likely",
        _ => "duplicates-maybe",
    }
}

/// What the names say, and the strongest of the other reasons, in words, each with whether it speaks
/// for one person: a proposal that tells of one address and not of two given names would mislead.
pub(crate) fn reasons(w: &Words, reasons: &[Reason]) -> Vec<(bool, String)> {
    let of_name = |reason: &&Reason| {
        use Comparison::{Family, Generation, Given, Order};
        matches!(reason.comparison, Given | Family | Order | Generation)
    };
    let (names, others): (Vec<_>, Vec<_>) = reasons.iter().partition(of_name);
    let all = names.into_iter().chain(others);
    all.filter_map(|reason| said(w, reason))
        .take(REASONS)
        .collect()
}

/// A reason in words, and whether it speaks for one person; nothing for what says next to nothing.
fn said(w: &Words, reason: &Reason) -> Option<(bool, String)> {
    if reason.bits.abs() < 0.7 {
        return None;
    }
    let what = match reason.comparison {
        Comparison::Given => "likeness-given",
        Comparison::Family => "likeness-family",
        Comparison::Order => "likeness-order",
        Comparison::Generation => "likeness-generation",
        Comparison::Birth => "likeness-birth",
        Comparison::Phone => "likeness-phone",
        Comparison::Email => "likeness-email",
        Comparison::Organisation => "likeness-organisation",
        Comparison::Number => "likeness-number",
        Comparison::Street => "likeness-street",
        Comparison::Complement | Comparison::Lines => "likeness-complement",
        Comparison::City => "likeness-city",
        Comparison::Postcode => "likeness-postcode",
        Comparison::Region => "likeness-region",
    };
    let how = match reason.level {
        Level::Same => "likeness-same",
        Level::Alias => "likeness-alias",
        Level::Sound => "likeness-sound",
        Level::Near => "likeness-near",
        Level::Close => "likeness-close",
        Level::Initial => "likeness-initial",
        Level::Part => "likeness-part",
        Level::Shared => "likeness-shared",
        Level::Domain => "likeness-domain",
        Level::Swapped => "likeness-swapped",
        Level::Differs => "likeness-differs",
    };
    let words = w.with("likeness-reason", &[("what", w.t(what)), ("how", w.t(how))]);
    Some((reason.bits > 0.0, words))
}

/// Who may be in the notebook twice.
#[derive(Template)]
#[template(path = "notebook/duplicates.html")]
pub struct DuplicatesPage {
    frame: Frame,
    pairs: Vec<Pair>,
    then: Option<ContactId>,
    merges: Vec<(MergeId, String)>,
}

impl DuplicatesPage {
    fn new(frame: Frame, found: &Duplicates) -> Self {
        let w = frame.w;
        let merges = found.merges.iter().map(|merge| {
            let date = w.short_date(&merge.created_at, HOME);
            let (one, other) = (merge.became.name.as_str(), merge.gone.name.as_str());
            let args = [("one", one), ("other", other), ("date", &date)];
            (merge.id, w.with("duplicates-merged", &args))
        });
        Self {
            pairs: found.proposals.iter().map(|p| Pair::new(w, p)).collect(),
            merges: merges.collect(),
            then: None,
            frame,
        }
    }

    /// Nobody, and one likely pair with very long words.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let few = Duplicates {
            proposals: (1..5).map(|n| sample(n, frame)).collect(),
            merges: Vec::new(),
        };
        vec![
            Self::new(frame.clone(), &Duplicates::default()),
            Self::new(frame.clone(), &few),
        ]
    }
}

/// A likely pair with very long words.
pub(crate) fn sample(n: u128, frame: &Frame) -> Proposal {
    let contact = |n| crate::pages::notebook::sample_contact(n, frame);
    let reason = |comparison, level, bits| Reason {
        comparison,
        level,
        bits,
    };
    Proposal {
        kept: contact(n),
        kept_cards: Vec::new(),
        gone: contact(n + 1),
        gone_cards: Vec::new(),
        probability: 1.0 / n as f64,
        reasons: vec![
            reason(Comparison::Phone, Level::Same, 11.0),
            reason(Comparison::Given, Level::Alias, 4.0),
            reason(Comparison::Organisation, Level::Differs, -1.0),
        ],
    }
}

/// `GET /notebook/duplicates`
pub async fn list(visit: Visit) -> Answer {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            duplicates::of(cx, keeper)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&DuplicatesPage::new(frame, &seen.value))
}

/// Two contacts, as a form names them, and the one on whose page the form is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PairTyped {
    kept: String,
    gone: String,
    then: String,
}

impl PairTyped {
    fn read(&self) -> app::Result<(ContactId, ContactId)> {
        let id = |text: &str| text.parse::<ContactId>().map_err(|_| app::Error::NotFound);
        Ok((id(&self.kept)?, id(&self.gone)?))
    }

    /// Where to go on: `contact` when the form was on a contact's page.
    fn then(&self, contact: impl FnOnce(ContactId) -> ContactId) -> Url {
        match self.then.parse() {
            Ok(from) => urls::contact(&contact(from)),
            Err(_) => urls::duplicates(),
        }
    }
}

/// `POST /notebook/duplicates`
pub async fn merge(visit: Visit, Form(typed): Form<PairTyped>) -> Answer {
    let pair = typed.read();
    let seen = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            let (kept, gone) = pair?;
            duplicates::merge(cx, keeper, gone, kept)
        })
        .await?;
    visit.go_saying(&typed.then(|_| seen.value), "contact-merged")
}

/// `POST /notebook/differences`
pub async fn differ(visit: Visit, Form(typed): Form<PairTyped>) -> Answer {
    let pair = typed.read();
    visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            let (one, other) = pair?;
            duplicates::differ(cx, keeper, one, other)
        })
        .await?;
    visit.go_saying(&typed.then(|from| from), "contacts-differ")
}

/// `POST /notebook/merges/{merge}/undo`
pub async fn undo(visit: Visit, Path(id): Path<MergeId>) -> Answer {
    let seen = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            duplicates::undo(cx, keeper, id)
        })
        .await?;
    visit.go_saying(&urls::contact(&seen.value), "contacts-parted")
}
