//! Who is shown to whom among those who came: what somebody says tonight, or else their profile.

use crate::person::Visibility;

/// Whether somebody who came may be shown to another guest. What they said tonight wins. Until they
/// say, their profile decides: the public is everybody there, members are those of a group that both
/// belong to (`fellow`), and private is nobody.
pub fn shows(said: Option<bool>, visibility: Visibility, fellow: bool) -> bool {
    said.unwrap_or(match visibility {
        Visibility::Public => true,
        Visibility::Members => fellow,
        Visibility::Private => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_says_tonight_wins_over_their_profile() {
        use Visibility::{Members, Private, Public};
        for (said, visibility, fellow, shown) in [
            (None, Public, false, true),
            (None, Members, true, true),
            (None, Members, false, false),
            (None, Private, true, false),
            (Some(true), Private, false, true),
            (Some(false), Public, true, false),
        ] {
            assert_eq!(
                shows(said, visibility, fellow),
                shown,
                "{said:?} {visibility:?}"
            );
        }
    }
}
