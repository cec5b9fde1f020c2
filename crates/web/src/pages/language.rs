//! The language switch.

use axum::Form;
use domain::text::Lang;
use serde::Deserialize;

use crate::visit::{Answer, Visit};

/// What the switch sends.
#[derive(Deserialize)]
pub struct Choice {
    lang: String,
    to: String,
}

/// `POST /language`: keeps the choice in a cookie, and with the person when signed in.
pub async fn choose(visit: Visit, Form(choice): Form<Choice>) -> Answer {
    let lang = Lang::parse(&choice.lang).unwrap_or_default();
    if visit.caller.session.is_some() {
        visit.write(move |cx| app::person::speak(cx, lang)).await?;
    }
    let local =
        choice.to.starts_with('/') && !choice.to.starts_with("//") && !choice.to.contains('\\');
    visit.go_in(if local { &choice.to } else { "/" }, lang)
}
