//! Every page with its samples, for whoever works on the look; and the table that the test of all
//! samples reads. A page that is not in the table fails that test.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use domain::text::Lang;
use jiff::Timestamp;

use super::*;
use crate::frame::Frame;
use crate::visit::{Answer, Visit};
use crate::words::Library;

macro_rules! gallery {
    ($($module:ident::$page:ident,)*) => {
        /// The name of every page.
        pub const NAMES: &[&str] = &[$(stringify!($page)),*];

        /// The samples of a page in a frame, rendered; none when there is no such page.
        fn samples(name: &str, frame: &Frame) -> Vec<askama::Result<String>> {
            match name {
                $(stringify!($page) => {
                    $module::$page::samples(frame).iter().map(Template::render).collect()
                })*
                _ => Vec::new(),
            }
        }
    };
}

gallery! {
    activities::ActivityPage,
    agenda::EventsPage,
    answers::AnswerPage,
    answers::ByMailPage,
    card_photos::CardPhotoPage,
    card_photos::CardPhotosPage,
    contact_cards::ContactCardPage,
    demo_mail::MailPage,
    demo_mail::MailsPage,
    duplicates::DuplicatesPage,
    errors::ErrorPage,
    event::EventPage,
    event_form::CancelPage,
    event_form::EventFormPage,
    first_run::FirstRunPage,
    gallery::GalleryPage,
    groups::GroupFormPage,
    groups::GroupPage,
    groups::GroupsPage,
    guests::GuestsPage,
    home::HomePage,
    import::ImportPage,
    imports::CardsPreviewPage,
    imports::ImportedPage,
    imports::ImportsPage,
    import::PreviewPage,
    invitations::ForwardPage,
    invitations::InvitationsPage,
    invitations::InvitationsPreviewPage,
    mail_stops::MailStopPage,
    me::MePage,
    me::SessionsPage,
    meeting::FinderPage,
    meeting::MeetingPage,
    meeting::TogetherPage,
    memberships::AddPage,
    memberships::DirectoryPage,
    memberships::MemberPage,
    my_evening::MyEveningPage,
    operator::OperatorPage,
    organise::OrganisePage,
    pass::PassPage,
    people::PersonPage,
    privacy::PrivacyPage,
    profile::ProfilePage,
    room::ProjectorPage,
    room::RoomPage,
    rounds::RoundsPage,
    search::SearchPage,
    series::SeriesListPage,
    series::SeriesPage,
    sign_in::CodePage,
    sign_in::LinkPage,
    sign_in::SignInPage,
    venues::VenuePage,
    venues::VenuesPage,
    badges::BadgesPage,
    devices::DevicesPage,
    door::DoorPage,
    door_app::DoorAppPage,
    door_app::EnterPage,
    door::WalkInPage,
    debrief::DebriefPage,
    debrief::ShownDebriefPage,
    group_debrief::GroupDebriefPage,
    follow_ups::FollowUpFormPage,
    follow_ups::FollowUpPage,
    follow_ups::FollowUpsPage,
    consents::ConsentPage,
    own_data::DataPage,
    own_data::ErasedPage,
    own_data::ConfirmPage,
    notebook::ContactFormPage,
    notebook::ContactPage,
    notebook::MergePage,
    notebook::NotebookPage,
    card_out::CardOutPage,
    notebook_out::NotebookOutPage,
    phone_book::PhonePage,
}

/// Every sample of a page in a language, as a test renders them.
pub fn rendered(name: &str, lang: Lang, now: Timestamp) -> Vec<String> {
    let words = Library::shared().of(lang);
    let frame = Frame::new(words, "https://soirees.example", now);
    let samples = samples(name, &frame).into_iter();
    samples.map(|html| html.unwrap_or_default()).collect()
}

/// The list of the pages.
#[derive(Template)]
#[template(path = "gallery/show.html")]
pub struct GalleryPage {
    frame: Frame,
    pages: Vec<(&'static str, usize)>,
}

impl GalleryPage {
    /// The page.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![Self {
            frame: frame.clone(),
            pages: vec![("HomePage", 1), ("MePage", 3)],
        }]
    }
}

/// `GET /gallery`
pub async fn list(visit: Visit) -> Answer {
    let frame = open(&visit)?;
    let count = |name: &&'static str| (*name, samples(name, &frame).len());
    let pages = NAMES.iter().map(count).collect();
    visit.page(&GalleryPage { frame, pages })
}

/// `GET /gallery/{page}/{n}`
pub async fn show(visit: Visit, Path((name, n)): Path<(String, usize)>) -> Answer {
    let frame = open(&visit)?;
    let sample = samples(&name, &frame).into_iter().nth(n);
    let html = sample.ok_or_else(|| visit.fail(app::Error::NotFound))?;
    let html = html.map_err(|e| visit.fail(app::Error::Internal(e.to_string())))?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}

fn open(visit: &Visit) -> Result<Frame, crate::visit::Failure> {
    if visit.web.options.gallery {
        Ok(visit.frame(None))
    } else {
        Err(visit.fail(app::Error::NotFound))
    }
}
