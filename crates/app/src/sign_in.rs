//! Sign-in without passwords: a link and a six-digit code in the same mail, then a session.

use domain::account::{
    Email, SESSION_LIFE, SIGN_IN_LIFE, SIGN_INS_PER_ADDRESS, SIGN_INS_PER_IP, SignInRefusal,
    SignInState,
};
use domain::id::{SessionId, SignInId};
use domain::person::{Name, Person, Visibility};
use domain::text::Lang;
use serde::{Deserialize, Serialize};
use store::sessions::{Session, SignIn};
use subtle::ConstantTimeEq;

use crate::error::Say;
use crate::form::Check;
use crate::mail::{self, Message};
use crate::token;
use crate::{Cx, Error, Result};

/// What a code that was sent is good for. One for something else is as wrong as any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// Opening a session.
    SignIn,
    /// Taking a copy of one's own data.
    Copy,
    /// Being erased.
    Erasure,
}

impl Use {
    /// What stands before the code when it is hashed, so that a code serves one use only.
    fn mark(self) -> &'static str {
        match self {
            Self::SignIn => "",
            Self::Copy => "copy:",
            Self::Erasure => "erasure:",
        }
    }
}

/// Sends the mail that signs in. Whether the address is known shows nowhere.
pub fn ask(cx: &mut Cx<'_, '_>, typed_email: &str, lang: Lang, back_to: &str) -> Result<SignInId> {
    let mut check = Check::default();
    let email = check.email("email", typed_email);
    check.done()?;
    let email = email.ok_or(Error::NotFound)?;
    let issued = issue(cx, &email, Use::SignIn, back_to)?;
    let lang = store::people::by_email(cx.tx, &email)?.map_or(lang, |person| person.lang);
    let message = Message::SignIn {
        code: issued.code,
        token: issued.link,
    };
    mail::post(cx, &email, lang, None, &message)?;
    Ok(issued.id)
}

/// Sends the code that confirms something about the data of whoever has an address. The mail leads
/// to the page that asks for it, at a guest's seat or behind a session, and signs nobody in.
pub fn ask_to_confirm(
    cx: &mut Cx<'_, '_>,
    (email, lang): (&Email, Lang),
    what: Use,
    seat: Option<&str>,
) -> Result<SignInId> {
    let issued = issue(cx, email, what, "")?;
    let message = Message::Confirm {
        what,
        code: issued.code,
        id: issued.id,
        seat: seat.map(str::to_owned),
    };
    mail::post(cx, email, lang, None, &message)?;
    Ok(issued.id)
}

/// A code and a link just made; only their hashes are kept.
struct Issued {
    id: SignInId,
    code: String,
    link: String,
}

fn issue(cx: &mut Cx<'_, '_>, email: &Email, what: Use, back_to: &str) -> Result<Issued> {
    let ip = cx.caller.ip.clone();
    let (by_email, by_ip) =
        store::sessions::count_sign_ins(cx.tx, email, &ip, cx.now - SIGN_IN_LIFE)?;
    if by_email >= SIGN_INS_PER_ADDRESS || by_ip >= SIGN_INS_PER_IP {
        return Err(Error::TooMany);
    }
    let code = six_digits(cx.random());
    let link = token::to_text(&cx.random::<24>());
    let id: SignInId = cx.id();
    let sign_in = SignIn {
        id,
        email: email.clone(),
        code_hash: code_hash(what, id, &code),
        back_to: local_path(back_to).to_owned(),
        tries: 0,
        created_at: cx.now,
        used_at: None,
    };
    store::sessions::insert_sign_in(cx.tx, &sign_in, &token::hash(&link), &ip)?;
    Ok(Issued { id, code, link })
}

/// Only a path of this installation may be gone back to.
fn local_path(path: &str) -> &str {
    let local =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if local && path.len() <= 500 {
        path
    } else {
        "/me"
    }
}

