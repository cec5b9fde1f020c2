//! XML as WebDAV speaks it: small trees read with limits, and text that is written escaped.
//!
//! A document type is refused, so that no entity can grow; entities are the five of XML itself.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

/// Deepest element.
const DEPTH: usize = 24;
/// Most elements: a list of every card of the largest notebook, with room.
const ELEMENTS: usize = 60_000;

/// WebDAV's own.
pub const DAV: &str = "DAV:";
/// CardDAV's.
pub const CARD: &str = "urn:ietf:params:xml:ns:carddav";
/// What Apple's calendar server began.
pub const SERVER: &str = "http://calendarserver.org/ns/";

/// A name in its namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The namespace; empty for none.
    pub space: String,
    /// The name within it.
    pub local: String,
}

impl Name {
    /// Whether it is this one.
    pub fn is(&self, space: &str, local: &str) -> bool {
        self.space == space && self.local == local
    }
}

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// What it is called.
    pub name: Name,
    /// Attributes without namespace.
    pub attributes: Vec<(String, String)>,
    /// What stands in it.
    pub children: Vec<Element>,
    /// Its own text.
    pub text: String,
}

impl Element {
    /// The first child of a name.
    pub fn child(&self, space: &str, local: &str) -> Option<&Self> {
        let mut all = self.children.iter();
        all.find(|child| child.name.is(space, local))
    }

    /// Every child of a name.
    pub fn all<'a>(&'a self, space: &'a str, local: &'a str) -> impl Iterator<Item = &'a Self> {
        let wanted = move |child: &&Self| child.name.is(space, local);
        self.children.iter().filter(wanted)
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Reads a document; `None` when it is none, or beyond the limits.
pub fn read(text: &str) -> Option<Element> {
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut count = 0;
    loop {
        let (space, event) = reader.read_resolved_event().ok()?;
        match event {
            Event::Start(start) => {
                open.push(element(space, &start)?);
                count += 1;
            }
            Event::Empty(start) => {
                let empty = element(space, &start)?;
                count += 1;
                match open.last_mut() {
                    Some(parent) => parent.children.push(empty),
                    None => return Some(empty),
                }
            }
            Event::End(_) => {
                let done = open.pop()?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => return Some(done),
                }
            }
            Event::Text(piece) => add(&mut open, &piece.xml10_content().ok()?),
            Event::CData(piece) => add(&mut open, &piece.decode().ok()?),
            Event::GeneralRef(reference) => {
                let name = reference.decode().ok()?;
                let meant = match reference.resolve_char_ref().ok()? {
                    Some(c) => c.to_string(),
                    None => resolve_predefined_entity(&name)?.to_owned(),
                };
                add(&mut open, &meant);
            }
            Event::DocType(_) | Event::Eof => return None,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        if open.len() > DEPTH || count > ELEMENTS {
            return None;
        }
    }
}

fn add(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn element(space: ResolveResult<'_>, start: &BytesStart<'_>) -> Option<Element> {
    let space = match space {
        ResolveResult::Bound(space) => std::str::from_utf8(space.as_ref()).ok()?.to_owned(),
        ResolveResult::Unbound => String::new(),
        ResolveResult::Unknown(_) => return None,
    };
    let local = std::str::from_utf8(start.local_name().as_ref())
        .ok()?
        .to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let name = std::str::from_utf8(attribute.key.as_ref()).ok()?.to_owned();
        attributes.push((
            name,
            attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .ok()?
                .into_owned(),
        ));
    }
    Some(Element {
        name: Name { space, local },
        attributes,
        ..Element::default()
    })
}

/// Text as it may stand in a document.
pub fn escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            _ if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_whatever_its_prefixes() {
        let text = r#"<?xml version="1.0"?><x:propfind xmlns:x="DAV:"><x:prop><x:getetag/>
            <getctag xmlns="http://calendarserver.org/ns/"/></x:prop><x:href>a &amp; b&#233;</x:href></x:propfind>"#;
        let root = read(text).unwrap();
        assert!(root.name.is(DAV, "propfind"));
        let prop = root.child(DAV, "prop").unwrap();
        assert!(prop.child(SERVER, "getctag").is_some());
        assert_eq!(root.child(DAV, "href").unwrap().text, "a & bé");
    }

    #[test]
    fn bombs_and_rubbish_are_refused() {
        let deep = "<a>".repeat(5_000);
        let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>"#;
        for text in [
            "",
            "<a>",
            "<a></b>",
            "no",
            "<x:a/>",
            "<a>&b;</a>",
            bomb,
            &deep,
        ] {
            assert!(read(text).is_none(), "{text:.40}");
        }
    }
}
