//! Passwords of telephones: made by the program, shown once, each for one device, taken back at any
//! time. They open their keeper's address book and nothing else.

use domain::account::Email;
use domain::id::AppPasswordId;
use jiff::SignedDuration;
pub use store::app_passwords::AppPassword;

use crate::form::Check;
use crate::seat::Keeper;
use crate::{Cx, Error, Result};

/// The longest name of a telephone.
pub const NAME_LIMIT: usize = 60;
/// Passwords one person may have.
const LIMIT: usize = 20;
/// How long a password may be used before its use is noted again.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// Letters that nobody takes for another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Makes a password, which is shown this once: four groups of six letters, 120 bits.
pub fn make(cx: &mut Cx<'_, '_>, keeper: Keeper, name: &str) -> Result<(AppPassword, String)> {
    let mut check = Check::default();
    let name = check.line("name", name, NAME_LIMIT);
    check.done()?;
    store::people::hold(cx.tx, keeper.id())?;
    if store::app_passwords::of_keeper(cx.tx, keeper.id())?.len() >= LIMIT {
        return Err(Error::refused("phone-passwords-many"));
    }
    let letters = cx
        .random::<24>()
        .map(|byte| LETTERS[usize::from(byte) % LETTERS.len()]);
    let groups = letters.chunks(6).map(String::from_utf8_lossy);
    let secret = groups.collect::<Vec<_>>().join("-");
    let password = AppPassword {
        id: cx.id(),
        keeper_id: keeper.id(),
        name,
        created_at: cx.now,
        seen_at: None,
    };
    store::app_passwords::insert(cx.tx, &password, &crate::token::hash(&secret))?;
    Ok((password, secret))
}

/// Takes a password back.
pub fn revoke(cx: &mut Cx<'_, '_>, keeper: Keeper, id: AppPasswordId) -> Result<()> {
    if store::app_passwords::revoke(cx.tx, keeper.id(), id, cx.now)? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// What a telephone shows to be let in.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The address of the account.
    pub login: String,
    /// The password.
    pub secret: String,
}

/// Whose address book a password opens.
#[derive(Clone, Debug)]
pub struct LetIn {
    /// The keeper.
    pub keeper: Keeper,
    /// Whether the use is yet to be noted, which takes a unit that writes.
    pub unnoted: bool,
}

/// Lets a telephone in.
pub fn let_in(cx: &mut Cx<'_, '_>, shown: &Shown) -> Result<LetIn> {
    let email: Email = shown.login.parse().map_err(|_| Error::SignInNeeded)?;
    let hash = crate::token::hash(shown.secret.trim());
    let found = store::app_passwords::find(cx.tx, &email, &hash)?;
    let found = found.ok_or(Error::SignInNeeded)?;
    let due = found
        .seen_at
        .is_none_or(|seen| cx.now.duration_since(seen) > TOUCH_AFTER);
    if due && cx.writes {
        store::app_passwords::touch(cx.tx, found.keeper_id, found.id, cx.now)?;
    }
    Ok(LetIn {
        keeper: Keeper::of_app_password(&found),
        unnoted: due && !cx.writes,
    })
}
