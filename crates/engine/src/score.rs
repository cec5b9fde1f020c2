//! What an introduction is worth, and why.
//!
//! Owns the points of a pair, each with its reason as data (which seek met which offer), never as text.
//! Refuses to know who is in the room or what time it is: it is told minutes and counts.
//!
//! | reason | points |
//! |---|---|
//! | two people who have not met | 100 |
//! | a seek met by an offer, each way, three topics at most | 150 each |
//! | an interest in common, three at most | 60 each |
//! | a bridge: both belong to a group, and to none together | 80 |
//! | a language in common (two people who tell theirs and share none are not brought together) | 40 |
//! | someone available knows both: less for each introduction they made tonight | 120 − 30 each |
//! | both are newcomers: better that one knows the house | −150 |
//! | a newcomer alone, and each whole minute of it up to thirty | 2000 + 100 each |
//! | another person alone, and each whole minute of it up to thirty | 200 + 20 each |
//! | each introduction received tonight, five at most | −60 each |
//!
//! The pair's own reasons reach 1,420 points at most, less than one newcomer alone brings, so a
//! newcomer alone comes first.

/// A topic, interest, language or group, numbered by the caller.
pub type Tag = u32;

/// A person, numbered by the caller.
pub type Person = u32;

/// What a person is and looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Topics sought.
    pub seeks: Vec<Tag>,
    /// Topics offered, numbered as those sought.
    pub offers: Vec<Tag>,
    /// What the person likes to talk about.
    pub interests: Vec<Tag>,
    /// Languages spoken; none told means any will do.
    pub languages: Vec<Tag>,
    /// Groups the person belongs to.
    pub groups: Vec<Tag>,
    /// Whether this is a first time.
    pub newcomer: bool,
}

/// Why two people should meet, or rather not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// They have not met.
    NotYetMet,
    /// What one seeks, the other offers.
    SeekMetByOffer {
        /// Who seeks.
        seeker: Person,
        /// Who offers.
        offerer: Person,
        /// What.
        topic: Tag,
    },
    /// Both like it.
    CommonGround {
        /// What.
        interest: Tag,
    },
    /// They belong to different groups.
    Bridge,
    /// Both speak it.
    Language {
        /// The first in common.
        language: Tag,
    },
    /// Someone available knows both.
    Introducer {
        /// Who.
        by: Person,
    },
    /// Neither knows the house.
    BothNewcomers,
    /// A newcomer stands alone.
    NewcomerAlone {
        /// Who.
        person: Person,
        /// For how many whole minutes.
        minutes: i64,
    },
    /// Somebody stands alone.
    Alone {
        /// Who.
        person: Person,
        /// For how many whole minutes.
        minutes: i64,
    },
    /// Others have waited longer for an introduction.
    IntroducedAlready {
        /// Who.
        person: Person,
        /// How often tonight.
        times: u32,
    },
}

/// A reason and what it counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The reason.
    pub why: Why,
    /// Its points, below nought when it speaks against.
    pub points: i64,
}

const NOT_YET_MET: i64 = 100;
const SEEK_MET: i64 = 150;
const COMMON_GROUND: i64 = 60;
const MOST_TAGS: usize = 3;
const BRIDGE: i64 = 80;
const LANGUAGE: i64 = 40;
const INTRODUCER: i64 = 120;
const INTRODUCER_TIRED: i64 = 30;
const BOTH_NEWCOMERS: i64 = -150;
const NEWCOMER_ALONE: (i64, i64) = (2000, 100);
const ALONE: (i64, i64) = (200, 20);
const MOST_MINUTES: i64 = 30;
const INTRODUCED_ALREADY: i64 = -60;
const MOST_INTRODUCTIONS: u32 = 5;

/// Tags in order, with a summary that tells most disjoint sets apart at once.
#[derive(Clone, Debug, Default)]
struct Tags {
    summary: u64,
    sorted: Vec<Tag>,
}

