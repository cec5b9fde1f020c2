//! A guest's own pages, by their personal link: no account, no cookie, found by no search engine.

use app::guest::{self, Evening, Joined};
use app::{answers, invitations};
use axum::Form;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::person::Name;

use crate::frame::Frame;
use crate::pages::answers::{AnswerPage, ByMailPage, Named, Who, typed_of};
use crate::pages::invitations::ForwardPage;
use crate::urls;
use crate::visit::{Answer, Visit, hushed};
use crate::words::Words;

/// « Invitation de Théo, par l’entremise d’Odile. »
fn via(w: &Words, path: &[Name]) -> Option<String> {
    let mut names: Vec<String> = path.iter().map(Name::full).collect();
    names.dedup();
    let first = names.pop()?;
    Some(if names.is_empty() {
        w.with("guest-invited-by", &[("name", &first)])
    } else {
        names.reverse();
        let between = names.join(", ");
        w.with(
            "guest-invited-through",
            &[("name", &first), ("through", &between)],
        )
    })
}

fn page(frame: Frame, evening: Evening, token: &str, typed: answers::Typed) -> AnswerPage {
    let w = frame.w;
    let via = via(w, &evening.path);
    let person = evening.asked.person.clone();
    let answered = evening.asked.answer.is_some();
    let evening_on = evening.asked.on;
    let own_link = frame.absolute(&urls::guest(token));
    let Some(person) = person else {
        return own_page(frame, evening, token, typed);
    };
    let not_me = w.with("guest-not-me", &[("name", &person.name.given)]);
    let mut page = AnswerPage::new(frame, evening.asked, typed, &urls::guest(token));
    page.private = true;
    page.via = via;
    page.not_me = Some((not_me, urls::guest_own(token).to_string()));
    page.evening = evening_on.then(|| urls::my_evening(token).to_string());
    if answered {
        page.own_link = Some(own_link);
        page.calendar = Some(urls::guest_calendar(token).to_string());
        page.forward = Some(urls::guest_invitations(token).to_string());
    }
    page
}

/// The form for somebody else than whom the link belongs to.
fn own_page(frame: Frame, mut evening: Evening, token: &str, typed: answers::Typed) -> AnswerPage {
    if let Some(person) = evening.asked.person.take() {
        evening.path.insert(0, person.name);
        evening.asked.answer = None;
        evening.asked.given = answers::Given::NOWHERE;
    }
    let via = via(frame.w, &evening.path);
    let mut page = AnswerPage::new(frame, evening.asked, typed, &urls::guest_own(token));
    page.private = true;
    page.via = via;
    page.who = Some(Who::default());
    page
}

/// `GET /i/{token}`
pub async fn show(visit: Visit, Path(token): Path<String>) -> Answer {
    let asked = token.clone();
    let seen = visit.read(move |cx| guest::show(cx, &asked)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let typed = typed_of(&seen.value.asked);
    hushed(visit.page(&page(frame, seen.value, &token, typed)))
}

/// `POST /i/{token}`
pub async fn answer(
    visit: Visit,
    Path(token): Path<String>,
    Form(typed): Form<answers::Typed>,
) -> Answer {
    let (asked, sent) = (token.clone(), typed.clone());
    let given = visit
        .write(move |cx| guest::answer(cx, &asked, &sent))
        .await;
    let Err(failure) = given else {
        return hushed(visit.go(&urls::guest(&token)));
    };
    let problems = failure.problems()?;
    let asked = token.clone();
    let seen = visit.read(move |cx| guest::show(cx, &asked)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let page = page(frame, seen.value, &token, typed).mended(problems);
    hushed(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// `GET /i/{token}/own`
pub async fn own(visit: Visit, Path(token): Path<String>) -> Answer {
    let asked = token.clone();
    let seen = visit.read(move |cx| guest::show(cx, &asked)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let page = own_page(frame, seen.value, &token, answers::Typed::default());
    hushed(visit.page(&page))
}

/// `POST /i/{token}/own`
pub async fn join(visit: Visit, Path(token): Path<String>, Form(named): Form<Named>) -> Answer {
    let (asked, sent, lang) = (token.clone(), named.clone(), visit.lang(None));
    let joined = visit
        .write(move |cx| {
            let who = (sent.name.as_str(), sent.email.as_str());
            guest::join(cx, &asked, who, lang, &sent.typed)
        })
        .await;
    match joined {
        Ok(seen) => hushed(match seen.value {
            Joined::Own(own) => visit.go(&urls::guest(&own)),
            Joined::ByMail => visit.page(&ByMailPage::new(visit.frame(seen.me.as_ref()))),
        }),
        Err(failure) => {
            let problems = failure.problems()?;
            let asked = token.clone();
            let seen = visit.read(move |cx| guest::show(cx, &asked)).await?;
            let frame = visit.frame(seen.me.as_ref());
            let mut page = own_page(frame, seen.value, &token, named.typed).mended(problems);
            if let Some(who) = &mut page.who {
                (who.name, who.email) = (named.name, named.email);
            }
            hushed(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// `GET /i/{token}/invitations`
pub async fn forward(visit: Visit, Path(token): Path<String>) -> Answer {
    let asked = token.clone();
    let seen = visit.read(move |cx| guest::show(cx, &asked)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let page = ForwardPage::new(frame, seen.value.asked.brief, &token);
    hushed(visit.page(&page))
}

/// `POST /i/{token}/invitations`
pub async fn invite(
    visit: Visit,
    Path(token): Path<String>,
    Form(typed): Form<invitations::Typed>,
) -> Answer {
    let (asked, sent) = (token.clone(), typed.clone());
    let sent = visit
        .write(move |cx| guest::invite(cx, &asked, &sent))
        .await;
    let Err(failure) = sent else {
        let to = urls::guest_invitations(&token);
        return hushed(visit.go_saying(&to, "invitation-sent"));
    };
    let problems = failure.problems()?;
    let asked = token.clone();
    let seen = visit.read(move |cx| guest::show(cx, &asked)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let page = ForwardPage::new(frame, seen.value.asked.brief, &token).mended(typed, problems);
    hushed(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// `POST /i/{token}/links`
pub async fn link(visit: Visit, Path(token): Path<String>) -> Answer {
    let asked = token.clone();
    let made = visit
        .write(move |cx| Ok((guest::link(cx, &asked)?, guest::show(cx, &asked)?)))
        .await?;
    let frame = visit.frame(made.me.as_ref());
    let (link, evening) = made.value;
    let page = ForwardPage::new(frame, evening.asked.brief, &token).with_link(&link);
    hushed(visit.page(&page))
}

/// `GET /i/{token}/event.ics`
pub async fn calendar(visit: Visit, Path(token): Path<String>) -> Answer {
    let seen = visit.read(move |cx| guest::calendar(cx, &token)).await?;
    let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
    hushed(Ok((kind, seen.value.text).into_response()))
}
