//! A person's path in a group: guest → applicant → member → alumni, with dates, and the seat a
//! member may hold.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{GroupId, MembershipId, PersonId};

/// Where on the path a person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Came, or was invited, to see.
    Guest,
    /// Asked to join.
    Applicant,
    /// Belongs.
    Member,
    /// Belonged.
    Alumni,
}

impl Standing {
    /// All four, in the order of the path.
    pub const ALL: [Self; 4] = [Self::Guest, Self::Applicant, Self::Member, Self::Alumni];

    /// Whether somebody standing here may be moved there. An applicant who is refused goes back to
    /// being a guest; an alumni who returns is a member again at once.
    pub fn may_become(self, next: Self) -> bool {
        use Standing::*;
        matches!(
            (self, next),
            (Guest, Applicant | Member)
                | (Applicant, Guest | Member)
                | (Member, Alumni)
                | (Alumni, Applicant | Member)
        )
    }
}

/// A person's belonging to a group. Each date is the last time that standing began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Which.
    pub id: MembershipId,
    /// The group.
    pub group_id: GroupId,
    /// The person.
    pub person_id: PersonId,
    /// Where they stand.
    pub standing: Standing,
    /// Who brought them to the group.
    pub invited_by: Option<PersonId>,
    /// The profession whose seat they hold, where the group has seats.
    pub seat: Option<String>,
    /// Guest since.
    pub guest_at: Option<Timestamp>,
    /// Applicant since.
    pub applied_at: Option<Timestamp>,
    /// Member since.
    pub member_at: Option<Timestamp>,
    /// Alumni since.
    pub left_at: Option<Timestamp>,
}

impl Membership {
    /// Moves to another standing at a time; `None` when the path does not lead there. Leaving
    /// frees the seat.
    pub fn moved(&self, next: Standing, at: Timestamp) -> Option<Self> {
        if !self.standing.may_become(next) {
            return None;
        }
        let mut moved = Self {
            standing: next,
            ..self.clone()
        };
        match next {
            Standing::Guest => moved.guest_at = Some(at),
            Standing::Applicant => moved.applied_at = Some(at),
            Standing::Member => moved.member_at = Some(at),
            Standing::Alumni => moved.left_at = Some(at),
        }
        if next != Standing::Member {
            moved.seat = None;
        }
        Some(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_path_leads_from_guest_to_alumni_and_back_in() {
        use Standing::*;
        let open: Vec<_> = Standing::ALL
            .iter()
            .flat_map(|from| Standing::ALL.iter().map(move |to| (*from, *to)))
            .filter(|(from, to)| from.may_become(*to))
            .collect();
        assert_eq!(
            open,
            [
                (Guest, Applicant),
                (Guest, Member),
                (Applicant, Guest),
                (Applicant, Member),
                (Member, Alumni),
                (Alumni, Applicant),
                (Alumni, Member),
            ]
        );
    }

    #[test]
    fn leaving_frees_the_seat_and_keeps_the_dates() {
        let t = |s| Timestamp::from_second(s).unwrap();
        let member = Membership {
            id: Uuid::from_u128(1).into(),
            group_id: Uuid::from_u128(2).into(),
            person_id: Uuid::from_u128(3).into(),
            standing: Standing::Member,
            invited_by: None,
            seat: Some("notaire".into()),
            guest_at: Some(t(1)),
            applied_at: None,
            member_at: Some(t(2)),
            left_at: None,
        };
        let gone = member.moved(Standing::Alumni, t(3)).unwrap();
        assert_eq!(
            (gone.seat, gone.member_at, gone.left_at),
            (None, Some(t(2)), Some(t(3)))
        );
        assert_eq!(member.moved(Standing::Guest, t(3)), None);
    }
}
