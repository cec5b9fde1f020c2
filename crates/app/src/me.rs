//! The viewer's own page: what they belong to, what they say of themselves.

pub use store::memberships::OwnGroup;

use crate::person::{self, Profile};
use crate::{Cx, Result};

/// What the viewer finds when they come home.
#[derive(Clone, Debug)]
pub struct Home {
    /// What they say of themselves.
    pub profile: Profile,
    /// Whether they never said their name.
    pub is_unnamed: bool,
    /// The groups they belong to or run.
    pub groups: Vec<OwnGroup>,
}

/// The viewer's home.
pub fn home(cx: &mut Cx<'_, '_>) -> Result<Home> {
    let me = cx.me()?;
    let (id, is_unnamed) = (me.person_id, person::is_unnamed(me));
    Ok(Home {
        profile: person::profile(cx)?,
        is_unnamed,
        groups: store::memberships::groups_of(cx.tx, id)?,
    })
}
