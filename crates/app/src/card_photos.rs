//! Pictures of paper cards: read by the machine, confirmed by a person, kept private to their keeper or
//! dropped. Everything that touches a notebook takes a [`Keeper`].

use std::time::Duration;

use domain::card::Card;
use domain::contact_card::{CardPhoto, PHOTOS_LIMIT, PhotoState, Source};
use domain::id::{CardPhotoId, ContactId};
use formats::card_photo::{Field, Photo, PictureError};
pub use formats::card_photo::{Layout, Letters, Reading, Side, TRUSTED, Unread, Value};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::contact_cards::{self, Arrived, Taken, Typed, fingerprint};
use crate::error::Say;
use crate::seat::Keeper;
use crate::{Cx, Error, Result};

mod desk;

pub use desk::{Desk, PATIENCE};

/// The largest upload, in octets.
pub const UPLOAD_LIMIT: usize = formats::picture::FILE_LIMIT;

/// One picture is decoded at a time: the largest needs some 250 MB.
static ROOM: Semaphore = Semaphore::const_new(1);
/// How long a picture waits for that, well within what a request may take.
const ROOM_WAIT: Duration = Duration::from_secs(20);

/// No reader of letters: pictures are kept, and typed by hand.
pub struct Blind;

impl Letters for Blind {
    fn read(&self, _: &[u8], _: Layout) -> std::result::Result<String, Unread> {
        Err(Unread::Missing)
    }
}

/// A picture that was looked at.
#[derive(Clone, Debug)]
pub struct Looked {
    picture: Vec<u8>,
    state: PhotoState,
    reading: Reading,
}

impl Looked {
    /// What was read.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Whether the letters were read at all.
    pub fn is_read(&self) -> bool {
        self.state == PhotoState::Read
    }
}

/// A picture that was sent: drawn anew, and nobody has read it yet.
#[derive(Clone, Debug)]
pub struct Sent {
    picture: Vec<u8>,
    print: Vec<u8>,
}

/// Receives a picture, away from the threads that answer requests and hold the database.
pub async fn receive(file: Vec<u8>) -> Result<Sent> {
    let room = tokio::time::timeout(ROOM_WAIT, ROOM.acquire()).await;
    let _room = room
        .ok()
        .and_then(std::result::Result::ok)
        .ok_or(Error::Busy)?;
    let drawn = tokio::task::spawn_blocking(move || {
        let problem = |problem| Error::Invalid(vec![("photo", say(problem))]);
        Ok(Sent {
            picture: Photo::to_be_read(&file).map_err(problem)?,
            print: Sha256::digest(&file).to_vec(),
        })
    });
    drawn.await.map_err(|e| Error::Internal(e.to_string()))?
}

/// Looks at a picture at once.
pub fn look_now(file: &[u8], letters: &dyn Letters) -> Result<Looked> {
    let problem = |problem| Error::Invalid(vec![("photo", say(problem))]);
    let photo = Photo::open(file).map_err(problem)?;
    let look = photo.look(letters).map_err(problem)?;
    let state = match look.unread {
        None => PhotoState::Read,
        Some(Unread::Missing) => PhotoState::Waiting,
        Some(Unread::Stopped | Unread::Failed) => PhotoState::Failed,
    };
    Ok(Looked {
        picture: look.kept,
        state,
        reading: look.reading,
    })
}

fn say(problem: PictureError) -> Say {
    match problem {
        PictureError::Empty => Say::new("photo-problem-none"),
        PictureError::FileTooLarge => too_large(),
        PictureError::TooManyPixels => Say::new("portrait-problem-pixels").number(
            "limit",
            i64::try_from(formats::picture::PIXEL_LIMIT / 1_000_000).unwrap_or(0),
        ),
        PictureError::UnknownKind => Say::new("portrait-problem-kind"),
        PictureError::Damaged => Say::new("portrait-problem-damaged"),
    }
}

/// The sentence for a picture larger than [`UPLOAD_LIMIT`].
pub fn too_large() -> Say {
    Say::new("portrait-problem-large").number("limit", (UPLOAD_LIMIT >> 20) as i64)
}

/// Keeps a picture that was sent, to be read. The same picture sent twice is one; one that could not be
/// read is tried again.
pub fn take_in(cx: &mut Cx<'_, '_>, keeper: Keeper, sent: Sent) -> Result<CardPhotoId> {
    store::people::hold(cx.tx, keeper.id())?;
    if let Some(known) = store::card_photos::same(cx.tx, keeper.id(), &sent.print)? {
        if matches!(known.state, PhotoState::Waiting | PhotoState::Failed) {
            let of = (keeper.id(), known.id);
            store::card_photos::set_picture(cx.tx, of, sent.picture, cx.now)?;
            store::card_photos::set_unseen(cx.tx, of, cx.now)?;
        }
        return Ok(known.id);
    }
    if store::card_photos::count(cx.tx, keeper.id())? >= PHOTOS_LIMIT {
        let say = Say::new("photo-limit").number("limit", PHOTOS_LIMIT);
        return Err(Error::Refused(say));
    }
    let photo = CardPhoto {
        id: cx.id(),
        keeper_id: keeper.id(),
        contact_card_id: None,
        state: PhotoState::Waiting,
        reading: String::new(),
        created_at: cx.now,
    };
    store::card_photos::insert(cx.tx, &photo, &sent.picture, &sent.print)?;
    Ok(photo.id)
}

fn json(reading: &Reading) -> String {
    serde_json::to_string(reading).unwrap_or_default()
}

