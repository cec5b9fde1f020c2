//! An event's log: devices send what happened and read what happened elsewhere.

use app::Cx;
use app::log::{self, BATCH_LIMIT, Fate, Open, Proof, Sent};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use domain::evening::{VERSION, What};
use domain::id::{DeviceId, EntryId, EventId, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use crate::api::{Refusal, Reply, bearer};
use crate::visit::Visit;

/// The largest batch, in bytes.
const BODY_LIMIT: usize = 1 << 20;

/// An entry as a device sends it.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct EntrySent {
    /// A UUIDv7 made by the device: sending the entry again changes nothing.
    pub id: EntryId,
    /// The device's clock.
    #[schema(value_type = String, format = DateTime)]
    pub device_at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// Entries to store.
#[derive(Serialize, ToSchema)]
pub struct Batch {
    /// At most 500.
    #[schema(max_items = 500)]
    pub entries: Vec<EntrySent>,
}

/// A queue that a device saved to a file: a batch, with whose it is.
#[derive(Deserialize)]
pub struct Saved<'a> {
    /// The event whose door it kept.
    pub event: EventId,
    /// The device.
    pub device: DeviceId,
    /// What it had not sent; each is read by itself.
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
}

impl Saved<'_> {
    /// Its entries in order: as the device said them, or why one cannot be read.
    pub fn entries(&self) -> impl Iterator<Item = Result<Sent, String>> {
        let read = self.entries.iter().map(|raw| sent(raw));
        read.map(|read| read.map_err(|error| error.to_string()))
    }
}

fn sent(raw: &RawValue) -> serde_json::Result<Sent> {
    serde_json::from_str::<EntrySent>(raw.get()).map(Sent::from)
}

impl From<EntrySent> for Sent {
    fn from(sent: EntrySent) -> Self {
        Self {
            id: sent.id,
            device_at: sent.device_at,
            what: sent.what,
        }
    }
}

/// Each entry is read by itself, so that one that cannot be read does not take the others along.
#[derive(Deserialize)]
struct Unread<'a> {
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
}

/// Why one entry was not stored.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct RefusedEntry {
    /// Its place in the batch, from zero.
    pub index: usize,
    /// Its id, where it could be read.
    pub id: Option<EntryId>,
    /// A word that programs may rely on.
    pub code: String,
    /// A sentence for people, in the language of the request.
    pub message: String,
}

/// What became of a batch. An entry that is `stored` or `known` is on the disk.
#[derive(Default, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    /// Now part of the log.
    pub stored: Vec<EntryId>,
    /// Part of the log before.
    pub known: Vec<EntryId>,
    /// Not part of the log, and why. Sending it again as it is will not help.
    pub refused: Vec<RefusedEntry>,
}