/// Six digits out of eight random bytes; the bias of the remainder is below 10⁻¹².
fn six_digits(random: [u8; 8]) -> String {
    format!("{:06}", u64::from_be_bytes(random) % 1_000_000)
}

/// The code is hashed with its sign-in's id, so that equal codes do not look alike.
fn code_hash(what: Use, id: SignInId, code: &str) -> Vec<u8> {
    token::hash(&format!("{}{id}:{code}", what.mark()))
}

/// A session just opened: its token goes to the browser and is stored nowhere.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The token for the cookie.
    pub token: String,
    /// Where to go.
    pub back_to: String,
}

/// What came of a code.
#[derive(Clone, Debug)]
pub enum CodeAnswer {
    /// It was right.
    Opened(Opened),
    /// It opened nothing; counted.
    Refused(SignInRefusal),
}

/// Opens a session with the code. A wrong code is an answer, not an error: it must be counted.
pub fn with_code(cx: &mut Cx<'_, '_>, id: SignInId, typed: &str) -> Result<CodeAnswer> {
    let sign_in = store::sessions::sign_in(cx.tx, id)?.ok_or(Error::NotFound)?;
    match check_code(cx, Use::SignIn, &sign_in, typed)? {
        Some(refusal) => Ok(CodeAnswer::Refused(refusal)),
        None => open(cx, sign_in).map(CodeAnswer::Opened),
    }
}

/// Whether a fresh code confirms what somebody signed in is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// It was right, and is used up.
    Yes,
    /// It was not; counted.
    No(SignInRefusal),
}

/// Uses up a code sent to somebody's own address for one use. Somebody else's is not found.
pub fn confirm(
    cx: &mut Cx<'_, '_>,
    what: Use,
    (id, own): (SignInId, &Email),
    typed: &str,
) -> Result<Confirmed> {
    let sign_in = store::sessions::sign_in(cx.tx, id)?.ok_or(Error::NotFound)?;
    if sign_in.email != *own {
        return Err(Error::NotFound);
    }
    if let Some(refusal) = check_code(cx, what, &sign_in, typed)? {
        return Ok(Confirmed::No(refusal));
    }
    if !store::sessions::use_sign_in(cx.tx, id, cx.now)? {
        return Ok(Confirmed::No(SignInRefusal::Used));
    }
    Ok(Confirmed::Yes)
}

