//! The stream of cards: where each begins and ends, and what is refused.

use std::io::BufRead;

use domain::card::{EXTRAS_LIMIT, Extra, escaped};

use super::lines::{Line, Lines};
use super::property::{self, Old};
use super::unfold::{is, unfold};
use super::{
    CARD_LIMIT, CARDS_LIMIT, DEPTH_LIMIT, Entry, LINES_LIMIT, Reason, Refusal, SHOWN, Trouble,
    UNENDED, UNREAD, meaning,
};

/// Cards, one at a time.
pub struct Reader<R> {
    lines: Lines<R>,
    cards: usize,
    ended: bool,
    /// A card that began before the one before it ended.
    next: Option<Line>,
}

/// The lines of one card, as far as they were kept.
struct Gathered {
    lines: Vec<Line>,
    refused: Option<Reason>,
    ended: bool,
}

impl<R: BufRead> Reader<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            lines: Lines::new(input),
            cards: 0,
            ended: false,
            next: None,
        }
    }

    fn line(&mut self) -> Result<Option<Line>, Refusal> {
        if self.ended {
            return Ok(None);
        }
        self.lines.next(CARD_LIMIT).map_err(|_| {
            self.ended = true;
            refusal(0, Reason::Unreadable, b"")
        })
    }

    /// The line that begins a card; whatever else stands there is refused at once.
    fn beginning(&mut self) -> Result<Option<Line>, Refusal> {
        let mut strange: Option<Refusal> = None;
        loop {
            let line = match self.next.take() {
                Some(line) => Some(line),
                None => self.line()?,
            };
            match (line, strange.take()) {
                (Some(line), None) if begins(&line) => return Ok(Some(line)),
                (Some(line), Some(told)) if begins(&line) => {
                    self.next = Some(line);
                    return Err(told);
                }
                (Some(line), told) => {
                    let blank = line.bytes.trim_ascii().is_empty();
                    strange = told.or_else(|| {
                        (!blank).then(|| refusal(line.number, Reason::NotACard, &line.bytes))
                    });
                }
                (None, Some(told)) => return Err(told),
                (None, None) => return Ok(None),
            }
        }
    }

    /// The lines up to the card's end. One that breaks a limit is read to its end, and forgotten.
    fn gather(&mut self) -> Result<Gathered, Refusal> {
        let mut got = Gathered {
            lines: Vec::new(),
            refused: None,
            ended: false,
        };
        let (mut depth, mut octets) = (1, 0);
        while let Some(line) = self.line()? {
            octets += line.bytes.len();
            if is(&line.bytes, "BEGIN:VCARD") {
                if depth == 1 && !got.lines.last().is_some_and(|last| opens(&last.bytes)) {
                    self.next = Some(line);
                    return Ok(got);
                }
                depth += 1;
            }
            if is(&line.bytes, "END:VCARD") {
                depth -= 1;
                if depth == 0 {
                    got.ended = true;
                    return Ok(got);
                }
            }
            let reason = if line.cut || octets > CARD_LIMIT {
                Some(Reason::TooLarge)
            } else if depth > DEPTH_LIMIT {
                Some(Reason::TooDeep)
            } else if got.lines.len() >= CARD_LIMIT / 40 {
                Some(Reason::TooManyLines)
            } else {
                None
            };
            got.refused = got.refused.or(reason);
            if got.refused.is_none() {
                got.lines.push(line);
            }
        }
        Ok(got)
    }

    fn card(&mut self) -> Result<Option<Entry>, Refusal> {
        let Some(begin) = self.beginning()? else {
            return Ok(None);
        };
        if self.cards >= CARDS_LIMIT {
            self.ended = true;
            return Err(refusal(begin.number, Reason::TooManyCards, b""));
        }
        self.cards += 1;
        let got = self.gather()?;
        let first = got.lines.iter().find(|line| !line.bytes.is_empty());
        let refuse = |reason| {
            let text = first.map_or(&b""[..], |line| &line.bytes);
            Err(refusal(begin.number, reason, text))
        };
        if let Some(reason) = got.refused {
            return refuse(reason);
        }
        let raw = raw(&got.lines);
        let mut troubles = Vec::new();
        if !got.ended {
            troubles.push(Trouble::new(begin.number, UNENDED));
        }
        let lines = unfold(got.lines);
        if lines.len() > LINES_LIMIT {
            return Err(refusal(begin.number, Reason::TooManyLines, raw.as_bytes()));
        }
        let properties = properties(lines, &mut troubles);
        let card = meaning::understand(properties);
        if card.is_blank() || card.extras.len() > EXTRAS_LIMIT {
            let reason = if card.is_blank() {
                Reason::Blank
            } else {
                Reason::TooManyLines
            };
            return Err(refusal(begin.number, reason, raw.as_bytes()));
        }
        Ok(Some(Entry {
            line: begin.number,
            raw: format!("BEGIN:VCARD\n{raw}END:VCARD\n"),
            card,
            troubles,
        }))
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Entry, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        self.card().transpose()
    }
}

/// Whether a line outside of a card begins one: no folded line goes on there, so that white space
/// before it means nothing.
fn begins(line: &Line) -> bool {
    is(line.bytes.trim_ascii_start(), "BEGIN:VCARD")
}

/// Whether a line is a property whose value is a card that follows.
fn opens(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    line.ends_with(b":") && line.to_ascii_uppercase().starts_with(b"AGENT")
}

fn raw(lines: &[Line]) -> String {
    let mut raw = String::new();
    for line in lines {
        raw.push_str(&property::decoded(&line.bytes, None));
        raw.push('\n');
    }
    raw
}

fn properties(lines: Vec<Line>, troubles: &mut Vec<Trouble>) -> Vec<Extra> {
    let version = |what: &str| lines.iter().any(|line| is(&line.bytes, what));
    let old = Old(version("VERSION:2.1"));
    let mut out: Vec<Extra> = Vec::with_capacity(lines.len());
    let mut inner: Option<(usize, Extra, String)> = None;
    for line in lines {
        if let Some((depth, mut agent, mut text)) = inner.take() {
            text.push_str(&property::decoded(&line.bytes, None));
            text.push('\n');
            let depth = depth + usize::from(is(&line.bytes, "BEGIN:VCARD"))
                - usize::from(is(&line.bytes, "END:VCARD"));
            if depth > 0 {
                inner = Some((depth, agent, text));
            } else {
                agent.value = escaped(&property::readable(text.trim_end()));
                out.push(agent);
            }
            continue;
        }
        match property::read(&line.bytes, old) {
            Some(agent) if opens(&line.bytes) => inner = Some((0, agent, String::new())),
            Some(property) => {
                if meaning::is_too_long(&property) {
                    let text = format!("{}:{}", property.name, property.value);
                    troubles.push(Trouble::new(line.number, &text));
                }
                out.push(property);
            }
            None => {
                let text = property::decoded(&line.bytes, None);
                troubles.push(Trouble::new(line.number, &text));
                out.push(Extra {
                    name: UNREAD.into(),
                    value: escaped(&property::readable(&text)),
                    ..Extra::default()
                });
            }
        }
    }
    out.extend(inner.map(|(_, agent, text)| Extra {
        value: escaped(&property::readable(text.trim_end())),
        ..agent
    }));
    out
}

fn refusal(line: usize, reason: Reason, text: &[u8]) -> Refusal {
    let text = property::decoded(text, None);
    Refusal {
        line,
        reason,
        text: text.chars().take(SHOWN).collect(),
    }
}
