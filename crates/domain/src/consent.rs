//! Whether somebody may be written to, on what ground, and until when.
//!
//! The grounds are those of Canada's anti-spam law (S.C. 2010, c. 23): express consent (s. 10(1));
//! an address handed over in person (s. 10(9)(c), the two years are the house's own limit); an
//! inquiry (s. 10(10)(e): six months); a membership (s. 10(13)(c): two years from its end); and a
//! recommendation by a third party (Regulations SOR/2013-221, s. 4: one first message, which names
//! who recommends). Québec's Law 25 adds that a ground is kept with its source and date, and ends
//! when it is withdrawn. Answers to what somebody asked for themselves need no ground (s. 6(6)).
//!
//! Pure: a moment and the grounds in, a decision out. Who gathers them is `app::consent`.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// The zone whose days count, where no event or group has one of its own.
pub fn zone() -> TimeZone {
    TimeZone::get("America/Toronto").unwrap_or(TimeZone::UTC)
}

/// Why somebody may be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Somebody who knows both asked for one first message.
    Referral,
    /// They asked something, answered or came.
    Inquiry,
    /// They gave their card.
    GaveCard,
    /// They are a member of the group.
    Member,
    /// They said yes, in so many words.
    Express,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Self; 5] = [
        Self::Referral,
        Self::Inquiry,
        Self::GaveCard,
        Self::Member,
        Self::Express,
    ];

    /// Those a keeper can note of a contact by hand.
    pub const NOTED: [Self; 3] = [Self::Express, Self::GaveCard, Self::Inquiry];

    /// Its word in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::Inquiry => "inquiry",
            Self::GaveCard => "gave_card",
            Self::Member => "member",
            Self::Express => "express",
        }
    }

    /// The basis of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.word() == word)
    }

    /// How long it lasts from its moment; `None` when it has no end of its own.
    fn lasts(self) -> Option<Span> {
        match self {
            Self::Express => None,
            // From the moment of the one message: none is left.
            Self::Referral => Some(Span::new()),
            Self::Inquiry => Some(Span::new().months(6)),
            Self::GaveCard | Self::Member => Some(Span::new().years(2)),
        }
    }
}

/// One ground, with its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Which.
    pub basis: Basis,
    /// Since when it holds.
    pub since: Timestamp,
    /// From when its time runs: the end of a membership, the one message of a referral. `None`
    /// while it has not begun to run; for the other bases it is `since`.
    pub from: Option<Timestamp>,
}

impl Ground {
    /// A ground whose time runs from its own moment.
    pub fn new(basis: Basis, since: Timestamp) -> Self {
        Self {
            basis,
            since,
            from: Some(since),
        }
    }

    /// A membership, which may have ended.
    pub fn member(since: Timestamp, left: Option<Timestamp>) -> Self {
        Self {
            basis: Basis::Member,
            since,
            from: left,
        }
    }

    /// When it ends; `None` when nothing ends it yet.
    pub fn ends(&self) -> Option<Timestamp> {
        let (from, lasts) = (self.from?, self.basis.lasts()?);
        // By the clock on the wall: six months after the 15th is the 15th, in summer and in winter.
        let day = from.to_zoned(zone());
        Some(day.checked_add(lasts).map_or(from, |end| end.timestamp()))
    }
}

/// Why nobody may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no ground at all.
    Nothing,
    /// The last ground has ended.
    Ended(Basis, Timestamp),
    /// The one message of a referral was sent.
    Spent(Timestamp),
    /// They asked not to be written to.
    Withdrawn(Timestamp),
}