/// Why a code opens nothing; a wrong one is counted.
fn check_code(
    cx: &mut Cx<'_, '_>,
    what: Use,
    sign_in: &SignIn,
    typed: &str,
) -> Result<Option<SignInRefusal>> {
    let id = sign_in.id;
    if let Err(refusal) = state(sign_in).open_at(cx.now) {
        return Ok(Some(refusal));
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if !bool::from(code_hash(what, id, &digits).ct_eq(&sign_in.code_hash)) {
        store::sessions::count_try(cx.tx, id)?;
        let left = domain::account::SIGN_IN_TRIES - sign_in.tries - 1;
        let refusal = if left > 0 {
            SignInRefusal::WrongCode(left)
        } else {
            SignInRefusal::TooManyTries
        };
        return Ok(Some(refusal));
    }
    Ok(None)
}

/// Whether a link would open a session, without using it up: mail scanners follow links.
pub fn peek_link(cx: &mut Cx<'_, '_>, link: &str) -> Result<Email> {
    let sign_in = by_link(cx, link)?;
    Ok(sign_in.email)
}

/// Opens a session with the link.
pub fn with_link(cx: &mut Cx<'_, '_>, link: &str) -> Result<Opened> {
    let sign_in = by_link(cx, link)?;
    open(cx, sign_in)
}

fn by_link(cx: &mut Cx<'_, '_>, link: &str) -> Result<SignIn> {
    let sign_in = store::sessions::sign_in_by_link(cx.tx, &token::hash(link))?;
    let sign_in = sign_in.ok_or(Error::refused("sign-in-refused-expired"))?;
    state(&sign_in)
        .open_at(cx.now)
        .map_err(|refusal| Error::Refused(say(refusal)))?;
    Ok(sign_in)
}

/// The sentence for a refusal.
pub fn say(refusal: SignInRefusal) -> Say {
    match refusal {
        SignInRefusal::Expired => Say::new("sign-in-refused-expired"),
        SignInRefusal::Used => Say::new("sign-in-refused-used"),
        SignInRefusal::TooManyTries => Say::new("sign-in-refused-tries"),
        SignInRefusal::WrongCode(left) => Say::new("sign-in-refused-code").number("left", left),
    }
}

fn state(sign_in: &SignIn) -> SignInState {
    SignInState {
        created_at: sign_in.created_at,
        used_at: sign_in.used_at,
        tries: sign_in.tries,
    }
}

fn open(cx: &mut Cx<'_, '_>, sign_in: SignIn) -> Result<Opened> {
    if !store::sessions::use_sign_in(cx.tx, sign_in.id, cx.now)? {
        return Err(Error::Refused(say(SignInRefusal::Used)));
    }
    let account = account_of(cx, &sign_in.email)?;
    let token = open_session(cx, &account)?;
    Ok(Opened {
        token,
        back_to: sign_in.back_to,
    })
}

/// Opens a session for an account, closing the one the caller came with: the token always changes
/// at sign-in.
pub fn open_session(cx: &mut Cx<'_, '_>, account: &store::accounts::Account) -> Result<String> {
    if let Some(me) = &cx.me {
        store::sessions::delete(cx.tx, me.account_id, me.session_id)?;
    }
    let token = token::to_text(&cx.random::<32>());
    let session = Session {
        id: cx.id(),
        account_id: account.id,
        device: cx.caller.device.chars().take(200).collect(),
        created_at: cx.now,
        seen_at: cx.now,
    };
    store::sessions::insert(cx.tx, &session, &token::hash(&token))?;
    Ok(token)
}

/// The account of a proven address: the one there is, or a new one that claims the person who can
/// be written to there, or a new person named after the address until they say their name.
pub fn account_of(cx: &mut Cx<'_, '_>, email: &Email) -> Result<store::accounts::Account> {
    if let Some(account) = store::accounts::by_email(cx.tx, email)? {
        return Ok(account);
    }
    let person = match store::people::by_email(cx.tx, email)? {
        Some(person) => person,
        None => {
            let given = email
                .as_str()
                .split('@')
                .next()
                .unwrap_or_default()
                .to_owned();
            let person = Person {
                id: cx.id(),
                name: Name::new(given, ""),
                email: Some(email.clone()),
                lang: Lang::default(),
                visibility: Visibility::Private,
                has_portrait: false,
            };
            store::people::insert(cx.tx, &person, cx.now)?;
            person
        }
    };
    let account = store::accounts::Account {
        id: cx.id(),
        person_id: person.id,
        email: email.clone(),
        operator: false,
        calendar_version: 1,
    };
    store::accounts::insert(cx.tx, &account, cx.now)?;
    Ok(account)
}

/// Ends the session the call came with.
pub fn out(cx: &mut Cx<'_, '_>) -> Result<()> {
    let me = cx.me()?;
    let (account_id, session_id) = (me.account_id, me.session_id);
    store::sessions::delete(cx.tx, account_id, session_id)?;
    Ok(())
}

/// The viewer's live sessions, last used first.
pub fn sessions(cx: &mut Cx<'_, '_>) -> Result<Vec<Session>> {
    let account_id = cx.me()?.account_id;
    Ok(store::sessions::of_account(
        cx.tx,
        account_id,
        cx.now - SESSION_LIFE,
    )?)
}

/// Ends one of the viewer's sessions.
pub fn revoke(cx: &mut Cx<'_, '_>, id: SessionId) -> Result<()> {
    let account_id = cx.me()?.account_id;
    if store::sessions::delete(cx.tx, account_id, id)? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}
