//! What the door shows, in words: rows of its lists, and the card of whoever stands before it.

use app::door::{self, Greeting, Happened, How, Line, Passed, State};
use domain::evening::coming::Word;
use domain::id::{EntryId, PersonId};

use crate::pages::face::Face;
use crate::pages::guests::through;
use crate::words::Words;

mod samples;

pub use samples::Sample;

/// The most company a row offers without its being announced.
const OFFERED: u32 = 4;

/// A status: its class, icon and words.
pub type Badge = (&'static str, &'static str, String);

/// One person of a list.
pub struct Row {
    pub id: PersonId,
    pub name: String,
    pub face: Face,
    pub trade: String,
    pub badges: Vec<Badge>,
    pub state: State,
    /// `arrived at`, `left at`.
    pub since: String,
    pub company: u32,
    /// What the choice of company offers.
    pub companies: Vec<(u32, String)>,
}

impl Row {
    fn new(w: &Words, line: Line, zone: &str) -> Self {
        let awaited = line.state == State::Awaited;
        Self {
            id: line.person.id,
            name: line.person.name.full(),
            face: Face::from(&line.person),
            badges: if awaited {
                badges(w, &line)
            } else {
                Vec::new()
            },
            trade: line.trade,
            since: since(w, line.state, zone),
            company: line.company,
            companies: companies(w, line.company),
            state: line.state,
        }
    }

    pub fn is_awaited(&self) -> bool {
        self.state == State::Awaited
    }

    pub fn is_here(&self) -> bool {
        matches!(self.state, State::Here(_))
    }

    pub fn with(&self) -> String {
        plus(self.company)
    }
}

/// Rows of some lines.
pub fn rows(w: &Words, lines: Vec<Line>, zone: &str) -> Vec<Row> {
    lines
        .into_iter()
        .map(|line| Row::new(w, line, zone))
        .collect()
}

fn badges(w: &Words, line: &Line) -> Vec<Badge> {
    let mut badges = Vec::new();
    let mut put = |class, icon, key: &str| badges.push((class, icon, w.t(key).to_owned()));
    if line.revoked {
        put("cancelled", "cross", "guests-revoked");
    }
    match line.word {
        Some(Word::Going) => {}
        Some(Word::Waiting) => put("waiting", "clock", "door-word-waiting"),
        Some(Word::Maybe) => put("maybe", "maybe", "door-word-maybe"),
        Some(Word::Silent) => put("draft", "mail", "door-word-silent"),
        Some(Word::No) => put("draft", "cross", "door-word-no"),
        None => put("draft", "person", "door-word-none"),
    }
    if line.first_time && line.word.is_some() {
        put("guest", "star", "guests-first-time");
    }
    badges
}

fn since(w: &Words, state: State, zone: &str) -> String {
    match state {
        State::Awaited => w.t("door-awaited").to_owned(),
        State::Here(at) => w.with("door-since", &[("time", &w.time(&at, zone))]),
        State::Left(at) => w.with("door-left-at", &[("time", &w.time(&at, zone))]),
    }
}

fn companies(w: &Words, company: u32) -> Vec<(u32, String)> {
    let alone = || w.t("door-alone").to_owned();
    let words = |n| if n == 0 { alone() } else { plus(n) };
    (0..=company.max(OFFERED)).map(|n| (n, words(n))).collect()
}

/// `+ 2`; nothing for nobody.
fn plus(company: u32) -> String {
    match company {
        0 => String::new(),
        n => format!("+\u{a0}{n}"),
    }
}

/// The lists of the door.
pub struct Lists {
    pub found: Option<Vec<Row>>,
    pub awaited: Vec<Row>,
    pub awaited_total: usize,
    /// How many are expected beyond those shown.
    pub awaited_more: String,
    pub here: Vec<Row>,
    pub here_total: usize,
    pub here_more: String,
    pub left: Vec<Row>,
    pub last: Vec<Told>,
    pub doubles: Vec<Double>,
}

/// Two people who may be one.
pub struct Double {
    pub kept: PersonId,
    pub double: PersonId,
    pub words: String,
    pub reasons: String,
}

