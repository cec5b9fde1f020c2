//! Somebody's cards as they go out: one for each activity and one of all, on a page, as a code, as a
//! file, on paper. Whoever may open the person's page may take them.

use domain::activity::Activity;
use domain::card::Card;
use domain::id::{ActivityId, PersonId};
use domain::text::Lang;
pub use formats::paper_cards::Stock;
use formats::paper_cards::{self, CODE_LIMIT, PaperCard, Printing};
use formats::vcard;
pub use formats::vcard::Version;

use crate::{Cx, Error, Result, badges, person};

/// The sheets of cards, each with the word forms use for it.
pub const STOCKS: [(&str, Stock); 2] = [("letter", Stock::Letter), ("a4", Stock::A4)];

/// A card to be given.
#[derive(Clone, Debug)]
pub struct Given {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Whether they are the viewer.
    pub is_me: bool,
    /// What they do, to choose among.
    pub activities: Vec<Activity>,
    /// The one whose card it is; all of them when none.
    pub one: Option<ActivityId>,
    /// What it says.
    pub card: Card,
}

/// A card of somebody, or all of theirs in one.
pub fn give(cx: &mut Cx<'_, '_>, id: PersonId, one: Option<ActivityId>) -> Result<Given> {
    let shown = person::show(cx, id)?;
    let name = &shown.seen.person.name;
    let wanted = |a: &&Activity| one.is_none_or(|one| a.id == one);
    let cards = shown.activities.iter().filter(wanted);
    let cards: Vec<Card> = cards.map(|a| Card::of_activity(name, &a.words)).collect();
    if cards.is_empty() && one.is_some() {
        return Err(Error::NotFound);
    }
    let mut card = Card::combined(&cards);
    if cards.is_empty() {
        card = Card::of_activity(name, &domain::activity::ActivityWords::default());
    }
    card.uid = match one {
        Some(one) => format!("urn:uuid:{one}"),
        None => format!("urn:uuid:{id}"),
    };
    Ok(Given {
        person: id,
        name: name.full(),
        is_me: shown.seen.is_me,
        activities: shown.activities,
        one,
        card,
    })
}

impl Given {
    /// The card as a file.
    pub fn file(&self, version: Version) -> String {
        vcard::write(&self.card, version)
    }

    /// The card as a code that a telephone takes in: what must be typed otherwise, and no more, so
    /// that its squares stay large.
    pub fn code(&self) -> String {
        vcard::write(&short(&self.card), Version::V3)
    }

    /// The code drawn, with the words read aloud in its place.
    pub fn picture(&self, title: &str) -> String {
        formats::qr::svg(&self.code(), title).unwrap_or_default()
    }
}

fn short(card: &Card) -> Card {
    Card {
        note: String::new(),
        uid: String::new(),
        role: String::new(),
        extras: Vec::new(),
        ..card.clone()
    }
}

/// A sheet of the viewer's own cards, as typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// One of [`STOCKS`].
    pub stock: String,
    /// Draws the edges of the cards.
    pub outlines: bool,
}

/// Cards to be drawn.
pub struct Sheets {
    cards: Vec<PaperCard>,
    printing: Printing,
}

impl Sheets {
    /// Draws them as a PDF file.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        let drawn = paper_cards::write(&self.cards, &self.printing);
        drawn.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// Sheets of the viewer's own cards: of one activity, or a sheet of each.
pub fn sheets(
    cx: &mut Cx<'_, '_>,
    one: Option<ActivityId>,
    typed: &Typed,
    lang: Lang,
) -> Result<Sheets> {
    let me = cx.me()?.person_id;
    let person = store::people::find(cx.tx, me)?.ok_or(Error::NotFound)?;
    let activities = store::people::activities(cx.tx, me)?.into_iter();
    let wanted = activities.filter(|a| one.is_none_or(|one| a.id == one));
    let cards: Vec<_> = wanted
        .map(|a| Card::of_activity(&person.name, &a.words))
        .collect();
    if cards.is_empty() {
        return Err(Error::NotFound);
    }
    let stock = STOCKS.iter().find(|(word, _)| *word == typed.stock);
    Ok(Sheets {
        cards: cards.iter().map(on_paper).collect(),
        printing: Printing {
            title: person.name.full(),
            language: badges::tag(lang).into(),
            stock: stock.map_or(Stock::default(), |(_, stock)| *stock),
            outlines: typed.outlines,
        },
    })
}

fn on_paper(card: &Card) -> PaperCard {
    let values = card.phones.iter().chain(&card.emails).chain(&card.websites);
    let values = values.map(|v| v.value.trim_start_matches("https://").to_owned());
    let places = card.addresses.iter().map(domain::card::Address::line);
    PaperCard {
        name: card.full_name.clone(),
        title: card.title.clone(),
        organisation: card.organisation.clone(),
        reach: values.chain(places).collect(),
        code: code(card),
    }
}

/// The longest code that telephones still read on paper: of the whole card, or of less.
fn code(card: &Card) -> Option<String> {
    let whole = short(card);
    let without = Card {
        addresses: Vec::new(),
        ..whole.clone()
    };
    let least = Card {
        organisation: String::new(),
        title: String::new(),
        websites: Vec::new(),
        ..without.clone()
    };
    let codes = [whole, without, least].map(|card| vcard::write(&card, Version::V3));
    codes.into_iter().find(|code| code.len() <= CODE_LIMIT)
}
