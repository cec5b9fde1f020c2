//! How close two people are, computed from what happened between them and kept nowhere.
//!
//! Each thing that happened is worth points, which fade with time:
//!
//! - **duration**: a talk of `m` minutes is worth `ln(1 + m / 5)`: two minutes 0.34, ten 1.1, half
//!   an hour 1.95. The second half-hour adds less than the first.
//! - **depth**: a card or another token handed over 0.5, an introduction made for the other 1, a
//!   promise 1.5, a promise kept 2.
//! - **recency**: points halve every [`HALF_LIFE`].
//! - **frequency**: points add up over evenings.
//!
//! The strength is `1 − e^(−points / 6)`: nothing is 0, one good conversation with a promise about
//! 0.4, friends who meet every week come near 1. The shape follows Granovetter's reading of a tie
//! ("The Strength of Weak Ties", 1973) as time, depth and reciprocal services; the weights are ours.

use jiff::{SignedDuration, Timestamp};

/// The time in which what happened loses half its weight: a season.
pub const HALF_LIFE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Points an evening must add to a tie to have strengthened it: more than a greeting and a card.
pub const STRENGTHENED: f64 = 1.5;

/// Something that happened between two people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// They talked, for so many minutes.
    Talk(f64),
    /// One gave the other a card or another token.
    Token,
    /// One introduced the other to somebody.
    Introduction,
    /// One promised the other something.
    Promise,
    /// A promise was kept.
    Kept,
}

impl Deed {
    /// What it is worth when it happens.
    pub fn points(self) -> f64 {
        match self {
            Self::Talk(minutes) => (minutes.max(0.0) / 5.0).ln_1p(),
            Self::Token => 0.5,
            Self::Introduction => 1.0,
            Self::Promise => 1.5,
            Self::Kept => 2.0,
        }
    }
}

/// The points of what happened, as of a moment; what is later does not count yet.
pub fn points(deeds: impl IntoIterator<Item = (Timestamp, Deed)>, now: Timestamp) -> f64 {
    let faded = |(at, deed): (Timestamp, Deed)| {
        let age = now.duration_since(at).as_secs_f64();
        if age < 0.0 {
            0.0
        } else {
            deed.points() * (-age / HALF_LIFE.as_secs_f64()).exp2()
        }
    };
    deeds.into_iter().map(faded).sum()
}

/// The strength of a tie, 0 to 1, by its points.
pub fn strength(points: f64) -> f64 {
    -(-points.max(0.0) / 6.0).exp_m1()
}

/// A tie in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// Nothing happened, or long ago.
    None,
    /// A greeting, a card: below 0.2.
    Faint,
    /// A talk and something more: below 0.4.
    Growing,
    /// A real conversation with a promise: below 0.65.
    Good,
    /// Again and again.
    Strong,
}

/// The word for a strength.
pub fn closeness(strength: f64) -> Closeness {
    match strength {
        ..0.02 => Closeness::None,
        ..0.2 => Closeness::Faint,
        ..0.4 => Closeness::Growing,
        ..0.65 => Closeness::Good,
        _ => Closeness::Strong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_with_a_promise_strengthens_and_a_greeting_does_not() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let evening = |deeds: &[Deed]| points(deeds.iter().map(|deed| (now, *deed)), now);
        assert!(evening(&[Deed::Talk(26.0), Deed::Token, Deed::Promise]) > STRENGTHENED);
        assert!(evening(&[Deed::Talk(4.0)]) < STRENGTHENED);
        assert!(evening(&[Deed::Talk(3.0), Deed::Token]) < STRENGTHENED);
    }

    #[test]
    fn a_greeting_is_faint_and_a_conversation_with_a_promise_is_good() {
        let of = |deeds: &[Deed]| closeness(strength(deeds.iter().map(|d| d.points()).sum()));
        assert_eq!(of(&[]), Closeness::None);
        assert_eq!(of(&[Deed::Talk(3.0), Deed::Token]), Closeness::Faint);
        assert_eq!(of(&[Deed::Talk(12.0), Deed::Token]), Closeness::Growing);
        assert_eq!(
            of(&[Deed::Talk(26.0), Deed::Token, Deed::Promise]),
            Closeness::Good
        );
    }

    #[test]
    fn a_tie_fades_to_half_its_points_in_a_season_and_the_future_does_not_count() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let then = [(now - HALF_LIFE, Deed::Kept)];
        assert!((points(then, now) - 1.0).abs() < 1e-9);
        assert_eq!(points([(now, Deed::Kept)], now - HALF_LIFE), 0.0);
        assert!(strength(0.0).abs() < 1e-12 && strength(1e6) <= 1.0);
        assert!(strength(2.0) < strength(3.0));
    }
}
