//! Who was in the room, and when: intervals between coming in and going out.

use jiff::{SignedDuration, Timestamp};

/// A time somebody was away between two presences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// When they went out.
    pub left: Timestamp,
    /// When they came back.
    pub returned: Timestamp,
}

impl Absence {
    /// Whole minutes, rounded to the nearest.
    pub fn minutes(&self) -> i64 {
        minutes(self.returned.duration_since(self.left))
    }
}

/// Somebody's time in the room: intervals in order, the last one open while they are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    intervals: Vec<(Timestamp, Option<Timestamp>)>,
}

impl Presence {
    /// From marks in the order of time; `true` is coming in. What repeats the mark before it says
    /// nothing new: the earliest arrival counts, and so does the earliest departure.
    pub(super) fn of(marks: impl IntoIterator<Item = (Timestamp, bool)>) -> Self {
        let mut intervals: Vec<(Timestamp, Option<Timestamp>)> = Vec::new();
        for (at, comes) in marks {
            let inside = matches!(intervals.last(), Some((_, None)));
            if comes && !inside {
                intervals.push((at, None));
            } else if !comes
                && inside
                && let Some((_, end)) = intervals.last_mut()
            {
                *end = Some(at);
            }
        }
        Self { intervals }
    }

    /// When they first came in.
    pub fn arrived_at(&self) -> Option<Timestamp> {
        self.intervals.first().map(|(from, _)| *from)
    }

    /// Since when they are in the room, if they are.
    pub fn here_since(&self) -> Option<Timestamp> {
        match self.intervals.last() {
            Some((from, None)) => Some(*from),
            _ => None,
        }
    }

    /// Whether they were in the room at a moment.
    pub fn was_here(&self, at: Timestamp) -> bool {
        let holds = |&(from, to): &(Timestamp, Option<Timestamp>)| {
            from <= at && to.is_none_or(|to| at < to)
        };
        self.intervals.iter().any(holds)
    }

    /// When they last went out, if they did and are not back.
    pub fn left_at(&self) -> Option<Timestamp> {
        self.intervals.last().and_then(|(_, to)| *to)
    }

    /// The intervals until a moment: whoever is left is taken to leave then.
    pub fn intervals(&self, until: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let whole = self.intervals.iter();
        whole.map(move |&(from, to)| (from, to.unwrap_or(until.max(from))))
    }

    /// Whole minutes in the room until a moment, rounded to the nearest.
    pub fn minutes(&self, until: Timestamp) -> i64 {
        let spans = self
            .intervals(until)
            .map(|(from, to)| to.duration_since(from));
        minutes(spans.sum())
    }

    /// The times between two presences.
    pub fn absences(&self) -> Vec<Absence> {
        let pairs = self.intervals.windows(2);
        let gap = |pair: &[(Timestamp, Option<Timestamp>)]| match *pair {
            [(_, Some(left)), (returned, _)] => Some(Absence { left, returned }),
            _ => None,
        };
        pairs.filter_map(gap).collect()
    }
}

/// Whole minutes of a span, rounded to the nearest.
pub(super) fn minutes(span: SignedDuration) -> i64 {
    (span.as_secs() + 30).div_euclid(60)
}
