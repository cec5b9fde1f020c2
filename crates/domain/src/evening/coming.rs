//! Who is likely to arrive next: what orders the door's list of those who are expected.
//!
//! Somebody comes at all with a chance that follows their answer ([`Word::chance`]). When they come,
//! it is around their usual delay after the beginning: a logistic curve of scale [`SPREAD`], whose
//! middle is the mean of their former delays and of [`PRIOR`] imagined ones of [`USUAL_DELAY`] minutes,
//! so that one late evening does not make a latecomer. The list is ordered by the chance that they
//! come within the next [`SOON`] minutes, given that they have not come yet:
//!
//! `p · (F(t + soon) − F(t)) / (1 − p · F(t))`

/// Minutes after the beginning at which somebody nobody knows is expected.
pub const USUAL_DELAY: f64 = 12.0;
/// How many imagined evenings of [`USUAL_DELAY`] stand beside somebody's own.
pub const PRIOR: f64 = 2.0;
/// The scale of the curve, in minutes.
pub const SPREAD: f64 = 8.0;
/// What "next" means, in minutes.
pub const SOON: f64 = 15.0;

/// What somebody said of coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// They come, and have a seat.
    Going,
    /// They would come, and wait for a seat.
    Waiting,
    /// Perhaps.
    Maybe,
    /// They were asked, and did not answer.
    Silent,
    /// They do not come.
    No,
}

impl Word {
    /// The chance that they come at all.
    pub fn chance(self) -> f64 {
        match self {
            Self::Going => 0.9,
            Self::Maybe => 0.45,
            Self::Waiting => 0.3,
            Self::Silent => 0.1,
            Self::No => 0.02,
        }
    }
}

/// Somebody's former arrivals: how many, and the sum of their delays after the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Habit {
    /// Evenings they came to.
    pub evenings: u32,
    /// Minutes after the beginning, added up; early counts less than nothing.
    pub minutes: f64,
}

impl Habit {
    /// When they usually come, in minutes after the beginning.
    pub fn delay(self) -> f64 {
        (self.minutes + PRIOR * USUAL_DELAY) / (f64::from(self.evenings) + PRIOR)
    }
}

/// The chance that somebody who has not come yet does so soon. `minutes` is the time since the
/// beginning, less than nothing before it.
pub fn soon(word: Word, habit: Habit, minutes: f64) -> f64 {
    let curve = |at: f64| 1.0 / (1.0 + (-(at - habit.delay()) / SPREAD).exp());
    let (all, before) = (word.chance(), curve(minutes));
    all * (curve(minutes + SOON) - before) / (1.0 - all * before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habit(evenings: u32, delay: f64) -> Habit {
        Habit {
            evenings,
            minutes: f64::from(evenings) * delay,
        }
    }

    #[test]
    fn a_firm_answer_comes_before_a_maybe_and_a_maybe_before_silence() {
        let at = |word| soon(word, Habit::default(), 5.0);
        let order = [
            Word::Going,
            Word::Maybe,
            Word::Waiting,
            Word::Silent,
            Word::No,
        ];
        assert!(order.windows(2).all(|pair| at(pair[0]) > at(pair[1])));
    }

    #[test]
    fn the_early_are_expected_first_and_the_late_later() {
        let (early, late) = (habit(9, -5.0), habit(9, 45.0));
        assert!(soon(Word::Going, early, -5.0) > soon(Word::Going, late, -5.0));
        assert!(soon(Word::Going, late, 40.0) > soon(Word::Going, early, 40.0));
    }

    #[test]
    fn one_late_evening_does_not_make_a_latecomer() {
        assert!(habit(1, 60.0).delay() < 30.0);
        assert!(habit(20, 60.0).delay() > 50.0);
    }

    #[test]
    fn it_is_a_chance_at_any_hour() {
        for minutes in -600..600 {
            let chance = soon(Word::Going, habit(3, 10.0), f64::from(minutes));
            assert!((0.0..=1.0).contains(&chance), "{chance} at {minutes}");
        }
    }
}
