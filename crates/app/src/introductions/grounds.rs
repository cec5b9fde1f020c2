//! Why two people should meet, as data that pages put into words. Each ground knows whether the two may
//! read it themselves: what somebody wrote in their answer is for those who run the evening.

use domain::id::PersonId;
use domain::person::Name;
use engine::score::{Reason, Why};

use crate::room::Kept;

/// Grounds told of one introduction.
const MOST: usize = 2;

/// Why two people should meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// One asked to meet the other.
    Wish {
        /// Who asked.
        by: Name,
        /// To meet whom.
        to: Name,
    },
    /// What one seeks, the other is or offers.
    Seek {
        /// Who seeks.
        seeker: Name,
        /// Who has it.
        other: Name,
        /// What is sought, in the seeker's words.
        seek: String,
        /// What the other is or offers, in their words.
        has: String,
        /// Whether that is their trade.
        trade: bool,
        /// Whether both stand on cards of tonight.
        open: bool,
    },
    /// A word that stands on both their cards.
    Word {
        /// The word.
        word: String,
    },
}

impl Ground {
    /// Whether the two may read it.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Seek { open, .. } => *open,
            Self::Word { .. } => true,
            // Whom somebody asked for is told by the host, or by themselves.
            Self::Wish { .. } => false,
        }
    }
}

/// The grounds among an engine's reasons, the weightiest first; a word in common as `one` wrote it.
pub(super) fn of(kept: &Kept, one: PersonId, reasons: &[Reason]) -> Vec<Ground> {
    let mut grounds: Vec<Ground> = Vec::new();
    for reason in reasons {
        let Some(ground) = ground(kept, one, reason) else {
            continue;
        };
        let said = |other: &Ground| match (other, &ground) {
            (Ground::Seek { seeker: a, .. }, Ground::Seek { seeker: b, .. }) => a == b,
            (Ground::Word { .. }, Ground::Word { .. }) => true,
            _ => false,
        };
        if !grounds.iter().any(said) {
            grounds.push(ground);
        }
    }
    // A word in common says little where a need is met.
    let met = |ground: &Ground| matches!(ground, Ground::Wish { .. } | Ground::Seek { .. });
    if grounds.iter().any(met) {
        grounds.retain(|ground| met(ground));
    }
    grounds.truncate(MOST);
    grounds
}

fn ground(kept: &Kept, one: PersonId, reason: &Reason) -> Option<Ground> {
    let name = |id: PersonId| kept.traits(id).map(|traits| traits.name.clone());
    match reason.why {
        Why::SeekMetByOffer {
            seeker,
            offerer,
            topic,
        } => {
            let (seeker, other) = (kept.id(seeker), kept.id(offerer));
            let (by, to) = (name(seeker)?, name(other)?);
            if topic == crate::room::traits::person_tag(other) {
                return Some(Ground::Wish { by, to });
            }
            let seek = kept.traits(seeker)?.seeks.get(&topic)?;
            let has = kept.traits(other)?.offers.get(&topic)?;
            Some(Ground::Seek {
                seeker: by,
                other: to,
                seek: seek.text.clone(),
                has: has.text.clone(),
                trade: has.trade,
                open: seek.open && has.open,
            })
        }
        Why::CommonGround { interest } => {
            let word = kept.traits(one)?.words.get(&interest)?.clone();
            Some(Ground::Word { word })
        }
        _ => None,
    }
}
