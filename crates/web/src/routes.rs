//! Every route, in one table: what the router is built from, and what the test of who may do what
//! is held against.

use axum::Router;
use axum::routing;

use crate::Web;
use crate::api;
use crate::assets;
use crate::live;
use crate::pages::door::{self, walk_in};
use crate::pages::{
    activities, demo, demo_mail, errors, first_run, gallery, groups, health, home, import,
    language, me, memberships, operator, organise, people, portrait, privacy, profile, sign_in,
};
use crate::pages::{agenda, calendars, event, event_form, series, venues};
use crate::pages::{answers, guest, guests, invitations, mail_stops};
use crate::pages::{badges, devices};
use crate::pages::{debrief, group_debrief};
use crate::pages::{my_evening, pass};

/// One route, as the table of tests knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// `get` or `post`.
    pub method: &'static str,
    /// The path, with its parameters.
    pub path: &'static str,
}

macro_rules! routes {
    ($($method:ident $path:literal => $handler:path,)*) => {
        /// Every route.
        pub const LIST: &[Route] = &[$(Route { method: stringify!($method), path: $path }),*];

        /// The router of every route.
        pub fn router() -> Router<Web> {
            Router::new()$(.route($path, routing::$method($handler)))*.fallback(errors::not_found)
        }
    };
}