/// An entry as it stands in the log.
#[derive(Serialize, ToSchema)]
pub struct EntryStored {
    /// From one, in the order the server saw them, without gaps.
    pub position: i64,
    /// Its identity.
    pub id: EntryId,
    /// The device's clock.
    #[schema(value_type = String, format = DateTime)]
    pub device_at: Timestamp,
    /// The server's clock when it first saw the entry.
    #[schema(value_type = String, format = DateTime)]
    pub server_at: Timestamp,
    /// Who made it, when somebody known did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<PersonId>,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

impl From<log::Placed> for EntryStored {
    fn from(log::Placed { position, entry }: log::Placed) -> Self {
        Self {
            position,
            id: entry.id,
            device_at: entry.device_at,
            server_at: entry.server_at,
            author: entry.author,
            what: entry.what,
        }
    }
}

/// A page of the log.
#[derive(Serialize, ToSchema)]
pub struct Page {
    /// The version of the log's form.
    pub version: u32,
    /// The entries, in order.
    pub entries: Vec<EntryStored>,
    /// What to ask for next: the last position seen.
    pub next: i64,
    /// Whether there is more already.
    pub more: bool,
}

/// Which page.
#[derive(Deserialize, IntoParams)]
pub struct After {
    /// The last position seen; zero for the beginning.
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    after: i64,
}

fn open(cx: &mut Cx<'_, '_>, id: EventId, token: Option<&str>) -> app::Result<Open> {
    match token {
        Some(token) => log::open_by_device(cx, id, token),
        None => log::open_by_session(cx, id),
    }
}

/// Stores what happened. Each entry is judged by itself: `stored`, already `known`, or `refused`.
#[utoipa::path(
    post, path = "/api/v1/events/{id}/log", tag = "log",
    params(("id" = EventId, Path, description = "The event")),
    request_body = Batch,
    responses(
        (status = 200, description = "What became of each entry", body = Receipt),
        (status = 401, description = "No session, and no token of one of the event's devices", body = super::ErrorBody),
        (status = 403, description = "The event is not yours to write to", body = super::ErrorBody),
        (status = 404, description = "There is no such event, or the token is another's", body = super::ErrorBody),
        (status = 413, description = "The batch is too large", body = super::ErrorBody),
        (status = 422, description = "The batch cannot be read", body = super::ErrorBody),
        (status = 503, description = "Too much is waiting: send it again in a second", body = super::ErrorBody),
    ),
    security(("device" = []), ("session" = [])),
)]
pub async fn append(
    visit: Visit,
    Path(id): Path<EventId>,
    headers: HeaderMap,
    body: Bytes,
) -> Reply<Receipt> {
    if body.len() > BODY_LIMIT {
        return Err(Refusal::new(
            &visit,
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "api-too-large",
        ));
    }
    let (mut receipt, sent) = read(&visit, &body)?;
    let proof = match (bearer(&headers), visit.caller.session.clone()) {
        (Some(token), _) => Proof::Device(token),
        (None, Some(token)) => Proof::Session(token),
        (None, None) => Proof::None,
    };
    let (places, batch): (Vec<usize>, Vec<Sent>) = sent.into_iter().unzip();
    let ids: Vec<EntryId> = batch.iter().map(|sent| sent.id).collect();
    let app = &visit.web.app;
    let fates = app.append(move |cx| log::take_by(cx, id, &proof, &batch));
    let fates = fates.await.map_err(|error| Refusal::of(&visit, &error))?;
    let ids = places.into_iter().zip(ids);
    for ((index, id), fate) in ids.zip(fates) {
        match fate {
            Fate::Stored => receipt.stored.push(id),
            Fate::Known => receipt.known.push(id),
            Fate::Refused(say) => receipt.refused.push(RefusedEntry {
                index,
                id: Some(id),
                code: say.key.into(),
                message: visit.words().say(&say),
            }),
        }
    }
    receipt.refused.sort_by_key(|refused| refused.index);
    Ok(Json(receipt))
}

/// The entries that can be read, with their places; the others are refused.
fn read(visit: &Visit, body: &[u8]) -> Result<(Receipt, Vec<(usize, Sent)>), Refusal> {
    let unread: Unread<'_> = serde_json::from_slice(body).map_err(|_| {
        Refusal::new(
            visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            "unreadable",
            "api-unreadable",
        )
    })?;
    if unread.entries.len() > BATCH_LIMIT {
        return Err(Refusal::of(visit, &log::too_many()));
    }
    let mut receipt = Receipt::default();
    let mut sent = Vec::with_capacity(unread.entries.len());
    for (index, raw) in unread.entries.into_iter().enumerate() {
        match self::sent(raw) {
            Ok(entry) => sent.push((index, entry)),
            Err(error) => receipt.refused.push(RefusedEntry {
                index,
                id: id_of(raw),
                code: "unreadable".into(),
                message: visit
                    .words()
                    .with("api-entry-unreadable", &[("why", &error.to_string())]),
            }),
        }
    }
    Ok((receipt, sent))
}

fn id_of(raw: &RawValue) -> Option<EntryId> {
    #[derive(Deserialize)]
    struct Named {
        id: EntryId,
    }
    serde_json::from_str::<Named>(raw.get())
        .ok()
        .map(|named| named.id)
}

/// Pages through the log, for those who run the event and their devices.
#[utoipa::path(
    get, path = "/api/v1/events/{id}/log", tag = "log",
    params(("id" = EventId, Path, description = "The event"), After),
    responses(
        (status = 200, description = "Entries in order, at most 1000", body = Page),
        (status = 401, description = "No session, and no token of one of the event's devices", body = super::ErrorBody),
        (status = 403, description = "The event is not yours to run", body = super::ErrorBody),
        (status = 404, description = "There is no such event, or the token is another's", body = super::ErrorBody),
    ),
    security(("device" = []), ("session" = [])),
)]
pub async fn page(
    visit: Visit,
    Path(id): Path<EventId>,
    Query(After { after }): Query<After>,
    headers: HeaderMap,
) -> Reply<Page> {
    let token = bearer(&headers);
    let job = move |cx: &mut Cx<'_, '_>| {
        let open = open(cx, id, token.as_deref())?;
        log::page(cx, &open, after.max(0))
    };
    let entries = visit.read(job).await?.value;
    let more = i64::try_from(entries.len()).is_ok_and(|count| count >= log::PAGE);
    let next = entries.last().map_or(after.max(0), |last| last.position);
    let entries = entries.into_iter().map(EntryStored::from).collect();
    Ok(Json(Page {
        version: VERSION,
        entries,
        next,
        more,
    }))
}
