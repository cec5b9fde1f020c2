//! Live screens: what is added to an event's log appears on every screen that watches it, by
//! server-sent events, on whichever node it was written.
//!
//! One pump an event reads what is new once, whatever the number of screens, and hands the same
//! bytes to all of them. It rests between readings, so that a rush costs no more than a trickle,
//! and ends with its last screen.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::log::{self, Heard};
use app::{App, Caller, Cx, Notice, seat};
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::id::{EventId, PersonId};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{Receiver, Sender};
use tokio::time::{Instant, timeout};

use crate::api::bearer;
use crate::api::log::EntryStored;
use crate::visit::{Answer, Visit};

/// How long a pump rests after a reading: what a screen may wait, and what a rush costs.
const REST: Duration = Duration::from_millis(40);
/// Readings a slow screen may be behind before it is told to start over.
const BEHIND: usize = 256;
/// A word at least so often, so that a dead connection is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a screen watches before it must show again that it may.
const LIFE: Duration = Duration::from_secs(60 * 60);
/// How often a guest's screen hears of what is not about them.
const CALM: Duration = Duration::from_secs(5);

/// What one reading found, ready to be sent.
struct Frame {
    /// For those who run the event: the entries, with names and counts.
    host: Bytes,
    /// Whom the entries name.
    people: Vec<PersonId>,
}

/// The pumps, by event.
#[derive(Default)]
pub struct Live {
    pumps: Mutex<HashMap<EventId, Sender<Arc<Frame>>>>,
}

impl Live {
    /// Watches an event from a position on.
    fn watch(self: &Arc<Self>, app: &App, event: EventId, position: i64) -> Receiver<Arc<Frame>> {
        let mut pumps = self.pumps.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pump) = pumps.get(&event) {
            return pump.subscribe();
        }
        let (sender, receiver) = tokio::sync::broadcast::channel(BEHIND);
        pumps.insert(event, sender.clone());
        let notices = app.db().notices().watch();
        let pump = Pump {
            live: self.clone(),
            app: app.clone(),
            event,
            position,
            sender,
        };
        tokio::spawn(pump.run(notices));
        receiver
    }

    /// Ends an event's pump, unless somebody watches.
    fn end(&self, event: EventId) -> bool {
        let mut pumps = self.pumps.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = pumps
            .get(&event)
            .is_some_and(|pump| pump.receiver_count() == 0);
        if idle {
            pumps.remove(&event);
        }
        idle
    }
}

struct Pump {
    live: Arc<Live>,
    app: App,
    event: EventId,
    position: i64,
    sender: Sender<Arc<Frame>>,
}

impl Pump {
    async fn run(mut self, mut notices: Receiver<Notice>) {
        loop {
            // What was written between the first screen's reading and the watching is not missed.
            self.read().await;
            tokio::time::sleep(REST).await;
            if self.wait(&mut notices).await || self.live.end(self.event) {
                return;
            }
        }
    }

    /// Waits for word of this event; whether there is nothing to wait for any more.
    async fn wait(&self, notices: &mut Receiver<Notice>) -> bool {
        let ours = |notice: Notice| notice.is_none_or(|event| event == self.event);
        loop {
            match timeout(HEARTBEAT, notices.recv()).await {
                Ok(Ok(notice)) if ours(notice) => return false,
                Ok(Ok(_)) => {}
                // Some word was lost: better look.
                Ok(Err(RecvError::Lagged(_))) => return false,
                Ok(Err(RecvError::Closed)) => return true,
                // Nothing happened for a while: is anybody there?
                Err(_) if self.live.end(self.event) => return true,
                Err(_) => {}
            }
        }
    }

    async fn read(&mut self) {
        let (event, position) = (self.event, self.position);
        let heard = self
            .app
            .read(Caller::default(), move |cx| log::heard(cx, event, position));
        match heard.await {
            Ok(heard) if heard.entries.is_empty() => {}
            Ok(heard) => {
                self.position = heard.position;
                let people = heard
                    .entries
                    .iter()
                    .flat_map(|p| p.entry.what.people())
                    .collect();
                let host = message("entries", Some(heard.position), &Told::from(heard));
                // Nobody watches: the next turn ends the pump.
                let _ = self.sender.send(Arc::new(Frame { host, people }));
            }
            Err(error) => tracing::warn!(%error, "a log cannot be read for its screens"),
        }
    }
}

