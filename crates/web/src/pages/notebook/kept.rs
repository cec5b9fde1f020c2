//! The cards that came into a notebook, as a contact's page shows them: each with where it came
//! from, and what they say together.

use app::contact_cards::Cards;
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
    pub(super) phones: Vec<(String, String)>,
    pub(super) emails: Vec<String>,
    pub(super) websites: Vec<(String, Option<String>)>,
    pub(super) addresses: Vec<String>,
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
        let text = |value: &Labelled| value.value.clone();
        let date = w.short_date(&kept.created_at, HOME);
        let mut from = vec![w.with(source(kept.source), &[("date", &date)])];
        from.extend(Some(kept.origin.clone()).filter(|origin| !origin.is_empty()));
        let shown = domain::contact_card::trade(card);
        let extras = card.extras.iter().filter(|extra| extra.value.len() < 300);
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
            name: card.shown_name(),
            phones: card
                .phones
                .iter()
                .map(|p| (p.value.clone(), dialled(&p.value)))
                .collect(),
            emails: card.emails.iter().map(text).collect(),
            websites: card
                .websites
                .iter()
                .map(|site| (site.value.clone(), web_address(&site.value)))
                .collect(),
            addresses: card.addresses.iter().map(Address::line).collect(),
            note: card.note.clone(),
            extras: extras.map(|e| (e.name.clone(), e.value.clone())).collect(),
            from: from.join(" · "),
            received: None,
        }
    }
}