impl Tags {
    fn new(tags: &[Tag]) -> Self {
        let mut sorted = tags.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        Self {
            summary: sorted.iter().fold(0, |bits, tag| bits | 1 << (tag % 64)),
            sorted,
        }
    }

    /// Calls `visit` with each tag of both sets, in order.
    fn common(&self, other: &Self, mut visit: impl FnMut(Tag)) {
        if self.summary & other.summary == 0 {
            return;
        }
        let (mut mine, mut theirs) = (self.sorted.iter(), other.sorted.iter());
        let (mut a, mut b) = (mine.next(), theirs.next());
        while let (Some(x), Some(y)) = (a, b) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => a = mine.next(),
                std::cmp::Ordering::Greater => b = theirs.next(),
                std::cmp::Ordering::Equal => {
                    visit(*x);
                    (a, b) = (mine.next(), theirs.next());
                }
            }
        }
    }

    fn first_common(&self, other: &Self) -> Option<Tag> {
        let mut first = None;
        self.common(other, |tag| first = first.or(Some(tag)));
        first
    }
}

/// A profile made ready for being compared with thousands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits {
    person: Person,
    seeks: Tags,
    offers: Tags,
    interests: Tags,
    languages: Tags,
    groups: Tags,
    pub newcomer: bool,
}

impl Traits {
    pub fn new(person: Person, profile: &Profile) -> Self {
        Self {
            person,
            seeks: Tags::new(&profile.seeks),
            offers: Tags::new(&profile.offers),
            interests: Tags::new(&profile.interests),
            languages: Tags::new(&profile.languages),
            groups: Tags::new(&profile.groups),
            newcomer: profile.newcomer,
        }
    }

    /// The points that depend on the two profiles alone; `None` when they share no language.
    pub fn affinity(&self, other: &Self) -> Option<i64> {
        let mut points = 0;
        self.weigh(other, |reason| points += reason.points)
            .then_some(points)
    }

    /// Calls `visit` with each reason that depends on the profiles alone. Says whether the two can
    /// talk at all.
    pub fn weigh(&self, other: &Self, mut visit: impl FnMut(Reason)) -> bool {
        let mut give = |why, points| visit(Reason { why, points });
        if !self.languages.sorted.is_empty() && !other.languages.sorted.is_empty() {
            let Some(language) = self.languages.first_common(&other.languages) else {
                return false;
            };
            give(Why::Language { language }, LANGUAGE);
        }
        give(Why::NotYetMet, NOT_YET_MET);
        for (seeker, offerer) in [(self, other), (other, self)] {
            let mut count = 0;
            seeker.seeks.common(&offerer.offers, |topic| {
                if count < MOST_TAGS {
                    let (seeker, offerer) = (seeker.person, offerer.person);
                    give(
                        Why::SeekMetByOffer {
                            seeker,
                            offerer,
                            topic,
                        },
                        SEEK_MET,
                    );
                }
                count += 1;
            });
        }
        let mut count = 0;
        self.interests.common(&other.interests, |interest| {
            if count < MOST_TAGS {
                give(Why::CommonGround { interest }, COMMON_GROUND);
            }
            count += 1;
        });
        let grouped = !self.groups.sorted.is_empty() && !other.groups.sorted.is_empty();
        if grouped && self.groups.first_common(&other.groups).is_none() {
            give(Why::Bridge, BRIDGE);
        }
        if self.newcomer && other.newcomer {
            give(Why::BothNewcomers, BOTH_NEWCOMERS);
        }
        true
    }
}

/// How much two profiles share, counted without saying what.
pub(crate) struct Shared {
    /// Topics one seeks and the other offers, each way.
    pub seeks_met: [u32; 2],
    pub interests: u32,
    pub bridge: bool,
    pub language: bool,
    pub newcomers: bool,
}