routes! {
    get "/" => home::show,
    get "/healthz" => health::alive,
    get "/readyz" => health::ready,
    get "/robots.txt" => health::robots,
    get "/favicon.ico" => assets::favicon,
    get "/assets/{version}/{*name}" => assets::show,
    get "/privacy" => privacy::show,
    get "/events" => agenda::list,
    get "/events/{id}" => event::show,
    get "/events/{id}/event.ics" => calendars::event,
    get "/events/{id}/edit" => event_form::edit_form,
    post "/events/{id}/edit" => event_form::edit,
    post "/events/{id}/publication" => event_form::publish,
    get "/events/{id}/cancellation" => event_form::cancel_form,
    post "/events/{id}/cancellation" => event_form::cancel,
    post "/events/{id}/withdrawal" => event_form::withdraw,
    get "/groups/{slug}/events/new" => event_form::new_form,
    post "/groups/{slug}/events/new" => event_form::plan,
    get "/groups/{slug}/venues" => venues::list,
    get "/groups/{slug}/venues/new" => venues::new_form,
    post "/groups/{slug}/venues/new" => venues::add,
    get "/groups/{slug}/venues/{id}/edit" => venues::edit_form,
    post "/groups/{slug}/venues/{id}/edit" => venues::edit,
    get "/groups/{slug}/series" => series::list,
    get "/groups/{slug}/series/new" => series::new_form,
    post "/groups/{slug}/series/new" => series::begin,
    get "/series/{id}/edit" => series::edit_form,
    post "/series/{id}/edit" => series::edit,
    post "/series/{id}/end" => series::stop,
    get "/groups/{slug}/calendar.ics" => calendars::group,
    get "/calendar/{token}/cinqasept.ics" => calendars::member,
    post "/me/calendar/renew" => calendars::renew,
    post "/language" => language::choose,
    get "/sign-in" => sign_in::form,
    post "/sign-in" => sign_in::ask,
    get "/sign-in/code/{id}" => sign_in::code_form,
    post "/sign-in/code/{id}" => sign_in::code,
    get "/sign-in/link/{token}" => sign_in::link_form,
    post "/sign-in/link/{token}" => sign_in::link,
    post "/sign-out" => sign_in::out,
    get "/first-run" => first_run::form,
    post "/first-run" => first_run::begin,
    get "/groups" => groups::list,
    get "/groups/new" => groups::new_form,
    post "/groups/new" => groups::found,
    get "/groups/{slug}" => groups::show,
    get "/groups/{slug}/edit" => groups::edit_form,
    post "/groups/{slug}/edit" => groups::edit,
    get "/groups/{slug}/organise" => organise::show,
    get "/groups/{slug}/import" => import::form,
    post "/groups/{slug}/import" => import::apply,
    post "/groups/{slug}/import/preview" => import::preview,
    post "/groups/{slug}/applications" => memberships::apply,
    post "/groups/{slug}/applications/withdraw" => memberships::withdraw,
    get "/groups/{slug}/members" => memberships::directory,
    get "/groups/{slug}/members/new" => memberships::add_form,
    post "/groups/{slug}/members/new" => memberships::add,
    get "/groups/{slug}/members/{id}" => memberships::show,
    post "/groups/{slug}/members/{id}/moves" => memberships::move_to,
    post "/groups/{slug}/members/{id}/seat" => memberships::seat,
    post "/groups/{slug}/members/{id}/roles" => memberships::grant,
    post "/groups/{slug}/members/{id}/roles/remove" => memberships::withdraw_role,
    get "/me" => me::show,
    get "/me/sessions" => me::sessions,
    post "/me/sessions/{id}/end" => me::end_session,
    get "/demo/sign-in/{token}" => demo::enter,
    get "/operator" => operator::show,
    post "/operator/operators" => operator::appoint,
    post "/operator/mails/{id}/retry" => operator::retry,
    get "/me/profile" => profile::form,
    post "/me/profile" => profile::describe,
    post "/me/name" => profile::rename,
    post "/me/portrait" => portrait::keep,
    post "/me/portrait/remove" => portrait::remove,
    get "/me/activities/new" => activities::new_form,
    post "/me/activities/new" => activities::add,
    get "/me/activities/{id}/edit" => activities::edit_form,
    post "/me/activities/{id}/edit" => activities::edit,
    post "/me/activities/{id}/remove" => activities::remove,
    post "/me/activities/{id}/up" => activities::raise,
    get "/people/{id}" => people::show,
    get "/people/{id}/portrait/{size}" => portrait::show,
    get "/gallery" => gallery::list,
    get "/gallery/{page}/{n}" => gallery::show,
    get "/events/{id}/answer" => answers::form,
    post "/events/{id}/answer" => answers::give,
    get "/events/{id}/guests" => guests::show,
    get "/events/{id}/guests.csv" => guests::csv,
    get "/events/{id}/guests/{person}/answer" => answers::form_for,
    post "/events/{id}/guests/{person}/answer" => answers::give_for,
    get "/events/{id}/invitations" => invitations::show,
    post "/events/{id}/invitations" => invitations::invite,
    post "/events/{id}/invitations/preview" => invitations::preview,
    post "/events/{id}/invitations/many" => invitations::many,
    post "/events/{id}/invitations/links" => invitations::link,
    post "/invitations/{id}/revocation" => invitations::revoke,
    post "/invitations/{id}/renewal" => invitations::renew,
    get "/i/{token}" => guest::show,
    post "/i/{token}" => guest::answer,
    get "/i/{token}/event.ics" => guest::calendar,
    get "/i/{token}/own" => guest::own,
    post "/i/{token}/own" => guest::join,
    get "/i/{token}/invitations" => guest::forward,
    post "/i/{token}/invitations" => guest::invite,
    post "/i/{token}/links" => guest::link,
    get "/stop/{token}" => mail_stops::show,
    post "/stop/{token}" => mail_stops::stop,
    post "/stop/{token}/resume" => mail_stops::resume,
    get "/demo/mail" => demo_mail::list,
    get "/demo/mail/{id}" => demo_mail::show,
    get "/api/openapi.json" => api::openapi::show,
    get "/api/v1/events/{id}/log" => api::log::page,
    post "/api/v1/events/{id}/log" => api::log::append,
    get "/events/{id}/stream" => live::watch,
    get "/evening/{seat}/stream" => live::feel,
    get "/m/{pass}" => pass::show,
    get "/evening/{seat}" => my_evening::show,
    post "/evening/{seat}/departure" => my_evening::leave,
    post "/evening/{seat}/return" => my_evening::come_back,
    post "/evening/{seat}/quiet" => my_evening::quiet,
    post "/evening/{seat}/visibility" => my_evening::visibility,
    post "/evening/{seat}/introduction" => my_evening::ask,
    post "/evening/{seat}/introduction/withdrawal" => my_evening::ask_no_more,
    post "/evening/{seat}/cards" => my_evening::choose,
    post "/evening/{seat}/cards/new" => my_evening::make_card,
    post "/evening/{seat}/undo" => my_evening::undo,
    get "/events/{id}/door" => door::show,
    get "/events/{id}/door/search" => door::search,
    post "/events/{id}/door/arrivals" => door::admit,
    post "/events/{id}/door/departures" => door::depart,
    post "/events/{id}/door/undo" => door::undo,
    post "/events/{id}/door/scan" => door::scan,
    post "/events/{id}/door/walk-ins" => walk_in::take,
    get "/events/{id}/door/walk-ins/{person}" => walk_in::show,
    get "/evening/{seat}/debrief" => debrief::show,
    post "/evening/{seat}/debrief/lesson" => debrief::learn,
    post "/evening/{seat}/debrief/recall" => debrief::recall,
    post "/evening/{seat}/debrief/rating" => debrief::rate,
    post "/evening/{seat}/debrief/opening" => debrief::open_here,
    post "/evening/{seat}/debrief/share" => debrief::share,
    post "/evening/{seat}/debrief/share/end" => debrief::stop_sharing,
    get "/debriefs/{token}" => debrief::shown,
    get "/events/{id}/debrief" => group_debrief::show,
    get "/api/v1/me/events" => api::me::events,
    get "/api/v1/me/events/{id}/debrief" => api::me::debrief,
    get "/events/{id}/door.pdf" => badges::door_list,
    get "/events/{id}/badges" => badges::form,
    get "/events/{id}/badges.pdf" => badges::pdf,
    get "/events/{id}/devices" => devices::list,
    post "/events/{id}/devices" => devices::enrol,
    post "/events/{id}/devices/{device}/revocation" => devices::revoke,
}
