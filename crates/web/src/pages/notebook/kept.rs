//! The cards that came into a notebook, as a contact's page shows them: each with where it came
//! from, and what they say together.

use app::contact_cards::{Cards, Mention, mentions};
use domain::activity::{dialled, web_address};
use domain::card::{Address, Card, Labelled};
use domain::contact_card::{ContactCard, Source, Trade};
use domain::id::{ContactCardId, ContactId};

use crate::words::Words;

/// A card of a contact.
#[derive(Clone, Debug)]
pub struct KeptCard {
    pub(super) id: ContactCardId,
    pub(super) contact: ContactId,
    pub(super) title: String,
    pub(super) organisation: String,
    pub(super) name: String,
    pub(super) nickname: String,
    /// What each is called, what it says, and where it leads, if anywhere.
    pub(super) reached: Vec<(String, String, Option<String>)>,
    pub(super) birthday: String,
    pub(super) note: String,
    pub(super) extras: Vec<(String, String)>,
    pub(super) from: String,
    pub(super) received: Option<(String, Vec<String>)>,
}

/// « Marketing de proximité, D’Almeida et filles »
pub(super) fn trade(trade: &Trade) -> String {
    match (trade.title.as_str(), trade.organisation.as_str()) {
        ("", organisation) => organisation.to_owned(),
        (title, "") => title.to_owned(),
        (title, organisation) => format!("{title}, {organisation}"),
    }
}

/// Kinds of values that are told, with their words.
const KINDS: [(&str, &str); 6] = [
    ("work", "card-kind-work"),
    ("home", "card-kind-home"),
    ("cell", "card-kind-cell"),
    ("fax", "card-kind-fax"),
    ("pager", "card-kind-pager"),
    ("main", "card-kind-main"),
];

fn source(source: Source) -> &'static str {
    match source {
        Source::Vcard => "card-source-vcard",
        Source::Jcard => "card-source-jcard",
        Source::Jscontact => "card-source-jscontact",
        Source::Csv => "card-source-csv",
        Source::Qr => "card-source-qr",
        Source::Photo => "card-source-photo",
        Source::Carddav => "card-source-carddav",
        Source::Typed => "card-source-typed",
        Source::Evening => "card-source-evening",
    }
}

/// When a card came in, and what it said that a telephone replaced since, a line each.
fn history(
    w: &Words,
    received: &ContactCard,
    current: &ContactCard,
) -> Option<(String, Vec<String>)> {
    let now = lines(&current.card);
    let gone: Vec<String> = lines(&received.card)
        .into_iter()
        .filter(|line| !now.contains(line))
        .collect();
    let date = w.short_date(&received.created_at, super::HOME);
    (!gone.is_empty()).then(|| (w.with("card-received", &[("date", &date)]), gone))
}

fn lines(card: &Card) -> Vec<String> {
    let once = [
        card.full_name.clone(),
        trade(&domain::contact_card::trade(card)),
        card.note.clone(),
    ];
    let values = card.phones.iter().chain(&card.emails).chain(&card.websites);
    let values = values.map(|value| value.value.clone());
    let places = card.addresses.iter().map(Address::line);
    let all = once.into_iter().chain(values).chain(places);
    all.filter(|line| !line.is_empty()).collect()
}

/// How somebody is reached, each way with what it is called.
fn reached(w: &Words, card: &Card) -> Vec<(String, String, Option<String>)> {
    let named = |key: &str, v: &Labelled| named(w, key, &v.kinds, &v.label);
    let phone = |v: &Labelled| {
        let link = format!("tel:{}", dialled(&v.value));
        (named("activity-phone", v), v.value.clone(), Some(link))
    };
    let email = |v: &Labelled| {
        let link = format!("mailto:{}", v.value);
        (
            named("activity-email-short", v),
            v.value.clone(),
            Some(link),
        )
    };
    let website = |v: &Labelled| {
        let link = web_address(&v.value);
        (named("activity-website-short", v), v.value.clone(), link)
    };
    let address = |a: &Address| {
        let name = self::named(w, "activity-address", &a.kinds, &a.label);
        (name, a.line(), None)
    };
    let all = card.phones.iter().map(phone);
    let all = all.chain(card.emails.iter().map(email));
    let all = all.chain(card.websites.iter().map(website));
    all.chain(card.addresses.iter().map(address)).collect()
}

