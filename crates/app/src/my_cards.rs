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

mod code;
mod together;

pub use code::Code;
use code::SCREEN_LIMIT;

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
    let mut card = match cards.is_empty() {
        true => Card::of_activity(name, &domain::activity::ActivityWords::default()),
        false => together::together(cards),
    };
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

    /// The card as a code that a telephone takes in from a screen.
    pub fn code(&self) -> Code {
        code::code(&self.card, SCREEN_LIMIT)
    }

    /// The code of the card on paper, where squares are finer.
    pub fn code_on_paper(&self) -> Code {
        code::code(&self.card, CODE_LIMIT)
    }

    /// A code drawn, with the words read aloud in its place.
    pub fn picture(code: &Code, title: &str) -> String {
        let text = code.text.as_deref();
        let drawn = text.and_then(|text| formats::qr::svg(text, title).ok());
        drawn.unwrap_or_default()
    }

    /// The texts of the sheet whose letters its fonts lack, each with those letters.
    pub fn lacking_on_paper(&self) -> Vec<(String, String)> {
        paper_cards::lacking(&on_paper(&self.card))
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

/// A card to be drawn.
pub struct Sheets {
    card: PaperCard,
    printing: Printing,
}

impl Sheets {
    /// Draws them as a PDF file.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        let drawn = paper_cards::write(std::slice::from_ref(&self.card), &self.printing);
        drawn.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// A sheet of the viewer's own cards: of one activity, or of all on one card.
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
        card: on_paper(&together::together(cards)),
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
        trades: trades(card),
        reach: values.chain(places).collect(),
        code: code::code(card, CODE_LIMIT).text,
    }
}

/// What the card says its owner does and for whom, of each activity.
fn trades(card: &Card) -> Vec<(String, String)> {
    let mut all: Vec<(String, String, String)> = Vec::new();
    let firm = card.property("ORG");
    let title = card.property("TITLE");
    for property in [title, firm].iter().chain(&card.extras) {
        let text = vcard::text(property);
        let at = all.iter().position(|(group, ..)| *group == property.group);
        match property.name.as_str() {
            "ORG" | "TITLE" if !text.is_empty() => {}
            _ => continue,
        }
        let at = at.unwrap_or_else(|| {
            all.push((property.group.clone(), String::new(), String::new()));
            all.len() - 1
        });
        match property.name.as_str() {
            "ORG" => all[at].2 = text,
            _ => all[at].1 = text,
        }
    }
    let all = all.into_iter();
    all.map(|(_, title, firm)| (title, firm)).collect()
}
