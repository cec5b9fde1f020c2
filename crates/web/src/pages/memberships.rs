//! The people of a group: asking to join, the directory, somebody's page for organisers.

use app::memberships::{self, Directory, Line, Search, Shown};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::id::MembershipId;
use domain::membership::{Membership, Standing};
use domain::role::Role;
use domain::text::Slug;
use jiff::Timestamp;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::pages::groups::{sample_group, sample_person};
use crate::urls;
use crate::visit::{Answer, Failure, Visit};

mod add;

pub use add::{AddPage, add, add_form};

/// A group's directory.
#[derive(Template)]
#[template(path = "memberships/directory.html")]
pub struct DirectoryPage {
    frame: Frame,
    directory: Directory,
    search: Search,
    standings: Vec<(String, String)>,
}

/// Somebody of a group, for its organisers.
#[derive(Template)]
#[template(path = "memberships/show.html")]
pub struct MemberPage {
    frame: Frame,
    errors: Errors,
    shown: Shown,
    seat: String,
}

/// A standing's word, its class and its icon.
pub(crate) fn badge(standing: &Standing) -> (&'static str, &'static str, &'static str) {
    match standing {
        Standing::Guest => ("standing-guest", "guest", "glass"),
        Standing::Applicant => ("standing-applicant", "applicant", "clock"),
        Standing::Member => ("standing-member", "member", "star"),
        Standing::Alumni => ("standing-alumni", "alumni", "out"),
    }
}

/// « Présence : 9 des 12 dernières rencontres ».
pub(crate) fn presence(w: &crate::words::Words, (came, of): (i64, i64)) -> String {
    let say = app::Say::new("presence-of")
        .number("came", came)
        .number("of", of);
    w.say(&say)
}

/// The standings as a menu offers them.
pub(crate) fn standings(frame: &Frame) -> Vec<(String, String)> {
    let word = |standing: Standing| {
        let (key, value, _) = badge(&standing);
        (value.to_owned(), frame.w.t(key).to_owned())
    };
    Standing::ALL.map(word).into()
}

impl DirectoryPage {
    fn new(frame: Frame, directory: Directory, search: Search) -> Self {
        let mut all = vec![(String::new(), frame.w.t("standing-any").to_owned())];
        all.extend(standings(&frame));
        Self {
            frame,
            directory,
            search,
            standings: all,
        }
    }

    fn presence(&self, line: &Line) -> Option<String> {
        line.presence.map(|share| presence(self.frame.w, share))
    }

    fn page_url(&self, page: usize) -> String {
        let to = urls::members(&self.directory.group.slug);
        let q = urls::escaped(&self.search.q);
        format!(
            "{to}?q={q}&standing={}&page={page}",
            urls::escaped(&self.search.standing)
        )
    }

    /// Nobody, and many with very long names seen by an organiser.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let directory = |n: u128, organises| Directory {
            group: sample_group("Laval", ""),
            organises,
            lines: (0..n).map(sample_line).collect(),
            total: n as usize * 3,
            page: 2.min(n as usize + 1),
            pages: n as usize + 1,
        };
        let page = |directory| Self::new(frame.clone(), directory, Search::default());
        vec![page(directory(0, false)), page(directory(9, true))]
    }
}

/// Somebody of a group for sample pages.
pub(crate) fn sample_line(n: u128) -> Line {
    let long = "Anticonstitutionnellement-".repeat(5);
    let person = sample_person(n, &long);
    let standing = Standing::ALL[(n % 4) as usize];
    Line {
        membership: Membership {
            id: uuid::Uuid::from_u128(n + 90).into(),
            group_id: uuid::Uuid::from_u128(2).into(),
            person_id: person.id,
            standing,
            invited_by: None,
            seat: (standing == Standing::Member).then(|| long.clone()),
            guest_at: Some(Timestamp::UNIX_EPOCH),
            applied_at: None,
            member_at: Some(Timestamp::UNIX_EPOCH),
            left_at: None,
        },
        professions: vec!["notaire".into(), long],
        invited_by: Some(person.name.clone()),
        presence: Some((n as i64, 12)),
        person,
    }
}

impl MemberPage {
    fn new(frame: Frame, problems: app::form::Problems, shown: Shown) -> Self {
        Self {
            errors: Errors::of(problems, frame.w),
            frame,
            seat: shown.membership.seat.clone().unwrap_or_default(),
            shown,
        }
    }

    /// The dates of the path that are known, with their words.
    fn dates(&self) -> Vec<(&'static str, String)> {
        let m = &self.shown.membership;
        let all = [
            ("standing-guest-since", m.guest_at),
            ("standing-applicant-since", m.applied_at),
            ("standing-member-since", m.member_at),
            ("standing-alumni-since", m.left_at),
        ];
        let zone = &self.shown.group.words.zone;
        let known = all.into_iter().filter_map(|(key, at)| Some((key, at?)));
        known
            .map(|(key, at)| (key, self.frame.w.short_date(&at, zone)))
            .collect()
    }

