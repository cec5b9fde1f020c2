//! Business cards on sheets that are torn apart, as PDF: what somebody gives from hand to hand.
//!
//! A card shows the name, what its owner does and for whom, how to reach them, and a code that a
//! telephone takes in. Long names shrink, then wrap, then end with an ellipsis; nothing leaves its
//! card.

use std::collections::BTreeSet;

use crate::badges::Grid;
use crate::print::document::Document;
use crate::print::face::{Fonts, Weight};
use crate::print::fit::{Line, Room, fit};
use crate::print::{Area, MM, Paper, PrintError, tidy};

/// Longest text of a code, in octets: beyond, its squares are too fine for a telephone.
pub const CODE_LIMIT: usize = 320;

const PADDING: f32 = 5.0 * MM;
const GAP: f32 = 1.6 * MM;
/// The smallest that is still read.
const SMALL: f32 = 5.0;
/// A side of the code, and the white that must stand around it.
const CODE: f32 = 23.0 * MM;
const BORDER: f32 = 2.4 * MM;

/// The sheets that shops sell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stock {
    /// Letter, 10 cards of 3½ × 2 in that touch: Avery 5371, 8371 and alike.
    #[default]
    Letter,
    /// A4, 10 cards of 85 × 54 mm that touch: Avery C32011 and alike.
    A4,
}

impl Stock {
    /// Where the cards are.
    pub fn grid(self) -> Grid {
        match self {
            Self::Letter => Grid::centred(Paper::Letter, (2, 5), (3.5 * 25.4, 2.0 * 25.4)),
            Self::A4 => Grid::centred(Paper::A4, (2, 5), (85.0, 54.0)),
        }
    }
}

/// What one card says. Empty fields leave no gap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperCard {
    /// The owner's name.
    pub name: String,
    /// What they do, and for whom.
    pub trades: Vec<(String, String)>,
    /// How to reach them, a line each.
    pub reach: Vec<String>,
    /// What the code says; at most [`CODE_LIMIT`] octets, or there is none.
    pub code: Option<String>,
}

/// How they are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printing {
    /// The file's title.
    pub title: String,
    /// The language for reading aloud: a BCP 47 tag such as `fr-CA`.
    pub language: String,
    /// The sheet in the printer.
    pub stock: Stock,
    /// Draws the edges of cards: for plain paper and scissors.
    pub outlines: bool,
}

/// Draws a sheet for each card, filled with it.
pub fn write(cards: &[PaperCard], printing: &Printing) -> Result<Vec<u8>, PrintError> {
    let grid = printing.stock.grid();
    let mut document = Document::new(grid.paper)?;
    for card in cards {
        document.new_page();
        for n in 0..grid.labels() {
            let area = grid.area(n);
            if printing.outlines {
                document.outline(area, 0.4, 0.6);
            }
            draw(&mut document, card, area);
        }
    }
    document.finish(&printing.title, &printing.language)
}

fn draw(document: &mut Document, card: &PaperCard, area: Area) {
    let code = card.code.as_deref().filter(|code| code.len() <= CODE_LIMIT);
    let place = Area {
        left: area.right() - PADDING - CODE,
        top: area.bottom() - PADDING - CODE,
        width: CODE,
        height: CODE,
    };
    for line in lines(&document.fonts, card, area, code.map(|_| place)) {
        document.line(&line);
    }
    if let Some(code) = code {
        // A text of this length always fits a code.
        let _ = document.code(code, place);
    }
}

/// The lines of a card, decided before anything is drawn.
fn lines(fonts: &Fonts, card: &PaperCard, area: Area, code: Option<Area>) -> Vec<Line> {
    let (left, width) = (area.left + PADDING, area.width - 2.0 * PADDING);
    let mut out = Vec::new();
    let mut top = area.top + PADDING;
    let floor = code.map_or(area.bottom() - PADDING, |code| code.top - BORDER);
    let reached = code.map_or(width, |code| code.left - BORDER - left);
    // However much somebody does, there is room for how to reach them.
    let last = area.bottom() - PADDING - SMALL * card.reach.len().min(6) as f32;
    let mut add = |text: &str, weight, (largest, smallest): (f32, f32), share: usize, grey| {
        let free = (floor - top).max(0.0) / share as f32;
        let least = smallest * 1.25;
        if top + least > last {
            return;
        }
        let room = Room {
            // Below the upper edge of the code there is less width.
            width: if top + least > floor { reached } else { width },
            height: free.max(least),
            largest,
            smallest,
            lines: 2,
        };
        let block = fit(fonts.get(weight), &tidy(text), room);
        let height = block.height();
        out.extend(block.at(left, top, weight, grey));
        top += height;
    };
    add(&card.name, Weight::Bold, (14.0, 8.0), 1, 0.0);
    match &card.trades[..] {
        [(title, firm)] => {
            add(title, Weight::Regular, (9.5, 6.5), 1, 0.0);
            add(firm, Weight::Regular, (9.5, 6.5), 1, 0.35);
        }
        several => {
            for (n, trade) in several.iter().enumerate() {
                let left = several.len() - n;
                add(&on_one_line(trade), Weight::Regular, (8.5, 5.0), left, 0.0);
            }
        }
    }
    out.extend(reach(fonts, card, area, top + GAP, reached));
    out
}

/// One of several trades.
fn on_one_line((title, firm): &(String, String)) -> String {
    let said = [title.as_str(), firm];
    let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    said.join(", ")
}

