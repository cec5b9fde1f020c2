//! Under what a record is filed in a notebook, so that whom it may be is found without looking
//! through everybody: phone, e-mail, names by their sounds, and address.

use super::nicknames;
use super::read::Read;
use super::value::hash;

/// The files of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Under what it is kept.
    pub kept: Vec<i64>,
    /// Under what those who may be the same are looked for: the same, and names turned around.
    pub sought: Vec<i64>,
}

/// Most files of one record.
const KEYS_LIMIT: usize = 40;

impl Keys {
    /// The files of a record.
    pub fn of(read: &Read) -> Self {
        let mut kept = Vec::new();
        kept.extend(read.phones.iter().map(|phone| key(b't', &[phone.hash])));
        kept.extend(read.emails.iter().map(|email| key(b'@', &[email.whole])));
        for place in &read.places {
            if let (Some(number), Some(postcode)) = (&place.number, &place.postcode) {
                kept.push(key(b'a', &[number.hash(), postcode.hash()]));
            }
        }
        let mut sought = Vec::new();
        for name in &read.names {
            let (given, family) = (name.given.as_ref(), name.family.as_ref());
            names(&mut kept, given, family);
            names(&mut sought, family, given);
        }
        sought.extend(&kept);
        Self {
            kept: tidy(kept),
            sought: tidy(sought),
        }
    }
}

/// The file of whoever's card on telephones calls itself so.
pub fn calling(uid: &str) -> i64 {
    key(b'u', &[hash(uid.as_bytes())])
}

type Part<'a> = Option<&'a super::name::Part>;

/// The sound of the family name with the first letter of the given one, and the other way about; of
/// several family names each.
fn names(keys: &mut Vec<i64>, given: Part<'_>, family: Part<'_>) {
    match (given, family) {
        (Some(given), Some(family)) => {
            let first = u64::from(given.core.letters()[0]);
            for word in family.words.iter().chain([&family.core]) {
                keys.extend(word.sounds().map(|sound| key(b'f', &[sound, first])));
            }
            let last = u64::from(family.core.letters()[0]);
            let text = std::str::from_utf8(given.core.letters()).unwrap_or_default();
            let heads = nicknames::heads(text).map(|head| hash(head.as_bytes()));
            keys.extend(heads.map(|head| key(b'h', &[head, last])));
            keys.extend(given.core.sounds().map(|sound| key(b'g', &[sound, last])));
        }
        (Some(only), None) | (None, Some(only)) => {
            keys.extend(only.core.sounds().map(|sound| key(b'1', &[sound])));
        }
        (None, None) => {}
    }
}

fn key(kind: u8, parts: &[u64]) -> i64 {
    let mut octets = vec![kind];
    octets.extend(parts.iter().flat_map(|part| part.to_le_bytes()));
    hash(&octets).cast_signed()
}

fn tidy(mut keys: Vec<i64>) -> Vec<i64> {
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(KEYS_LIMIT);
    keys
}