    /// Where they may be moved: the value sent and the button's words.
    fn moves(&self) -> Vec<(&'static str, &'static str)> {
        let from = self.shown.membership.standing;
        let open = Standing::ALL.into_iter().filter(|to| from.may_become(*to));
        let words = |to| match (from, to) {
            (_, Standing::Guest) => ("guest", "membership-move-guest"),
            (_, Standing::Applicant) => ("applicant", "membership-move-applicant"),
            (Standing::Applicant, Standing::Member) => ("member", "membership-move-accept"),
            (_, Standing::Member) => ("member", "membership-move-member"),
            (_, Standing::Alumni) => ("alumni", "membership-move-alumni"),
        };
        open.map(words).collect()
    }

    /// Each role: its value, its words, whether it is held.
    fn roles(&self) -> [(&'static str, &'static str, bool); 2] {
        let held = |role| self.shown.roles.contains(&role);
        [
            ("organiser", "role-organiser", held(Role::Organiser)),
            ("host", "role-host", held(Role::Host)),
        ]
    }

    /// A guest, and a member with everything and a refusal.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let shown = |n| {
            let Line {
                membership,
                person,
                invited_by,
                ..
            } = sample_line(n);
            Shown {
                group: sample_group("Laval", ""),
                membership,
                activities: Vec::new(),
                invited_by,
                brought: (0..n).map(|n| sample_person(n, "d’Amours")).collect(),
                roles: vec![Role::Host],
                person,
            }
        };
        let taken = app::Say::new("membership-seat-taken")
            .text("seat", "notaire")
            .text("holder", "Odile Lapointe")
            .day("since", jiff::civil::date(2026, 3, 12));
        vec![
            Self::new(frame.clone(), Vec::new(), shown(0)),
            Self::new(frame.clone(), vec![("seat", taken)], shown(6)),
        ]
    }
}

/// What somebody who asks to join says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Application {
    word: String,
}

/// `POST /groups/{slug}/applications`
pub async fn apply(
    visit: Visit,
    Path(slug): Path<Slug>,
    Form(Application { word }): Form<Application>,
) -> Answer {
    let to = urls::group(&slug);
    visit
        .write(move |cx| memberships::apply(cx, &slug, &word))
        .await?;
    visit.go_saying(&to, "membership-applied")
}

/// `POST /groups/{slug}/applications/withdraw`
pub async fn withdraw(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let to = urls::group(&slug);
    visit
        .write(move |cx| memberships::withdraw(cx, &slug))
        .await?;
    visit.go_saying(&to, "membership-withdrawn")
}

/// `GET /groups/{slug}/members`
pub async fn directory(
    visit: Visit,
    Path(slug): Path<Slug>,
    Query(search): Query<Search>,
) -> Answer {
    let asked = search.clone();
    let seen = visit
        .read(move |cx| memberships::directory(cx, &slug, &asked))
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&DirectoryPage::new(frame, seen.value, search))
}

/// `GET /groups/{slug}/members/{id}`
pub async fn show(visit: Visit, Path((slug, id)): Path<(Slug, MembershipId)>) -> Answer {
    let seen = visit
        .read(move |cx| memberships::show(cx, &slug, id))
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&MemberPage::new(frame, Vec::new(), seen.value))
}

/// After a change to somebody: their page again, with a notice or with why not.
async fn changed<T>(
    visit: Visit,
    (slug, id): (Slug, MembershipId),
    typed_seat: Option<String>,
    done: Result<T, Failure>,
) -> Answer {
    let problems = match done {
        Ok(_) => return visit.go_saying(&urls::member(&slug, &id), "membership-changed"),
        Err(failure) => failure.problems()?,
    };
    let seen = visit
        .read(move |cx| memberships::show(cx, &slug, id))
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let mut page = MemberPage::new(frame, problems, seen.value);
    page.seat = typed_seat.unwrap_or(page.seat);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// What the forms of somebody's page send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Change {
    to: String,
    seat: String,
    role: String,
}

type Which = Path<(Slug, MembershipId)>;

/// `POST /groups/{slug}/members/{id}/moves`
pub async fn move_to(visit: Visit, Path(which): Which, Form(change): Form<Change>) -> Answer {
    let (slug, id) = which.clone();
    let done = visit
        .write(move |cx| memberships::move_to(cx, &slug, id, &change.to))
        .await;
    changed(visit, which, None, done).await
}

/// `POST /groups/{slug}/members/{id}/seat`
pub async fn seat(visit: Visit, Path(which): Which, Form(change): Form<Change>) -> Answer {
    let (slug, id) = which.clone();
    let typed = change.seat.clone();
    let done = visit
        .write(move |cx| memberships::seat(cx, &slug, id, &change.seat))
        .await;
    changed(visit, which, Some(typed), done).await
}

/// `POST /groups/{slug}/members/{id}/roles`
pub async fn grant(visit: Visit, Path(which): Which, Form(change): Form<Change>) -> Answer {
    let (slug, id) = which.clone();
    let done = visit
        .write(move |cx| memberships::grant(cx, &slug, id, &change.role))
        .await;
    changed(visit, which, None, done).await
}

/// `POST /groups/{slug}/members/{id}/roles/remove`
pub async fn withdraw_role(visit: Visit, Path(which): Which, Form(change): Form<Change>) -> Answer {
    let (slug, id) = which.clone();
    let done = visit
        .write(move |cx| memberships::withdraw_role(cx, &slug, id, &change.role))
        .await;
    changed(visit, which, None, done).await
}