/// The keeper's pictures that nobody confirmed yet, oldest first, each with the name that was read.
pub fn open(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Vec<(CardPhoto, String)>> {
    let photos = store::card_photos::open(cx.tx, keeper.id())?.into_iter();
    let named = photos.map(|photo| {
        let name = proposed(&photo).0.name;
        (photo, name)
    });
    Ok(named.collect())
}

/// A picture of the keeper.
pub fn find(cx: &mut Cx<'_, '_>, keeper: Keeper, id: CardPhotoId) -> Result<CardPhoto> {
    store::card_photos::find(cx.tx, keeper.id(), id)?.ok_or(Error::NotFound)
}

/// The bytes of a picture of the keeper, a JPEG.
pub fn picture(cx: &mut Cx<'_, '_>, keeper: Keeper, id: CardPhotoId) -> Result<Vec<u8>> {
    store::card_photos::picture(cx.tx, keeper.id(), id)?.ok_or(Error::NotFound)
}

/// The contact whose card a picture became.
pub fn contact(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    photo: &CardPhoto,
) -> Result<Option<ContactId>> {
    let Some(card) = photo.contact_card_id else {
        return Ok(None);
    };
    let card = store::contact_cards::find(cx.tx, keeper.id(), card)?;
    Ok(card.map(|card| card.contact_id))
}

/// What the machine proposes for the form, and the fields that it is not sure of.
pub fn proposed(photo: &CardPhoto) -> (Typed, Vec<&'static str>) {
    let reading: Reading = serde_json::from_str(&photo.reading).unwrap_or_default();
    if let Some(card) = coded(&reading) {
        return (Typed::of(&card), Vec::new());
    }
    let all = |field: Field| {
        let values: Vec<&str> = reading.of(field).map(|value| value.text.as_str()).collect();
        values.join("\n")
    };
    let first = |field: Field| {
        reading
            .of(field)
            .next()
            .map(|v| v.text.clone())
            .unwrap_or_default()
    };
    let fields = [
        (Field::Name, "name"),
        (Field::Title, "title"),
        (Field::Organisation, "organisation"),
        (Field::Phone, "phones"),
        (Field::Email, "emails"),
        (Field::Website, "websites"),
        (Field::Address, "address"),
    ];
    let doubtful = |field| {
        reading
            .of(field)
            .any(|value: &Value| value.confidence < TRUSTED)
    };
    let doubts = fields
        .iter()
        .filter(|(field, _)| doubtful(*field))
        .map(|(_, name)| *name);
    let typed = Typed {
        name: first(Field::Name),
        title: first(Field::Title),
        organisation: first(Field::Organisation),
        phones: all(Field::Phone),
        emails: all(Field::Email),
        websites: all(Field::Website),
        address: first(Field::Address),
        note: String::new(),
    };
    (typed, doubts.collect())
}

fn coded(reading: &Reading) -> Option<Card> {
    formats::card_file::of_code(reading.code.as_deref()?)
}

/// A person confirms what a picture says: it becomes a card of a contact. The picture stays with it,
/// unless it is dropped.
pub fn confirm(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    id: CardPhotoId,
    typed: &Typed,
    drop_picture: bool,
) -> Result<Arrived> {
    let photo = find(cx, keeper, id)?;
    let reading: Reading = serde_json::from_str(&photo.reading).unwrap_or_default();
    let code = coded(&reading);
    let card = contact_cards::read(typed, &code.clone().unwrap_or_default())?;
    let source = match code {
        Some(_) => Source::Qr,
        None => Source::Photo,
    };
    let print = fingerprint(&card, None);
    let raw = reading.code.unwrap_or_else(|| reading.text.join("\n"));
    let taken = Taken {
        raw,
        ..Taken::of(card, source, print)
    };
    let arrived = contact_cards::arrive(cx, keeper, taken)?;
    if drop_picture {
        store::card_photos::delete(cx.tx, keeper.id(), id)?;
    } else {
        store::card_photos::keep(cx.tx, keeper.id(), id, arrived.card.id, cx.now)?;
    }
    Ok(arrived)
}

/// A picture turned by a quarter, away from the threads that answer requests.
pub async fn turned(picture: Vec<u8>, to: Side) -> Result<Vec<u8>> {
    let turn = move || formats::card_photo::quarter_turn(&picture, to);
    let turned = tokio::task::spawn_blocking(turn).await;
    let turned = turned.map_err(|e| Error::Internal(e.to_string()))?;
    turned.map_err(|problem| Error::Invalid(vec![("photo", say(problem))]))
}

/// Keeps a picture turned; it is not read again by itself.
pub fn turn(cx: &mut Cx<'_, '_>, keeper: Keeper, id: CardPhotoId, turned: Vec<u8>) -> Result<()> {
    let photo = find(cx, keeper, id)?;
    let of = (keeper.id(), photo.id);
    Ok(store::card_photos::set_picture(cx.tx, of, turned, cx.now)?)
}

/// Has a picture read again.
pub fn read_again(cx: &mut Cx<'_, '_>, keeper: Keeper, id: CardPhotoId) -> Result<()> {
    let photo = find(cx, keeper, id)?;
    let of = (keeper.id(), photo.id);
    Ok(store::card_photos::set_unseen(cx.tx, of, cx.now)?)
}

/// Drops a picture; the card that was made of it stays.
pub fn forget(cx: &mut Cx<'_, '_>, keeper: Keeper, id: CardPhotoId) -> Result<()> {
    if store::card_photos::delete(cx.tx, keeper.id(), id)? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}