/// The texts of a card with letters that the fonts lack, each with those letters.
pub fn lacking(card: &PaperCard) -> Vec<(String, String)> {
    let Ok(fonts) = Fonts::embedded() else {
        return Vec::new();
    };
    let trades = card.trades.iter().flat_map(|(title, firm)| [title, firm]);
    let texts = std::iter::once(&card.name).chain(trades).chain(&card.reach);
    let lacking = texts.map(|text| {
        let font = fonts.get(Weight::Regular);
        let letters: BTreeSet<char> = tidy(text).chars().filter(|c| font.lacks(*c)).collect();
        (text.clone(), letters.into_iter().collect::<String>())
    });
    lacking.filter(|(_, letters)| !letters.is_empty()).collect()
}

/// How to reach the owner, from the bottom up.
fn reach(fonts: &Fonts, card: &PaperCard, area: Area, top: f32, width: f32) -> Vec<Line> {
    let texts: Vec<String> = card.reach.iter().map(|text| tidy(text)).collect();
    let texts: Vec<&String> = texts.iter().filter(|text| !text.is_empty()).collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let bottom = area.bottom() - PADDING;
    let font = fonts.get(Weight::Regular);
    let lines = |text: &str| 1 + usize::from(font.width(text) * SMALL > width);
    let all: usize = texts.iter().map(|text| lines(text)).sum();
    let each = ((bottom - top) / all as f32).min(12.0);
    let mut out = Vec::new();
    let mut at = bottom - each * all as f32;
    for text in texts {
        let lines = lines(text);
        let height = each * lines as f32;
        let room = Room {
            width,
            height,
            largest: (each / 1.25).min(8.5),
            smallest: SMALL.min(each / 1.25),
            lines,
        };
        let block = fit(font, text, room);
        out.extend(block.at(area.left + PADDING, at, Weight::Regular, 0.0));
        at += height;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::reading;

    fn card(name: &str) -> PaperCard {
        PaperCard {
            name: name.into(),
            trades: vec![(
                "Conseillère en stratégie d’internationalisation".into(),
                "Bœuf & Nguyễn".into(),
            )],
            reach: vec![
                "514 555-0142".into(),
                "zoe@exemple.ca".into(),
                "4201, rue Saint-Denis, Montréal".into(),
            ],
            code: Some("BEGIN:VCARD\nVERSION:3.0\nFN:Zoé\nEND:VCARD".into()),
        }
    }

    fn printing(stock: Stock) -> Printing {
        Printing {
            title: "Cartes".into(),
            language: "fr-CA".into(),
            stock,
            outlines: true,
        }
    }

    #[test]
    fn a_sheet_is_filled_with_the_card_accents_and_all() {
        for stock in [Stock::Letter, Stock::A4] {
            let pdf = write(&[card("Zoé Lévesque"), card("Ánh Bœuf")], &printing(stock)).unwrap();
            let pages = reading::texts(&pdf);
            assert_eq!(pages.len(), 2);
            assert_eq!(pages[0].matches("Zoé Lévesque").count(), 10, "{}", pages[0]);
            assert!(pages[1].contains("Bœuf & Nguyễn"));
        }
    }

    #[test]
    fn nothing_leaves_its_card_whatever_it_is_called() {
        let fonts = Document::new(Paper::Letter).unwrap().fonts;
        let long = "Marie-Clémentine-Philomène de La Rochefoucauld-Tremblay ".repeat(4);
        for name in ["Zoé", &long] {
            for stock in [Stock::Letter, Stock::A4] {
                let area = stock.grid().area(3);
                let full = PaperCard {
                    reach: vec![long.clone(); 6],
                    ..card(name)
                };
                for line in lines(&fonts, &full, area, None) {
                    let drawn = line.area(fonts.get(line.weight));
                    assert!(drawn.left >= area.left && drawn.right() <= area.right() - 5.0);
                    assert!(
                        drawn.top >= area.top && drawn.bottom() <= area.bottom(),
                        "{}",
                        line.text
                    );
                }
            }
        }
    }

    fn drawn(card: &PaperCard) -> Vec<String> {
        let fonts = Document::new(Paper::Letter).unwrap().fonts;
        let area = Stock::Letter.grid().area(0);
        let code = Area {
            left: area.right() - PADDING - CODE,
            top: area.bottom() - PADDING - CODE,
            width: CODE,
            height: CODE,
        };
        let all = lines(&fonts, card, area, Some(code));
        for line in &all {
            let drawn = line.area(fonts.get(line.weight));
            let apart = drawn.right() <= code.left || drawn.bottom() <= code.top + 0.5;
            assert!(apart, "{} is on the code", line.text);
        }
        all.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_long_name_wraps_and_a_long_address_is_whole() {
        let mut long =
            card("Marie-Philomène-Antoinette de Repentigny-Vandenbroucke de la Durantaye");
        long.reach.push("marie-philomene.antoinette.de.repentigny-vandenbroucke@conseil-international.exemple.ca".into());
        let lines = drawn(&long);
        assert!(lines.iter().all(|line| !line.contains('…')), "{lines:?}");
        assert!(lines[1].ends_with("Durantaye"), "{lines:?}");
    }

    #[test]
    fn each_of_several_trades_has_its_line() {
        let mut many = card("Zoé Lévesque");
        many.trades = (1..=8)
            .map(|n| (format!("Métier {n}"), "Nuages".into()))
            .collect();
        many.reach = vec!["514 555-0142".into(); 6];
        let lines = drawn(&many);
        assert!(lines.contains(&"Métier 8, Nuages".to_owned()), "{lines:?}");
    }

    #[test]
    fn letters_that_the_fonts_lack_are_told() {
        assert!(lacking(&card("Zoé Nguyễn")).is_empty());
        let told = lacking(&card("王 Zoé 🍫"));
        assert_eq!(told, [("王 Zoé 🍫".to_owned(), "王🍫".to_owned())]);
    }
}
