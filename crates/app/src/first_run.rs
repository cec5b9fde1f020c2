//! The first run: while nobody runs the installation, whoever holds the one-time token printed on
//! the console becomes its operator and founds the first group.

use domain::text::Lang;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::form::Check;
use crate::{Cx, Error, Result, groups, sign_in};

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FirstRunInput {
    /// The one-time token.
    pub token: String,
    /// What the operator is called.
    pub given: String,
    /// Their family name.
    pub family: String,
    /// Their address.
    pub email: String,
    /// The language they read.
    pub lang: String,
    /// The first network.
    pub network: String,
    /// The first group.
    pub group: String,
}

/// Whether the page exists: nobody runs the installation yet, and the token is the one.
pub fn open(cx: &mut Cx<'_, '_>, expected: Option<&str>, token: &str) -> Result<()> {
    let expected = expected.filter(|expected| !expected.is_empty());
    let right = expected.is_some_and(|e| bool::from(e.as_bytes().ct_eq(token.as_bytes())));
    if right && !store::accounts::has_operator(cx.tx)? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Makes the operator's account, the first network and the first group; the session's token.
pub fn begin(cx: &mut Cx<'_, '_>, expected: Option<&str>, input: &FirstRunInput) -> Result<String> {
    open(cx, expected, &input.token)?;
    let mut check = Check::default();
    let given = check.line("given", &input.given, domain::person::NAME_LIMIT);
    let family = check.optional_line("family", &input.family, domain::person::NAME_LIMIT);
    let email = check.email("email", &input.email);
    let lang: Option<Lang> = check.choice("lang", &input.lang);
    let network = check.line("network", &input.network, 120);
    let group = check.line("group", &input.group, 120);
    check.done()?;
    let (email, lang) = email.zip(lang).ok_or(Error::NotFound)?;
    let account = sign_in::account_of(cx, &email)?;
    let person = store::people::find(cx.tx, account.person_id)?.ok_or(Error::NotFound)?;
    let name = domain::person::Name { given, family };
    store::people::update(
        cx.tx,
        &domain::person::Person {
            name,
            lang,
            ..person
        },
    )?;
    store::accounts::make_operator(cx.tx, account.id)?;
    let network = groups::add_network(cx, "network", &network)?;
    let words = groups::plain_words(group, lang);
    groups::add(cx, "group", (network, words), account.person_id)?;
    sign_in::open_session(cx, &account)
}
