//! The three reports: some cards by name, the cards that a filter finds, what changed since.

use std::collections::HashMap;

use app::phone_book::query::{Filter, Letters, Match, Matching, Parameter, Property, Test};
use app::phone_book::{Book, Entry};

use super::path::Place;
use super::properties::{Asked, Thing, answer, read_token, token};
use super::xml::{CARD, DAV, Element, escaped};

/// What a report answers.
pub enum Report {
    /// The body of a multistatus.
    Found(String),
    /// A precondition that does not hold, by its element.
    Unmet(&'static str),
    /// No report of ours.
    Unknown,
}

/// Makes a report over the notebook.
pub fn make(book: &Book, request: &Element, newest: bool) -> Report {
    let mut asked = asked(request);
    asked.newest |= newest;
    if request.name.is(CARD, "addressbook-multiget") {
        multiget(book, request, &asked)
    } else if request.name.is(CARD, "addressbook-query") {
        query(book, request, &asked)
    } else if request.name.is(DAV, "sync-collection") {
        changes(book, request, &asked)
    } else {
        Report::Unknown
    }
}

/// What a request asks of each thing.
pub fn asked(request: &Element) -> Asked {
    let prop = request.child(DAV, "prop");
    let names = prop.map_or(&[][..], |prop| &prop.children);
    let data = names.iter().find(|name| name.name.is(CARD, "address-data"));
    let of_cards = data.into_iter().flat_map(|data| data.all(CARD, "prop"));
    let of_cards = of_cards.filter_map(|prop| prop.attribute("name"));
    let whole = data.is_some_and(|data| data.child(CARD, "allprop").is_some());
    Asked {
        of_cards: of_cards.filter(|_| !whole).map(str::to_uppercase).collect(),
        newest: data.and_then(|data| data.attribute("version")) == Some("4.0"),
        names: names.iter().map(|element| element.name.clone()).collect(),
        only_names: request.child(DAV, "propname").is_some(),
    }
}

fn multiget(book: &Book, request: &Element, asked: &Asked) -> Report {
    let entries: HashMap<&str, &Entry> =
        book.entries.iter().map(|e| (e.name.as_str(), e)).collect();
    let mut out = String::new();
    for href in request.all(DAV, "href") {
        // Some programs send whole addresses.
        let text = href.text.trim();
        let path = text.find("/dav/").map_or(text, |at| &text[at..]);
        let entry = match Place::of(path) {
            Some(Place::Card(name)) => entries.get(name.as_str()),
            _ => None,
        };
        match entry {
            Some(entry) => answer(&mut out, Thing::Card(entry), asked),
            None => gone(&mut out, text),
        }
    }
    Report::Found(out)
}

/// Appends that there is nothing at an address.
fn gone(out: &mut String, href: &str) {
    out.push_str("<d:response><d:href>");
    escaped(out, href);
    out.push_str("</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>");
}

fn changes(book: &Book, request: &Element, asked: &Asked) -> Report {
    let since = request
        .child(DAV, "sync-token")
        .map_or("", |t| t.text.trim());
    let since = match since {
        "" => -1,
        told => match read_token(told).filter(|at| (0..=book.counter).contains(at)) {
            Some(at) => at,
            None => return Report::Unmet("<d:valid-sync-token/>"),
        },
    };
    let mut changed: Vec<(i64, Result<&Entry, &str>)> = Vec::new();
    let entries = book.entries.iter().map(|e| (e.counter, Ok(e)));
    changed.extend(entries.filter(|(at, _)| *at > since));
    if since >= 0 {
        let gone = book.gone.iter().map(|(name, at)| (*at, Err(name.as_str())));
        changed.extend(gone.filter(|(at, _)| *at > since));
    }
    changed.sort_by_key(|(at, _)| *at);
    let mut reached = book.counter;
    if let Some(limit) = limit(request, DAV).filter(|limit| *limit < changed.len()) {
        // A token names a whole change: the cut is made between two.
        let last = changed[limit].0;
        let whole = changed.partition_point(|(at, _)| *at < last);
        let Some((at, _)) = whole.checked_sub(1).map(|n| &changed[n]) else {
            return Report::Unmet("<d:number-of-matches-within-limits/>");
        };
        reached = *at;
        changed.truncate(whole);
    }
    let mut out = String::new();
    for (_, what) in changed {
        match what {
            Ok(entry) => answer(&mut out, Thing::Card(entry), asked),
            Err(name) => gone(&mut out, &Place::Card(name.to_owned()).href()),
        }
    }
    if reached < book.counter {
        cut(&mut out);
    }
    out.push_str("<d:sync-token>");
    out.push_str(&token(reached));
    out.push_str("</d:sync-token>");
    Report::Found(out)
}

fn limit(request: &Element, space: &str) -> Option<usize> {
    let limit = request.child(space, "limit")?;
    limit.child(space, "nresults")?.text.trim().parse().ok()
}

/// Appends that there is more.
fn cut(out: &mut String) {
    out.push_str("<d:response><d:href>");
    out.push_str(&Place::Book.href());
    out.push_str("</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>");
}

fn query(book: &Book, request: &Element, asked: &Asked) -> Report {
    let filter = match request.child(CARD, "filter") {
        Some(filter) => match read_filter(filter) {
            Some(filter) => filter,
            None => return Report::Unmet("<c:supported-filter/>"),
        },
        None => Filter::default(),
    };
    let most = limit(request, CARD).unwrap_or(usize::MAX);
    let mut out = String::new();
    let mut found = book
        .entries
        .iter()
        .filter(|entry| filter.finds(&entry.card));
    for entry in found.by_ref().take(most) {
        answer(&mut out, Thing::Card(entry), asked);
    }
    if found.next().is_some() {
        cut(&mut out);
    }
    Report::Found(out)
}

fn test(element: &Element) -> Option<Test> {
    match element.attribute("test") {
        Some("allof") => Some(Test::All),
        Some("anyof") | None => Some(Test::Any),
        Some(_) => None,
    }
}

fn read_filter(element: &Element) -> Option<Filter> {
    let properties = element.all(CARD, "prop-filter").map(read_property);
    Some(Filter {
        test: test(element)?,
        properties: properties.collect::<Option<_>>()?,
    })
}

fn read_property(element: &Element) -> Option<Property> {
    let parameters = element.all(CARD, "param-filter").map(|element| {
        let text = element.child(CARD, "text-match").map(read_match);
        Some(Parameter {
            name: element.attribute("name")?.to_uppercase(),
            absent: element.child(CARD, "is-not-defined").is_some(),
            text: text.map_or(Some(None), |text| text.map(Some))?,
        })
    });
    let texts = element.all(CARD, "text-match").map(read_match);
    Some(Property {
        name: element.attribute("name")?.to_uppercase(),
        absent: element.child(CARD, "is-not-defined").is_some(),
        test: test(element)?,
        texts: texts.collect::<Option<_>>()?,
        parameters: parameters.collect::<Option<_>>()?,
    })
}

fn read_match(element: &Element) -> Option<Match> {
    let letters = match element.attribute("collation") {
        None | Some("default" | "i;unicode-casemap" | "i;ascii-casemap") => Letters::Folded,
        Some("i;octet") => Letters::Exact,
        Some(_) => return None,
    };
    let how = match element.attribute("match-type") {
        None | Some("contains") => Matching::Contains,
        Some("equals") => Matching::Equals,
        Some("starts-with") => Matching::Begins,
        Some("ends-with") => Matching::Ends,
        Some(_) => return None,
    };
    Some(Match {
        text: element.text.clone(),
        how,
        letters,
        negated: element.attribute("negate-condition") == Some("yes"),
    })
}
