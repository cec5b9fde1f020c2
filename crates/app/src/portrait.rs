//! Portraits: drawn from what was uploaded, kept with the person, shown to whoever may see them.

use std::sync::LazyLock;

use domain::id::PersonId;
use formats::picture::{FILE_LIMIT, PIXEL_LIMIT, PictureError, Portrait};
use jiff::Timestamp;
pub use store::people::PortraitSize;
use tokio::sync::Semaphore;

use crate::access;
use crate::error::Say;
use crate::{Cx, Error, Result};

/// The largest upload, in octets.
pub const UPLOAD_LIMIT: usize = FILE_LIMIT;

/// One picture is decoded at a time: the largest needs some 250 MB.
static EASEL: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(1));

/// Draws the two sizes, away from the threads that answer requests and hold the database.
pub async fn draw(file: Vec<u8>) -> Result<Portrait> {
    let drawn = at_the_easel(move || formats::picture::portrait(&file)).await?;
    drawn.map_err(|problem| Error::Invalid(vec![("portrait", say(problem))]))
}

/// The texts of the QR codes in a photo, the same way.
pub async fn codes(file: Vec<u8>) -> Result<Vec<String>> {
    let read = at_the_easel(move || formats::qr_photo::read(&file)).await?;
    read.map_err(|problem| Error::Invalid(vec![("photo", say(problem))]))
}

async fn at_the_easel<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = EASEL.acquire().await.map_err(|_| Error::Busy)?;
    let done = tokio::task::spawn_blocking(job).await;
    done.map_err(|e| Error::Internal(e.to_string()))
}

fn say(problem: PictureError) -> Say {
    match problem {
        PictureError::Empty => Say::new("portrait-problem-none"),
        PictureError::FileTooLarge => too_large(),
        PictureError::TooManyPixels => Say::new("portrait-problem-pixels")
            .number("limit", i64::try_from(PIXEL_LIMIT / 1_000_000).unwrap_or(0)),
        PictureError::UnknownKind => Say::new("portrait-problem-kind"),
        PictureError::Damaged => Say::new("portrait-problem-damaged"),
    }
}

/// The sentence for a file larger than [`UPLOAD_LIMIT`].
pub fn too_large() -> Say {
    Say::new("portrait-problem-large").number("limit", (UPLOAD_LIMIT >> 20) as i64)
}

/// Keeps the viewer's portrait in place of any earlier one.
pub fn keep(cx: &mut Cx<'_, '_>, portrait: &Portrait) -> Result<()> {
    let id = cx.me()?.person_id;
    let sizes = (portrait.small.as_slice(), portrait.large.as_slice());
    Ok(store::people::put_portrait(cx.tx, id, sizes, cx.now)?)
}

/// Forgets the viewer's portrait.
pub fn remove(cx: &mut Cx<'_, '_>) -> Result<()> {
    let id = cx.me()?.person_id;
    Ok(store::people::delete_portrait(cx.tx, id)?)
}

/// A person's picture and since when it is kept, for whoever may see it.
pub fn show(cx: &mut Cx<'_, '_>, id: PersonId, size: PortraitSize) -> Result<(Vec<u8>, Timestamp)> {
    access::portrait(cx, id)?;
    store::people::portrait(cx.tx, id, size)?.ok_or(Error::NotFound)
}