/// What screens of the door are told.
#[derive(Serialize)]
struct Told {
    entries: Vec<EntryStored>,
    names: HashMap<PersonId, String>,
    here: u32,
    came: u32,
}

impl From<Heard> for Told {
    fn from(heard: Heard) -> Self {
        Self {
            entries: heard.entries.into_iter().map(EntryStored::from).collect(),
            names: heard
                .names
                .into_iter()
                .map(|(id, name)| (id, name.full()))
                .collect(),
            here: heard.here,
            came: heard.came,
        }
    }
}

/// One message of the stream.
fn message(kind: &str, position: Option<i64>, data: &impl Serialize) -> Bytes {
    let data = serde_json::to_string(data).unwrap_or_default();
    let id = position.map_or_else(String::new, |position| format!("id: {position}\n"));
    Bytes::from(format!("{id}event: {kind}\ndata: {data}\n\n"))
}

/// `GET /events/{id}/stream`: the log as it grows, for those who run the event. It begins with
/// what was added since `Last-Event-ID`, or with the counts alone.
pub async fn watch(visit: Visit, Path(id): Path<EventId>, headers: HeaderMap) -> Answer {
    let token = bearer(&headers);
    let seen = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let job = move |cx: &mut Cx<'_, '_>| {
        let open = match token {
            Some(token) => log::open_by_device(cx, id, &token)?,
            None => log::open_by_session(cx, id)?,
        };
        log::may_read(&open)?;
        match seen {
            Some(position) => log::heard(cx, id, position),
            None => log::standing(cx, id),
        }
    };
    let heard = visit.read(job).await?.value;
    let frames = visit.web.live.watch(&visit.web.app, id, heard.position);
    let first = message("entries", Some(heard.position), &Told::from(heard));
    Ok(streamed(first, frames, |frame| Some(frame.host.clone())))
}

/// `GET /evening/{seat}/stream`: word that something changed, for the page of somebody who is there;
/// at once when it is about them, now and then when not. It says nothing else.
pub async fn feel(visit: Visit, Path(key): Path<String>) -> Answer {
    let job = move |cx: &mut Cx<'_, '_>| {
        let seat = seat::seat(cx, &key)?;
        let standing = log::standing(cx, seat.event.id)?;
        Ok((seat.event.id, seat.person.id, standing.position))
    };
    let (event, me, position) = visit.read(job).await?.value;
    let frames = visit.web.live.watch(&visit.web.app, event, position);
    let mut told_at: Option<Instant> = None;
    let changed = move |frame: &Frame| {
        let due = told_at.is_none_or(|at| at.elapsed() >= CALM);
        (due || frame.people.contains(&me)).then(|| {
            told_at = Some(Instant::now());
            message("changed", None, &())
        })
    };
    Ok(streamed(Bytes::from_static(b": here\n\n"), frames, changed))
}

/// A stream of a first message and of what `tell` makes of each frame.
fn streamed(
    first: Bytes,
    frames: Receiver<Arc<Frame>>,
    tell: impl FnMut(&Frame) -> Option<Bytes> + Send + 'static,
) -> Response {
    let start = (Some(first), frames, tell, Instant::now() + LIFE);
    let messages = stream::unfold(start, |(first, mut frames, mut tell, until)| async move {
        if let Some(first) = first {
            return Some((Ok::<_, Infallible>(first), (None, frames, tell, until)));
        }
        let next = next(&mut frames, &mut tell, until).await?;
        Some((Ok(next), (None, frames, tell, until)))
    });
    let kind = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Some proxies keep a response back until it is whole; this one never is.
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (kind, Body::from_stream(messages)).into_response()
}

async fn next(
    frames: &mut Receiver<Arc<Frame>>,
    tell: &mut impl FnMut(&Frame) -> Option<Bytes>,
    until: Instant,
) -> Option<Bytes> {
    while Instant::now() < until {
        match timeout(HEARTBEAT, frames.recv()).await {
            Ok(Ok(frame)) => {
                if let Some(message) = tell(&frame) {
                    return Some(message);
                }
            }
            // Too slow to be told everything: it must look again by itself.
            Ok(Err(RecvError::Lagged(_))) => return Some(message("reset", None, &())),
            Ok(Err(RecvError::Closed)) => return None,
            Err(_) => return Some(Bytes::from_static(b": still here\n\n")),
        }
    }
    None
}