/// « Téléphone (bureau) », or with the owner's own word for it: « Téléphone (chalet) ».
fn named(w: &Words, key: &str, kinds: &[String], label: &str) -> String {
    let what = w.t(key);
    // Apple writes its own labels between signs: `_$!<HomePage>!$_`.
    let label = label.trim_start_matches("_$!<").trim_end_matches(">!$_");
    let of_kind = |kind: &String| {
        let known = KINDS.iter().find(|(known, _)| known == kind)?;
        Some(w.t(known.1).to_owned())
    };
    let which: Vec<String> = match label.is_empty() {
        true => kinds.iter().filter_map(of_kind).collect(),
        false => vec![label.to_owned()],
    };
    match which.is_empty() {
        true => what.to_owned(),
        false => format!("{what} ({})", which.join(", ")),
    }
}

/// The name with what stands before and after it, where these stand apart.
fn titled(card: &Card) -> String {
    let apart = card.full_name.is_empty() && !(card.given.is_empty() && card.family.is_empty());
    let parts = match apart {
        true => [card.prefix.clone(), card.shown_name(), card.suffix.clone()],
        false => [String::new(), card.shown_name(), String::new()],
    };
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Something that has no place of its own: what it is called, and what it says.
fn said(w: &Words, mention: Mention) -> (String, String) {
    match mention {
        Mention::Said(name, text) => match name.as_str() {
            // A name that is too long to be one.
            "Fn" | "N" => (w.t("card-name").to_owned(), text),
            // The other day of birth of somebody whose cards have become one.
            "Bday" => (w.t("column-birthday").to_owned(), w.birthday(&text)),
            _ => (name, text),
        },
        Mention::Unread(text) => (w.t("card-unread").to_owned(), text),
        Mention::Picture => (
            w.t("card-picture").to_owned(),
            w.t("card-picture-one").to_owned(),
        ),
        Mention::Bytes(name) => (name, w.t("card-bytes").to_owned()),
    }
}

impl KeptCard {
    /// The cards of a contact. What several say is shown on the first that says it.
    pub fn all(w: &Words, cards: &Cards) -> Vec<Self> {
        let both = cards.cards.iter().zip(&cards.current).enumerate();
        let cards = both.map(|(at, (received, current))| {
            let mut card = Self {
                received: history(w, received, current),
                ..Self::new(w, current)
            };
            if app::contact_cards::joins(&cards.cards, at) {
                card.from = format!("{} · {}", card.from, w.t("card-joined"));
            }
            card
        });
        cards.collect()
    }

    fn new(w: &Words, kept: &ContactCard) -> Self {
        const HOME: &str = super::HOME;
        let card = &kept.card;
        let date = w.short_date(&kept.created_at, HOME);
        let mut from = vec![w.with(source(kept.source), &[("date", &date)])];
        from.extend(Some(kept.origin.clone()).filter(|origin| !origin.is_empty()));
        let shown = domain::contact_card::trade(card);
        Self {
            id: kept.id,
            contact: kept.contact_id,
            title: if shown.title.is_empty() {
                shown.organisation.clone()
            } else {
                shown.title.clone()
            },
            organisation: if shown.title.is_empty() {
                String::new()
            } else {
                shown.organisation
            },
            name: titled(card),
            nickname: card.nicknames.join(", "),
            reached: reached(w, card),
            birthday: w.birthday(&card.birthday),
            note: card.note.clone(),
            extras: mentions(card).into_iter().map(|m| said(w, m)).collect(),
            from: from.join(" · "),
            received: None,
        }
    }
}
