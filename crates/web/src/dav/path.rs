//! The addresses of the address book, and names in them.

use crate::urls;

/// What an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where telephones begin.
    Root,
    /// Whoever signed in.
    Principal,
    /// Their address books: one.
    Home,
    /// Their notebook.
    Book,
    /// A card of it.
    Card(String),
}

impl Place {
    /// What a path names.
    pub fn of(path: &str) -> Option<Self> {
        let path = path.split('?').next().unwrap_or_default();
        let rest = path.strip_prefix("/dav")?;
        Some(match rest {
            "" | "/" => Self::Root,
            "/principal" | "/principal/" => Self::Principal,
            "/books" | "/books/" => Self::Home,
            "/books/notebook" | "/books/notebook/" => Self::Book,
            _ => {
                let name = decoded(rest.strip_prefix("/books/notebook/")?)?;
                let bad = name.is_empty()
                    || name.contains(['/', '\\'])
                    || name.contains(char::is_control);
                return (!bad).then_some(Self::Card(name));
            }
        })
    }

    /// Its address.
    pub fn href(&self) -> String {
        match self {
            Self::Root => urls::dav().to_string(),
            Self::Principal => urls::dav_principal().to_string(),
            Self::Home => urls::dav_home().to_string(),
            Self::Book => urls::dav_book().to_string(),
            Self::Card(name) => href(name),
        }
    }
}

/// The address of a card.
pub fn href(name: &str) -> String {
    let mut href = urls::dav_book().to_string();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' | b'+' => {
                href.push(char::from(byte));
            }
            _ => href.push_str(&format!("%{byte:02X}")),
        }
    }
    href
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        if *first == b'%' {
            let pair = std::str::from_utf8(more.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(pair, 16).ok()?);
            rest = &more[2..];
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_addresses_and_come_back() {
        for name in ["a.vcf", "é è.vcf", "100%.vcf", "a@b+c~d"] {
            assert_eq!(
                Place::of(&href(name)),
                Some(Place::Card(name.into())),
                "{name}"
            );
        }
        assert_eq!(Place::of("/dav/books/notebook/a%2Fb"), None);
        assert_eq!(Place::of("/dav/books/notebook/%zz"), None);
        assert_eq!(Place::of("/dav/other"), None);
    }
}
