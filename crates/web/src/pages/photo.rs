//! A photo sent with a form: one file, read whole, with a sentence when it cannot be taken.

use app::error::Say;
use app::portrait::{self, UPLOAD_LIMIT};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};

/// What is read of a file that is too large before the connection is given up: browsers show an
/// answer only once they have sent everything, and a phone's photo deserves a sentence.
const PATIENCE: usize = 40 << 20;

/// The file of a form's field, or why it cannot be taken.
pub async fn sent(mut request: Request, field: &str) -> Result<Vec<u8>, Say> {
    DefaultBodyLimit::disable().apply(&mut request);
    let none = || Say::new("portrait-problem-none");
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| none())?;
    while let Some(part) = form.next_field().await.map_err(|_| none())? {
        if part.name() == Some(field) {
            return file(part).await;
        }
    }
    Err(none())
}

async fn file(mut field: Field<'_>) -> Result<Vec<u8>, Say> {
    let mut file = Vec::new();
    let mut size = 0;
    while let Some(chunk) = field
        .chunk()
        .await
        .map_err(|_| Say::new("portrait-problem-damaged"))?
    {
        size += chunk.len();
        if size <= UPLOAD_LIMIT {
            file.extend_from_slice(&chunk);
        } else if size > PATIENCE {
            break;
        }
    }
    if size > UPLOAD_LIMIT {
        return Err(portrait::too_large());
    }
    Ok(file)
}