fn double(w: &Words, found: door::Double, zone: &str) -> Double {
    let told = |name: &domain::person::Name, at: Option<jiff::Timestamp>| {
        let name = name.full();
        match at {
            Some(at) => {
                let time = w.time(&at, zone);
                w.with("door-double-one", &[("name", &name), ("time", &time)])
            }
            None => w.with("door-double-awaited", &[("name", &name)]),
        }
    };
    let (one, other) = (
        told(&found.kept.1, found.kept.2),
        told(&found.double.1, Some(found.double.2)),
    );
    let reasons = crate::pages::duplicates::reasons(w, &found.reasons);
    let reasons = reasons.into_iter().map(|(_, words)| words);
    Double {
        kept: found.kept.0,
        double: found.double.0,
        words: w.with("door-double", &[("one", &one), ("other", &other)]),
        reasons: reasons.collect::<Vec<_>>().join(" · "),
    }
}

/// One word said at the door.
pub struct Told {
    pub entry: EntryId,
    pub time: String,
    pub words: String,
}

impl Lists {
    /// The lists in words.
    pub fn new(w: &Words, lists: door::Lists, zone: &str) -> Self {
        let more = |total: usize, shown: usize| match total.saturating_sub(shown) {
            0 => String::new(),
            more => w.count("door-more", more),
        };
        Self {
            awaited_more: more(lists.awaited_total, lists.awaited.len()),
            here_more: more(lists.here_total, lists.here.len()),
            found: lists.found.map(|found| rows(w, found, zone)),
            awaited: rows(w, lists.awaited, zone),
            awaited_total: lists.awaited_total,
            here: rows(w, lists.here, zone),
            here_total: lists.here_total,
            left: rows(w, lists.left, zone),
            doubles: lists
                .doubles
                .into_iter()
                .map(|found| double(w, found, zone))
                .collect(),
            last: lists
                .last
                .into_iter()
                .map(|happened| told(w, happened, zone))
                .collect(),
        }
    }
}

fn told(w: &Words, happened: Happened, zone: &str) -> Told {
    let author = match &happened.author {
        Some(author) => author.given.clone(),
        None => w.t("door-house").to_owned(),
    };
    let person = happened.person.full();
    let (key, person) = match happened.what {
        Passed::In(company) => ("door-told-in", format!("{person} {}", plus(company))),
        Passed::Out => ("door-told-out", person),
        Passed::Back => ("door-told-back", person),
        Passed::Same => ("door-told-same", person),
    };
    Told {
        entry: happened.entry,
        time: w.time(&happened.at, zone),
        words: w.with(key, &[("author", &author), ("name", person.trim())]),
    }
}

/// What to say to whoever stands before the door.
pub struct Card {
    pub row: Row,
    pub said: String,
    pub path: String,
    pub does: String,
    pub seeks: String,
    pub access: String,
    pub knows: Vec<String>,
    pub knows_more: String,
    pub company: String,
    pub first_time: bool,
    pub last: Option<EntryId>,
}

impl Card {
    /// A card in words.
    pub fn new(w: &Words, greeting: Greeting, zone: &str) -> Self {
        let line = Line {
            person: greeting.person,
            company: greeting.company,
            word: None,
            first_time: greeting.first_time,
            trade: String::new(),
            revoked: false,
            state: greeting.state,
        };
        let company = [plus(greeting.company), greeting.company_names];
        let said = Some(greeting.pronunciation).filter(|said| !said.is_empty());
        Self {
            row: Row::new(w, line, zone),
            said: said.map_or_else(String::new, |said| w.with("door-said", &[("said", &said)])),
            path: through(w, &greeting.path),
            does: greeting.does.join(" · "),
            seeks: greeting.seeks.join(" · "),
            access: greeting.access,
            knows: greeting.knows.iter().map(|known| knows(w, known)).collect(),
            knows_more: match greeting.knows_more {
                0 => String::new(),
                more => w.count("door-knows-more", more),
            },
            company: company.join(" ").trim().to_owned(),
            first_time: greeting.first_time,
            last: greeting.last.map(|(entry, _)| entry),
        }
    }
}

fn knows(w: &Words, known: &door::Known) -> String {
    let name = known.name.full();
    match &known.how {
        How::BroughtBy => w.with("door-knows-brought-by", &[("name", &name)]),
        How::Brought => w.with("door-knows-brought", &[("name", &name)]),
        How::Met => w.with("door-knows-met", &[("name", &name)]),
        How::Group(group) => w.with("door-knows-group", &[("name", &name), ("group", group)]),
    }
}
