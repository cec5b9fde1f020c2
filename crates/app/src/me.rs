//! The viewer's own page: what they belong to, what they say of themselves.

pub use store::memberships::OwnGroup;

use crate::events::{self, Mine};
use crate::person::{self, Profile};
use crate::{Cx, Result, calendars};

/// What the viewer finds when they come home.
#[derive(Clone, Debug)]
pub struct Home {
    /// What they say of themselves.
    pub profile: Profile,
    /// Whether they never said their name.
    pub is_unnamed: bool,
    /// The groups they belong to or run.
    pub groups: Vec<OwnGroup>,
    /// What comes next for them.
    pub next: Mine,
    /// The token of their private calendar.
    pub calendar: String,
}

/// How many coming events of each sort the home shows.
const NEXT: i64 = 6;

/// The viewer's home.
pub fn home(cx: &mut Cx<'_, '_>) -> Result<Home> {
    let me = cx.me()?;
    let (id, is_unnamed) = (me.person_id, person::is_unnamed(me));
    Ok(Home {
        profile: person::profile(cx)?,
        is_unnamed,
        groups: store::memberships::groups_of(cx.tx, id)?,
        next: events::next_of_mine(cx, NEXT)?,
        calendar: calendars::my_token(cx)?,
    })
}
