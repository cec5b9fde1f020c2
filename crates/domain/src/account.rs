//! E-mail addresses and the proof of holding one: how long a link and a code live, how many tries.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// An e-mail address, valid in form and in lower case, at most 254 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// The text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct NotAnEmail;

impl Email {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(typed: &str) -> Result<Self, NotAnEmail> {
        let text = typed.trim().to_lowercase();
        let options = email_address::Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        if text.len() > 254
            || email_address::EmailAddress::parse_with_options(&text, options).is_err()
        {
            return Err(NotAnEmail);
        }
        Ok(Self(text))
    }
}

impl TryFrom<String> for Email {
    type Error = NotAnEmail;
    fn try_from(text: String) -> Result<Self, NotAnEmail> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How long the link and the code of one mail can be used.
pub const SIGN_IN_LIFE: SignedDuration = SignedDuration::from_mins(15);
/// How many wrong codes end a sign-in.
pub const SIGN_IN_TRIES: i64 = 5;
/// How many mails one address, and one IP, may ask for within [`SIGN_IN_LIFE`].
pub const SIGN_INS_PER_ADDRESS: i64 = 4;
/// See [`SIGN_INS_PER_ADDRESS`]; larger, since a whole room may share one IP.
pub const SIGN_INS_PER_IP: i64 = 40;
/// How long a session lives after it was last used.
pub const SESSION_LIFE: SignedDuration = SignedDuration::from_hours(24 * 60);

/// What is known of a sign-in when somebody presents its link or its code.
#[derive(Clone, Copy, Debug)]
pub struct SignInState {
    /// When the mail was asked for.
    pub created_at: Timestamp,
    /// When it was used, if it was.
    pub used_at: Option<Timestamp>,
    /// Wrong codes so far.
    pub tries: i64,
}

/// Why a link or a code opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// Older than [`SIGN_IN_LIFE`].
    Expired,
    /// Already used once.
    Used,
    /// Too many wrong codes.
    TooManyTries,
    /// The code is wrong; so many tries are left.
    WrongCode(i64),
}

impl SignInState {
    /// Whether the sign-in is still open, before the secret itself is compared.
    pub fn open_at(&self, now: Timestamp) -> Result<(), SignInRefusal> {
        if self.used_at.is_some() {
            return Err(SignInRefusal::Used);
        }
        if self.tries >= SIGN_IN_TRIES {
            return Err(SignInRefusal::TooManyTries);
        }
        if now.duration_since(self.created_at) > SIGN_IN_LIFE {
            return Err(SignInRefusal::Expired);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_lowered_and_checked() {
        assert_eq!(
            " Odile@Exemple.QC.ca ".parse::<Email>().unwrap().as_str(),
            "odile@exemple.qc.ca"
        );
        for wrong in [
            "",
            "odile",
            "odile@",
            "@exemple.ca",
            "Odile <o@exemple.ca>",
            "o@[127.0.0.1]",
            "a b@c.ca",
            "o@exemple",
        ] {
            assert_eq!(wrong.parse::<Email>(), Err(NotAnEmail), "{wrong}");
        }
    }

    #[test]
    fn a_sign_in_closes_by_age_use_and_wrong_codes() {
        let created_at = Timestamp::UNIX_EPOCH;
        let fresh = SignInState {
            created_at,
            used_at: None,
            tries: 0,
        };
        assert_eq!(fresh.open_at(created_at + SIGN_IN_LIFE), Ok(()));
        let late = created_at + SIGN_IN_LIFE + SignedDuration::from_millis(1);
        assert_eq!(fresh.open_at(late), Err(SignInRefusal::Expired));
        let used = SignInState {
            used_at: Some(created_at),
            ..fresh
        };
        assert_eq!(used.open_at(created_at), Err(SignInRefusal::Used));
        let tried = SignInState {
            tries: SIGN_IN_TRIES,
            ..fresh
        };
        assert_eq!(tried.open_at(created_at), Err(SignInRefusal::TooManyTries));
    }
}