/// The ground on which somebody may be written to now: the one that lasts longest. A withdrawal
/// ends every ground before it; only what they did later gives a new one.
pub fn decide(
    grounds: &[Ground],
    withdrawn: Option<Timestamp>,
    now: Timestamp,
) -> Result<Ground, Refusal> {
    let stands = |ground: &&Ground| withdrawn.is_none_or(|at| ground.since > at);
    let live = |ground: &&Ground| ground.since <= now && ground.ends().is_none_or(|end| now < end);
    let lasting = |ground: &&Ground| (ground.ends().is_none(), ground.ends(), ground.basis);
    let best = grounds.iter().filter(stands).filter(live);
    if let Some(best) = best.max_by_key(lasting) {
        return Ok(*best);
    }
    if let Some(at) = withdrawn {
        return Err(Refusal::Withdrawn(at));
    }
    let ended = |ground: &Ground| Some((ground.ends()?, ground.basis));
    match grounds.iter().filter_map(ended).max() {
        Some((at, Basis::Referral)) => Err(Refusal::Spent(at)),
        Some((at, basis)) => Err(Refusal::Ended(basis, at)),
        None => Err(Refusal::Nothing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    const MET: &str = "2025-05-14T22:00:00Z";

    fn at(grounds: &[Ground], now: &str) -> Result<Basis, Refusal> {
        decide(grounds, None, t(now)).map(|ground| ground.basis)
    }

    #[test]
    fn a_card_lasts_two_years_and_an_inquiry_six_months() {
        let card = Ground::new(Basis::GaveCard, t(MET));
        assert_eq!(at(&[card], "2027-05-14T21:59:59Z"), Ok(Basis::GaveCard));
        let end = t("2027-05-14T22:00:00Z");
        assert_eq!(
            at(&[card], "2027-05-14T22:00:00Z"),
            Err(Refusal::Ended(Basis::GaveCard, end))
        );
        let asked = Ground::new(Basis::Inquiry, t(MET));
        assert_eq!(asked.ends(), Some(t("2025-11-14T23:00:00Z")));
        assert_eq!(
            at(&[asked, card], "2025-12-01T00:00:00Z"),
            Ok(Basis::GaveCard)
        );
    }

    #[test]
    fn time_runs_in_days_of_the_house_across_changes_of_hour_and_short_months() {
        let table = [
            (Basis::Inquiry, "2026-07-15", "2027-01-15"),
            (Basis::Inquiry, "2026-08-31", "2027-02-28"),
            (Basis::Inquiry, "2027-08-31", "2028-02-29"),
            (Basis::Inquiry, "2026-01-15", "2026-07-15"),
            (Basis::Inquiry, "2026-03-08", "2026-09-08"),
            (Basis::Inquiry, "2026-11-01", "2027-05-01"),
            (Basis::GaveCard, "2026-11-12", "2028-11-12"),
            (Basis::GaveCard, "2028-02-29", "2030-02-28"),
        ];
        for (basis, from, until) in table {
            let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
            let moments = [day(from).at(0, 0, 0, 0), day(from).at(23, 30, 0, 0)];
            for at in moments.map(|at| at.to_zoned(zone()).unwrap()) {
                let end = Ground::new(basis, at.timestamp()).ends().unwrap();
                let end = end.to_zoned(zone());
                assert_eq!((end.date(), end.time()), (day(until), at.time()), "{from}");
            }
        }
    }

    #[test]
    fn a_member_has_no_end_until_they_leave_and_two_years_after() {
        let member = Ground::member(t(MET), None);
        assert_eq!(at(&[member], "2035-01-01T00:00:00Z"), Ok(Basis::Member));
        let left = Ground::member(t(MET), Some(t("2026-01-31T12:00:00Z")));
        assert_eq!(left.ends(), Some(t("2028-01-31T12:00:00Z")));
    }

    #[test]
    fn a_referral_is_spent_by_its_one_message() {
        let spent = Ground::new(Basis::Referral, t(MET));
        assert_eq!(at(&[spent], MET), Err(Refusal::Spent(t(MET))));
        assert_eq!(at(&[], MET), Err(Refusal::Nothing));
        let answered = Ground::new(Basis::Inquiry, t("2025-05-20T00:00:00Z"));
        assert_eq!(
            at(&[spent, answered], "2025-05-21T00:00:00Z"),
            Ok(Basis::Inquiry)
        );
    }

    #[test]
    fn a_withdrawal_ends_everything_before_it_and_nothing_after() {
        let gone = Some(t("2025-06-01T00:00:00Z"));
        let grounds = [
            Ground::new(Basis::Express, t(MET)),
            Ground::member(t(MET), None),
        ];
        let now = t("2025-07-02T00:00:00Z");
        assert_eq!(
            decide(&grounds, gone, now),
            Err(Refusal::Withdrawn(t("2025-06-01T00:00:00Z")))
        );
        let later = Ground::new(Basis::GaveCard, t("2025-07-01T00:00:00Z"));
        let decided = decide(&[grounds[0], later], gone, now);
        assert_eq!(decided, Ok(later));
    }

    #[test]
    fn what_has_no_end_wins_over_what_has_one() {
        let yes = Ground::new(Basis::Express, t(MET));
        let card = Ground::new(Basis::GaveCard, t("2025-06-01T00:00:00Z"));
        assert_eq!(at(&[card, yes], "2025-06-02T00:00:00Z"), Ok(Basis::Express));
        assert_eq!(at(&[yes], "2025-01-01T00:00:00Z"), Err(Refusal::Nothing));
    }

    #[test]
    fn words_of_the_store_come_back_as_they_went() {
        for basis in Basis::ALL {
            assert_eq!(Basis::parse(basis.word()), Some(basis));
        }
        assert_eq!(Basis::parse("curiosity"), None);
    }
}
