//! Networks and their local groups.

use jiff::Timestamp;

use crate::account::Email;
use crate::id::{GroupId, NetworkId};
use crate::text::{Lang, Slug};

/// A network of local groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Which.
    pub id: NetworkId,
    /// Its part of addresses.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// What it is, in Markdown.
    pub about: String,
}

/// A local group (chapter) of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// The network it belongs to.
    pub network_id: NetworkId,
    /// Its part of addresses.
    pub slug: Slug,
    /// The words its organisers choose.
    pub words: GroupWords,
    /// When it was founded here.
    pub created_at: Timestamp,
}

/// What a group's organisers write about it and decide for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupWords {
    /// Its name.
    pub name: String,
    /// What it is, in Markdown.
    pub about: String,
    /// The language its own texts are written in.
    pub lang: Lang,
    /// IANA time zone, the default of its events.
    pub zone: String,
    /// Whether each profession has one seat.
    pub seated: bool,
    /// Where people write to it; shown on its page and in its mail.
    pub email: Option<Email>,
    /// The postal address that commercial mail must carry.
    pub postal_address: String,
}
