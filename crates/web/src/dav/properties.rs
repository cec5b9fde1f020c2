//! What telephones may ask of each address, and what is answered.

use app::phone_book::{Book, CARD_LIMIT, Entry};

use super::path::{self, Place};
use super::xml::{CARD, DAV, Name, SERVER, escaped};

/// What is asked about.
#[derive(Clone, Copy)]
pub enum Thing<'a> {
    /// Where telephones begin, whoever signed in, and their address books.
    Place(&'a Place),
    /// The notebook.
    Book(&'a Book, &'static str),
    /// A card.
    Card(&'a Entry),
}

/// What an answer holds.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The properties, none for all.
    pub names: Vec<Name>,
    /// Their names alone.
    pub only_names: bool,
    /// Whether cards are wanted as vCard 4.0.
    pub newest: bool,
    /// The properties of cards that are wanted, in upper case; none for all.
    pub of_cards: Vec<String>,
}

/// Appends the answer for one thing.
pub fn answer(out: &mut String, thing: Thing<'_>, asked: &Asked) {
    out.push_str("<d:response><d:href>");
    escaped(out, &href(thing));
    out.push_str("</d:href>");
    let all: Vec<Name>;
    let names = match asked.names.is_empty() {
        true => {
            all = every(thing);
            &all
        }
        false => &asked.names,
    };
    let mut missing = Vec::new();
    out.push_str("<d:propstat><d:prop>");
    for name in names {
        let start = out.len();
        open(out, name);
        let opened = out.len();
        if !value(out, thing, name, asked) {
            out.truncate(start);
            missing.push(name);
            continue;
        }
        if asked.only_names {
            out.truncate(opened);
        }
        close(out, name);
    }
    out.push_str("</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>");
    if !missing.is_empty() {
        out.push_str("<d:propstat><d:prop>");
        for name in missing {
            open(out, name);
            close(out, name);
        }
        out.push_str("</d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>");
    }
    out.push_str("</d:response>");
}

fn href(thing: Thing<'_>) -> String {
    match thing {
        Thing::Place(place) => place.href(),
        Thing::Book(..) => Place::Book.href(),
        Thing::Card(entry) => path::href(&entry.name),
    }
}

fn prefix(space: &str) -> Option<&'static str> {
    match space {
        DAV => Some("d"),
        CARD => Some("c"),
        SERVER => Some("s"),
        _ => None,
    }
}

/// Appends the beginning of an element of any namespace.
pub fn open(out: &mut String, name: &Name) {
    out.push('<');
    match prefix(&name.space) {
        Some(prefix) => {
            out.push_str(prefix);
            out.push(':');
            out.push_str(&name.local);
        }
        None => {
            out.push_str(&name.local);
            out.push_str(" xmlns=\"");
            escaped(out, &name.space);
            out.push('"');
        }
    }
    out.push('>');
}

/// Appends its end.
pub fn close(out: &mut String, name: &Name) {
    out.push_str("</");
    if let Some(prefix) = prefix(&name.space) {
        out.push_str(prefix);
        out.push(':');
    }
    out.push_str(&name.local);
    out.push('>');
}

fn every(thing: Thing<'_>) -> Vec<Name> {
    let names: &[(&str, &str)] = match thing {
        Thing::Place(_) => &[
            (DAV, "resourcetype"),
            (DAV, "displayname"),
            (DAV, "current-user-principal"),
        ],
        Thing::Book(..) => &[
            (DAV, "resourcetype"),
            (DAV, "displayname"),
            (DAV, "sync-token"),
            (SERVER, "getctag"),
        ],
        Thing::Card(_) => &[
            (DAV, "resourcetype"),
            (DAV, "getetag"),
            (DAV, "getcontenttype"),
            (DAV, "getcontentlength"),
            (DAV, "getlastmodified"),
        ],
    };
    let name = |(space, local): &(&str, &str)| Name {
        space: (*space).to_owned(),
        local: (*local).to_owned(),
    };
    names.iter().map(name).collect()
}

/// Appends the value of a property; false when the thing has no such property.
fn value(out: &mut String, thing: Thing<'_>, name: &Name, asked: &Asked) -> bool {
    let shared = match (name.space.as_str(), name.local.as_str()) {
        (DAV, "current-user-principal" | "principal-URL" | "owner") => Some(Place::Principal),
        (CARD, "addressbook-home-set") => Some(Place::Home),
        (DAV, "principal-collection-set") => Some(Place::Root),
        _ => None,
    };
    if let Some(place) = shared {
        out.push_str("<d:href>");
        out.push_str(&place.href());
        out.push_str("</d:href>");
        return true;
    }
    match thing {
        Thing::Place(place) => of_place(out, place, name),
        Thing::Book(book, title) => of_book(out, book, title, name),
        Thing::Card(entry) => of_card(out, entry, name, asked),
    }
}

