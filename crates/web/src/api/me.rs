//! What somebody may know of their own evenings: the same as their pages show.

use app::debrief::{self, MyDebrief};
use axum::Json;
use axum::extract::Path;
use domain::id::EventId;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::Reply;
use crate::visit::Visit;

/// One of my events.
#[derive(Serialize, ToSchema)]
pub struct MyEvent {
    /// Which.
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
}

/// My events.
#[derive(Serialize, ToSchema)]
pub struct MyEvents {
    /// Those that have begun, latest first.
    pub events: Vec<MyEvent>,
}

/// A promise of the evening.
#[derive(Serialize, ToSchema)]
pub struct FollowUpMade {
    /// `guest`, `one_to_one`, `visit`, `link_exchange`, `referral` or `promise`.
    pub kind: &'static str,
}

/// A time away.
#[derive(Serialize, ToSchema)]
pub struct Away {
    /// When I went out.
    #[schema(value_type = String, format = DateTime)]
    pub left: Timestamp,
    /// When I came back.
    #[schema(value_type = String, format = DateTime)]
    pub returned: Timestamp,
    /// Whole minutes.
    pub minutes: i64,
}

/// My debrief of one event, computed from its log and from what I wrote.
#[derive(Serialize, ToSchema)]
pub struct DebriefOfMine {
    /// Cards received.
    pub cards: usize,
    /// How many people gave them.
    pub people_behind_cards: usize,
    /// People met for the first time.
    pub new_people: usize,
    /// People met who were known before.
    pub known_people: usize,
    /// Tokens received that are no cards.
    pub tokens: usize,
    /// What was promised, in the order of promising.
    pub follow_ups: Vec<FollowUpMade>,
    /// People known before to whom the tie grew.
    pub ties_strengthened: usize,
    /// Whole minutes in the room.
    pub minutes_present: i64,
    /// The times away in between.
    pub absences: Vec<Away>,
    /// The line I drew from the evening, if I wrote one.
    pub lesson: Option<String>,
}

impl From<MyDebrief> for DebriefOfMine {
    fn from(debrief: MyDebrief) -> Self {
        let MyDebrief { story, own, .. } = debrief;
        let absences = story.absences.iter().map(|absence| Away {
            left: absence.left,
            returned: absence.returned,
            minutes: absence.minutes(),
        });
        let promised = own.iter().flat_map(|own| &own.follow_ups);
        Self {
            cards: story.cards.len(),
            people_behind_cards: story.people_behind_cards.len(),
            new_people: story.new_people.len(),
            known_people: story.known_people.len(),
            tokens: story.tokens.len(),
            follow_ups: promised
                .map(|(promise, _)| FollowUpMade {
                    kind: promise.kind.word(),
                })
                .collect(),
            ties_strengthened: own.as_ref().map_or(0, |own| own.strengthened.len()),
            minutes_present: story.minutes_present,
            absences: absences.collect(),
            lesson: own.and_then(|own| own.lesson),
        }
    }
}

/// My events: those I came to, answered or was invited to, once they have begun.
#[utoipa::path(
    get, path = "/api/v1/me/events", tag = "me",
    responses(
        (status = 200, description = "Latest first", body = MyEvents),
        (status = 401, description = "No session", body = super::ErrorBody),
    ),
    security(("session" = [])),
)]
pub async fn events(visit: Visit) -> Reply<MyEvents> {
    let events = visit.read(debrief::my_events).await?.value;
    let events = events.into_iter().map(|event| MyEvent {
        id: event.id,
        title: event.title,
        starts_at: event.starts_at,
    });
    Ok(Json(MyEvents {
        events: events.collect(),
    }))
}

/// My debrief of an event.
#[utoipa::path(
    get, path = "/api/v1/me/events/{id}/debrief", tag = "me",
    params(("id" = EventId, Path, description = "The event")),
    responses(
        (status = 200, description = "What the evening was worth to me", body = DebriefOfMine),
        (status = 401, description = "No session", body = super::ErrorBody),
        (status = 403, description = "I had no seat at this event", body = super::ErrorBody),
        (status = 404, description = "There is no such event", body = super::ErrorBody),
        (status = 422, description = "It has not begun", body = super::ErrorBody),
    ),
    security(("session" = [])),
)]
pub async fn debrief(visit: Visit, Path(id): Path<EventId>) -> Reply<DebriefOfMine> {
    let debrief = visit.read(move |cx| debrief::by_session(cx, id)).await?;
    Ok(Json(debrief.value.into()))
}
