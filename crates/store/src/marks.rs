//! What stands in the place of an address that was erased: a hash, enough to know the address again
//! when somebody would write to it, and not to write to it.

use std::collections::HashSet;

use domain::account::Email;
use domain::id::PersonId;
use sha2::{Digest, Sha256};

use crate::own_data::ADDRESSES;
use crate::{Result, Tx, params};

/// The mark of an address.
pub(crate) fn of(email: &str) -> String {
    let digest = Sha256::digest(email.as_bytes());
    digest
        .iter()
        .fold(String::from("erased:"), |mut mark, byte| {
            mark.push_str(&format!("{byte:02x}"));
            mark
        })
}

/// Addresses, of which those of erased people are known by their marks.
#[derive(Clone, Debug, Default)]
pub struct Addresses(HashSet<String>);

impl Addresses {
    pub(crate) fn new(all: Vec<String>) -> Self {
        Self(all.into_iter().collect())
    }

    /// Whether an address is among them.
    pub fn hold(&self, email: &Email) -> bool {
        self.0.contains(email.as_str()) || self.0.contains(&of(email.as_str()))
    }
}

/// Puts marks in the place of a person's addresses, where the house must know them again: groups
/// whose mail they stopped, and those that have sent them the one message of a referral. Of what
/// else was written down of writing to them, nothing stays.
pub(crate) fn leave(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let grounds = format!(
        "delete from mail_consents
         where email in ({ADDRESSES}) and basis <> 'referral' and not withdrawn"
    );
    tx.run(&grounds, params![person])?;
    for email in tx.all::<String>(ADDRESSES, params![person])? {
        let mark = of(&email);
        // Whoever came back after an erasure, and leaves again, has left a mark before.
        for sql in [
            "delete from mail_stops
             where email = $2
               and group_id in (select group_id from mail_stops where email = $1)",
            "delete from mail_consents
             where email = $2
               and group_id in (select group_id from mail_consents where email = $1)",
            "update mail_stops set email = $2 where email = $1",
            "update mail_consents set email = $2, referrer_id = null where email = $1",
        ] {
            tx.run(sql, params![email, mark])?;
        }
    }
    Ok(())
}