fn of_place(out: &mut String, place: &Place, name: &Name) -> bool {
    match (name.space.as_str(), name.local.as_str()) {
        (DAV, "resourcetype") => {
            out.push_str("<d:collection/>");
            if *place == Place::Principal {
                out.push_str("<d:principal/>");
            }
        }
        (DAV, "displayname") => out.push_str("Cinq à sept"),
        (DAV, "current-user-privilege-set") => out.push_str(READ),
        (DAV, "supported-report-set") => {}
        _ => return false,
    }
    true
}

const READ: &str = "<d:privilege><d:read/></d:privilege>";
const WRITE: &str = "<d:privilege><d:read/></d:privilege><d:privilege><d:write/></d:privilege>\
<d:privilege><d:write-content/></d:privilege><d:privilege><d:bind/></d:privilege>\
<d:privilege><d:unbind/></d:privilege>";
const REPORTS: &str = "<d:supported-report><d:report><c:addressbook-multiget/></d:report></d:supported-report>\
<d:supported-report><d:report><c:addressbook-query/></d:report></d:supported-report>\
<d:supported-report><d:report><d:sync-collection/></d:report></d:supported-report>";
const VERSIONS: &str = "<c:address-data-type content-type=\"text/vcard\" version=\"3.0\"/>\
<c:address-data-type content-type=\"text/vcard\" version=\"4.0\"/>";

fn of_book(out: &mut String, book: &Book, title: &str, name: &Name) -> bool {
    match (name.space.as_str(), name.local.as_str()) {
        (DAV, "resourcetype") => out.push_str("<d:collection/><c:addressbook/>"),
        (DAV, "displayname") | (CARD, "addressbook-description") => escaped(out, title),
        (DAV, "sync-token") | (SERVER, "getctag") => out.push_str(&token(book.counter)),
        (DAV, "supported-report-set") => out.push_str(REPORTS),
        (DAV, "current-user-privilege-set") => out.push_str(WRITE),
        (CARD, "supported-address-data") => out.push_str(VERSIONS),
        (CARD, "max-resource-size") => out.push_str(&CARD_LIMIT.to_string()),
        (CARD, "supported-collation-set") => out.push_str(
            "<c:supported-collation>i;unicode-casemap</c:supported-collation>\
             <c:supported-collation>i;ascii-casemap</c:supported-collation>\
             <c:supported-collation>i;octet</c:supported-collation>",
        ),
        _ => return false,
    }
    true
}

fn of_card(out: &mut String, entry: &Entry, name: &Name, asked: &Asked) -> bool {
    match (name.space.as_str(), name.local.as_str()) {
        (DAV, "resourcetype") => {}
        (DAV, "getetag") => escaped(out, &format!("\"{}\"", entry.etag)),
        (DAV, "getcontenttype") => out.push_str("text/vcard; charset=utf-8"),
        (DAV, "getcontentlength") => out.push_str(&entry.text.len().to_string()),
        (DAV, "getlastmodified") => {
            let at = entry.updated_at.strftime("%a, %d %b %Y %H:%M:%S GMT");
            out.push_str(&at.to_string());
        }
        (DAV, "current-user-privilege-set") => out.push_str(WRITE),
        (CARD, "address-data") => {
            let newest = asked.newest.then(|| entry.newest());
            let text = newest.as_ref().unwrap_or(&entry.text);
            match asked.of_cards.is_empty() {
                true => escaped(out, text),
                false => escaped(out, &chosen(text, &asked.of_cards)),
            }
        }
        _ => return false,
    }
    true
}

/// The lines of a vCard that say some properties, with what every vCard has.
fn chosen(text: &str, names: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_wanted = false;
    for line in text.split_inclusive("\r\n") {
        // What begins with a space goes on from the line before.
        if !line.starts_with([' ', '\t']) {
            let name = line.split([':', ';']).next().unwrap_or_default();
            let name = name.rsplit('.').next().unwrap_or_default();
            let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
            is_wanted = ["BEGIN", "VERSION", "END"].into_iter().any(is)
                || names.iter().any(|wanted| is(wanted));
        }
        if is_wanted {
            out.push_str(line);
        }
    }
    out
}

/// The token of a state of the book.
pub fn token(counter: i64) -> String {
    format!("urn:cinqasept:notebook:{counter}")
}

/// The state that a token names.
pub fn read_token(token: &str) -> Option<i64> {
    token
        .trim()
        .strip_prefix("urn:cinqasept:notebook:")?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_properties_keep_their_folded_lines_and_their_groups() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Odile\r\nitem1.TEL;TYPE=work:514\r\n 555\r\n\
                    NOTE:TEL\r\n FN:no\r\nEND:VCARD\r\n";
        let some = chosen(text, &["TEL".into()]);
        let wanted =
            "BEGIN:VCARD\r\nVERSION:3.0\r\nitem1.TEL;TYPE=work:514\r\n 555\r\nEND:VCARD\r\n";
        assert_eq!(some, wanted);
    }
}
