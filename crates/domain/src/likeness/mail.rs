//! E-mail addresses as they are compared.

use super::Level;
use super::distance::osa;
use super::name::Named;
use super::value::{Value, hash};

/// Local parts that stand for a firm, not for somebody.
const SHARED: [&str; 30] = [
    "info",
    "information",
    "contact",
    "admin",
    "administration",
    "bureau",
    "office",
    "ventes",
    "sales",
    "service",
    "services",
    "support",
    "reception",
    "accueil",
    "bonjour",
    "hello",
    "direction",
    "comptabilite",
    "facturation",
    "marketing",
    "emploi",
    "rh",
    "equipe",
    "team",
    "mail",
    "courriel",
    "client",
    "clients",
    "soutien",
    "commandes",
];

/// Domains that are nobody's firm.
const PUBLIC: [&str; 24] = [
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.ca",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "live.ca",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.ca",
    "yahoo.fr",
    "icloud.com",
    "me.com",
    "mac.com",
    "videotron.ca",
    "sympatico.ca",
    "bell.net",
    "cgocable.ca",
    "globetrotter.net",
    "proton.me",
    "protonmail.com",
    "aol.com",
];

/// Whether an address is a firm's and not somebody's: `info@`, `ventes@`.
pub fn is_shared_mailbox(written: &str) -> bool {
    Address::read(written).is_some_and(|address| address.is_shared)
}

/// The given and the family name that a mailbox spells: `odile.roy27@` says Odile Roy.
pub fn names_in(written: &str) -> Option<(&str, &str)> {
    let (local, _) = written.trim().rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or(local);
    let (given, family) = local.split_once(['.', '_'])?;
    let family = family.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_name = |part: &str| {
        part.chars().count() > 2 && part.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    (is_name(given) && is_name(family)).then_some((given, family))
}

/// An address that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// All of it, normalised.
    pub whole: u64,
    text: String,
    at: usize,
    local: Value,
    is_shared: bool,
    is_public: bool,
}

impl Address {
    /// Reads an address; `None` for what is none. Case never counts, nor what follows a `+`, nor
    /// the dots of Google's addresses.
    pub fn read(written: &str) -> Option<Self> {
        let lower = written.trim().to_lowercase();
        let (local, domain) = lower.rsplit_once('@')?;
        let local = local.split('+').next().unwrap_or(local);
        let google = ["gmail.com", "googlemail.com"].contains(&domain);
        let local = if google {
            local.replace('.', "")
        } else {
            local.to_owned()
        };
        let domain = if google { "gmail.com" } else { domain };
        let words = super::value::words(&local);
        let text = format!("{local}@{domain}");
        if domain.is_empty() || text.len() > 254 {
            return None;
        }
        Some(Self {
            whole: hash(text.as_bytes()),
            at: local.len(),
            is_shared: words.iter().all(|word| SHARED.contains(&word.as_str())),
            is_public: PUBLIC.contains(&domain),
            local: Value::of(&words)?,
            text,
        })
    }

    /// Whether the mailbox is called after a name: `odile.roy`, `oroy`.
    pub fn is_made_of(&self, name: &Named) -> bool {
        let local = self.local.letters();
        let parts = [&name.given, &name.family].into_iter().flatten();
        let mut letters = parts
            .map(|part| part.core.letters())
            .filter(|part| part.len() > 2);
        letters.any(|part| local.windows(part.len()).any(|window| window == part))
    }

    /// How near two addresses come.
    pub fn level(&self, other: &Self) -> Level {
        if self.whole == other.whole {
            return if self.is_shared {
                Level::Shared
            } else {
                Level::Same
            };
        }
        let same_domain = self.text[self.at..] == other.text[other.at..];
        let shorter = self.local.letters().len().min(other.local.letters().len());
        let personal = !self.is_shared && !other.is_shared && shorter > 4;
        if personal && self.local.hash() == other.local.hash() {
            Level::Part
        } else if personal && same_domain && osa(self.local.letters(), other.local.letters()) == 1 {
            Level::Near
        } else if same_domain && !self.is_public {
            Level::Domain
        } else {
            Level::Differs
        }
    }
}