impl Shared {
    /// The points of the reasons that [`Traits::weigh`] would list.
    pub fn points(&self) -> i64 {
        let most = |count: u32| i64::from(count.min(MOST_TAGS as u32));
        NOT_YET_MET
            + SEEK_MET * (most(self.seeks_met[0]) + most(self.seeks_met[1]))
            + COMMON_GROUND * most(self.interests)
            + BRIDGE * i64::from(self.bridge)
            + LANGUAGE * i64::from(self.language)
            + BOTH_NEWCOMERS * i64::from(self.newcomers)
    }
}

/// What being introduced by `by`, who made `hosted` introductions tonight, counts for.
pub(crate) fn introducer(by: Person, hosted: u32) -> Reason {
    let points = (INTRODUCER - INTRODUCER_TIRED * i64::from(hosted)).max(0);
    Reason {
        why: Why::Introducer { by },
        points,
    }
}

/// Calls `visit` with what one person brings to any introduction: how long they have been alone, in
/// whole minutes, and how many introductions they received tonight.
pub(crate) fn weigh_person(
    traits: &Traits,
    alone: Option<i64>,
    received: u32,
    mut visit: impl FnMut(Reason),
) {
    let person = traits.person;
    if let Some(minutes) = alone {
        let minutes = minutes.max(0);
        let (why, (base, each)) = if traits.newcomer {
            (Why::NewcomerAlone { person, minutes }, NEWCOMER_ALONE)
        } else {
            (Why::Alone { person, minutes }, ALONE)
        };
        visit(Reason {
            why,
            points: base + each * minutes.min(MOST_MINUTES),
        });
    }
    if received > 0 {
        let points = INTRODUCED_ALREADY * i64::from(received.min(MOST_INTRODUCTIONS));
        visit(Reason {
            why: Why::IntroducedAlready {
                person,
                times: received,
            },
            points,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: Person, change: impl FnOnce(&mut Profile)) -> Traits {
        let mut profile = Profile::default();
        change(&mut profile);
        Traits::new(number, &profile)
    }

    #[test]
    fn a_seek_met_by_an_offer_says_who_and_what() {
        let seeker = person(1, |p| p.seeks = vec![9, 4, 4]);
        let offerer = person(2, |p| p.offers = vec![4, 68]);
        let mut reasons = Vec::new();
        assert!(seeker.weigh(&offerer, |reason| reasons.push(reason.why)));
        let met = Why::SeekMetByOffer {
            seeker: 1,
            offerer: 2,
            topic: 4,
        };
        assert_eq!(reasons, [Why::NotYetMet, met]);
        assert_eq!(offerer.affinity(&seeker), Some(NOT_YET_MET + SEEK_MET));
    }

    #[test]
    fn two_who_share_no_language_are_not_brought_together() {
        let one = person(1, |p| p.languages = vec![1]);
        let other = person(2, |p| p.languages = vec![2]);
        let silent = person(3, |_| {});
        assert_eq!(one.affinity(&other), None);
        assert_eq!(one.affinity(&silent), Some(NOT_YET_MET));
        assert_eq!(one.affinity(&one), Some(NOT_YET_MET + LANGUAGE));
    }

    #[test]
    fn a_newcomer_alone_outweighs_every_fit() {
        let all = |p: &mut Profile| {
            p.seeks = (0..9).collect();
            p.offers = (0..9).collect();
            p.interests = (0..9).collect();
            p.languages = vec![1];
        };
        let one = person(1, |p| (all(p), p.groups = vec![1]).1);
        let other = person(2, |p| (all(p), p.groups = vec![2]).1);
        let most = one.affinity(&other).expect("a language in common") + introducer(3, 0).points;
        assert_eq!(most, 1420);
        let mut newcomer = 0;
        let traits = person(4, |p| p.newcomer = true);
        weigh_person(&traits, Some(0), 0, |reason| newcomer += reason.points);
        assert!(newcomer > most);
    }

    #[test]
    fn an_introducer_tires() {
        assert_eq!(introducer(1, 1).points, INTRODUCER - INTRODUCER_TIRED);
        assert_eq!(introducer(1, 1000).points, 0);
    }
}
