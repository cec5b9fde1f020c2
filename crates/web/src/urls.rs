//! Every address of the installation, made in one place. Templates and handlers never write one.

use std::fmt;

use domain::id::{
    ActivityId, AppPasswordId, CardPhotoId, ContactCardId, ContactId, DeviceId, EventId,
    FollowUpId, ImportId, InvitationId, MailId, MembershipId, MergeId, NoteId, PersonId, SeriesId,
    SessionId, SignInId, VenueId,
};
use domain::text::Slug;

/// A path of this installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(String);

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::FastWritable for Url {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(dest.write_str(&self.0)?)
    }
}

macro_rules! urls {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $ty:ty),*) = $pattern:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name($($arg: $ty),*) -> Url {
            Url(format!($pattern))
        }
    )*};
}

urls! {
    /// All of somebody's activities on one card, to be taken.
    cards_out(person: &PersonId) = "/people/{person}/cards";
    /// The same as a file.
    cards_file(person: &PersonId) = "/people/{person}/cards.vcf";
    /// The card of one activity, to be taken.
    card_out(person: &PersonId, activity: &ActivityId) = "/people/{person}/cards/{activity}";
    /// The same as a file.
    card_file(person: &PersonId, activity: &ActivityId) = "/people/{person}/cards/{activity}/card.vcf";
    /// Sheets of one's own cards.
    cards_paper() = "/me/cards.pdf";
    /// The search for everything.
    search() = "/search";
    /// What is offered as one types.
    search_offered() = "/search/offered";
    /// Taking the notebook as a file.
    notebook_out() = "/notebook/out";
    /// The file.
    notebook_file() = "/notebook/file";
    /// Where telephones find the address book.
    dav() = "/dav/";
    /// Whoever signed in there.
    dav_principal() = "/dav/principal/";
    /// Their address books.
    dav_home() = "/dav/books/";
    /// The notebook as an address book.
    dav_book() = "/dav/books/notebook/";
    /// The viewer's telephones.
    phone_book() = "/me/phone";
    /// Making a password for one.
    phone_passwords() = "/me/phone/passwords";
    /// Taking a password back.
    phone_password_revocation(id: &AppPasswordId) = "/me/phone/passwords/{id}/revocation";
    /// Whether private notes go out.
    phone_notes() = "/me/phone/notes";
    /// Bringing back what was taken off telephones.
    phone_return() = "/me/phone/return";
    /// Somebody's debrief, by the key of their seat.
    debrief(seat: &str) = "/evening/{seat}/debrief";
    /// A form of the debrief.
    debrief_part(seat: &str, part: &str) = "/evening/{seat}/debrief/{part}";
    /// A debrief that its owner shows.
    shown_debrief(token: &str) = "/debriefs/{token}";
    /// The group's debrief of an event.
    group_debrief(id: &EventId) = "/events/{id}/debrief";
    /// The installation's own page.
    home() = "/";
    /// Every group.
    groups() = "/groups";
    /// A group's page.
    group(slug: &Slug) = "/groups/{slug}";
    /// Founding a group.
    group_new() = "/groups/new";
    /// Changing a group's words.
    group_edit(slug: &Slug) = "/groups/{slug}/edit";
    /// What a group's organisers see first.
    organise(slug: &Slug) = "/groups/{slug}/organise";
    /// Bringing members in from a table.
    import(slug: &Slug) = "/groups/{slug}/import";
    /// What it would do.
    import_preview(slug: &Slug) = "/groups/{slug}/import/preview";
    /// Asking to join a group.
    applications(slug: &Slug) = "/groups/{slug}/applications";
    /// No longer asking.
    application_withdraw(slug: &Slug) = "/groups/{slug}/applications/withdraw";
    /// A group's directory.
    members(slug: &Slug) = "/groups/{slug}/members";
    /// Adding somebody to a group.
    member_new(slug: &Slug) = "/groups/{slug}/members/new";
    /// Somebody of a group, for its organisers.
    member(slug: &Slug, id: &MembershipId) = "/groups/{slug}/members/{id}";
    /// Moving them along the path.
    member_moves(slug: &Slug, id: &MembershipId) = "/groups/{slug}/members/{id}/moves";
    /// Their seat.
    member_seat(slug: &Slug, id: &MembershipId) = "/groups/{slug}/members/{id}/seat";
    /// Granting them a role.
    member_roles(slug: &Slug, id: &MembershipId) = "/groups/{slug}/members/{id}/roles";
    /// Taking a role back.
    member_role_remove(slug: &Slug, id: &MembershipId) = "/groups/{slug}/members/{id}/roles/remove";
    /// An event's page.
    event(id: &EventId) = "/events/{id}";
    /// A guest's own page, by their personal link, or by a link to pass on.
    guest(token: &str) = "/i/{token}";
    /// The event of a personal link, for a calendar.
    guest_calendar(token: &str) = "/i/{token}/event.ics";
    /// Answering in one's own name, through somebody else's link.
    guest_own(token: &str) = "/i/{token}/own";
    /// Inviting somebody, by a personal link.
    guest_invitations(token: &str) = "/i/{token}/invitations";
    /// Making a link to pass on, by a personal link.
    guest_links(token: &str) = "/i/{token}/links";
    /// Answering for a guest.
    answer_for(id: &EventId, person: &PersonId) = "/events/{id}/guests/{person}/answer";
    /// The guest list of an event.
    guests(id: &EventId) = "/events/{id}/guests";
    /// The guest list as a file.
    guests_csv(id: &EventId) = "/events/{id}/guests.csv";
    /// Inviting to an event, and one's invitations.
    invitations(id: &EventId) = "/events/{id}/invitations";
    /// Looking at a list of addresses before inviting them.
    invitations_preview(id: &EventId) = "/events/{id}/invitations/preview";
    /// Inviting a list of addresses.
    invitations_many(id: &EventId) = "/events/{id}/invitations/many";
    /// Making a link to pass on.
    invitation_links(id: &EventId) = "/events/{id}/invitations/links";
    /// Taking an invitation back.
    invitation_revocation(id: &InvitationId) = "/invitations/{id}/revocation";
    /// Giving an invitation a new link.
    invitation_renewal(id: &InvitationId) = "/invitations/{id}/renewal";
    /// Answering an event that one can see.
    answer(id: &EventId) = "/events/{id}/answer";
    /// Every public event to come.
    events() = "/events";
    /// A further page of them.
    events_page(page: i64) = "/events?page={page}";
    /// Changing an event.
    event_edit(id: &EventId) = "/events/{id}/edit";
    /// Opening an event to its audience.
    event_publication(id: &EventId) = "/events/{id}/publication";
    /// Calling an event off.
    event_cancellation(id: &EventId) = "/events/{id}/cancellation";
    /// Taking a date of a series back to draft.
    event_withdrawal(id: &EventId) = "/events/{id}/withdrawal";
    /// An event for one's calendar.
    event_calendar(id: &EventId) = "/events/{id}/event.ics";
    /// Planning an event of a group.
    event_new(slug: &Slug) = "/groups/{slug}/events/new";
    /// A group's venues.
    venues(slug: &Slug) = "/groups/{slug}/venues";
    /// Adding a venue.
    venue_new(slug: &Slug) = "/groups/{slug}/venues/new";
    /// Changing a venue.
    venue_edit(slug: &Slug, id: &VenueId) = "/groups/{slug}/venues/{id}/edit";
    /// A group's series.
    series_list(slug: &Slug) = "/groups/{slug}/series";
    /// Beginning a series.
    series_new(slug: &Slug) = "/groups/{slug}/series/new";
    /// Changing a series.
    series_edit(id: &SeriesId) = "/series/{id}/edit";
    /// Stopping a series.
    series_end(id: &SeriesId) = "/series/{id}/end";
    /// A group's public calendar, to subscribe to.
    group_calendar(slug: &Slug) = "/groups/{slug}/calendar.ics";
    /// A member's private calendar, to subscribe to.
    calendar(token: &str) = "/calendar/{token}/cinqasept.ics";
    /// Making the earlier addresses of one's calendar void.
    calendar_renew() = "/me/calendar/renew";
    /// A person's page.
    person(id: &PersonId) = "/people/{id}";
    /// The viewer's name, language and visibility.
    profile() = "/me/profile";
    /// The viewer's name alone.
    my_name() = "/me/name";
    /// Keeping the viewer's portrait.
    my_portrait() = "/me/portrait";
    /// Forgetting it.
    my_portrait_remove() = "/me/portrait/remove";
    /// A new activity of the viewer.
    activity_new() = "/me/activities/new";
    /// Rewriting one.
    activity_edit(id: &ActivityId) = "/me/activities/{id}/edit";
    /// Removing one.
    activity_remove(id: &ActivityId) = "/me/activities/{id}/remove";
    /// Moving one before the one above it.
    activity_up(id: &ActivityId) = "/me/activities/{id}/up";
    /// Asking for the mail that signs in.
    sign_in() = "/sign-in";
    /// Typing the code.
    sign_in_code(id: &SignInId) = "/sign-in/code/{id}";
    /// The link in the mail.
    sign_in_link(token: &str) = "/sign-in/link/{token}";
    /// Ending the session.
    sign_out() = "/sign-out";
    /// The viewer's own page.
    me() = "/me";
    /// The viewer's sessions.
    sessions() = "/me/sessions";
    /// Ending one of them.
    session_end(id: &SessionId) = "/me/sessions/{id}/end";
    /// The language switch.
    language() = "/language";
    /// The demo's mails.
    demo_mails() = "/demo/mail";
    /// One of the demo's mails.
    demo_mail(id: &MailId) = "/demo/mail/{id}";
    /// A door of the demo: signs in as somebody of the cast.
    demo_sign_in(token: &str) = "/demo/sign-in/{token}";
    /// Stopping a group's mail, from the mail itself.
    mail_stop(token: &str) = "/stop/{token}";
    /// Letting the group write again.
    mail_resume(token: &str) = "/stop/{token}/resume";
    /// Making the operator's account.
    first_run() = "/first-run";
    /// Letting another run the installation.
    operators() = "/operator/operators";
    /// Trying a mail again.
    mail_retry(id: &MailId) = "/operator/mails/{id}/retry";
    /// The operator's page.
    operator() = "/operator";
    /// The pages with their samples, for whoever works on the look.
    gallery() = "/gallery";
    /// One sample of a page.
    gallery_sample(page: &str, n: &usize) = "/gallery/{page}/{n}";
    /// An event's log as it grows, for those who run it.
    stream(id: &EventId) = "/events/{id}/stream";
    /// Word that something changed, for somebody who is there.
    evening_stream(seat: &str) = "/evening/{seat}/stream";
    /// The viewer's notebook.
    notebook() = "/notebook";
    /// Who may be in it twice.
    duplicates() = "/notebook/duplicates";
    /// Saying that two contacts are two people.
    differences() = "/notebook/differences";
    /// Taking two contacts apart again.
    merge_undo(id: &MergeId) = "/notebook/merges/{id}/undo";
    /// A contact of theirs.
    contact(id: &ContactId) = "/notebook/{id}";
    /// Rewriting what they say of it.
    contact_edit(id: &ContactId) = "/notebook/{id}/edit";
    /// Forgetting it.
    contact_removal(id: &ContactId) = "/notebook/{id}/removal";
    /// Who a half-remembered contact turns out to be.
    contact_merge(id: &ContactId) = "/notebook/{id}/merge";
    /// Writing a note about it.
    contact_notes(id: &ContactId) = "/notebook/{id}/notes";
    /// Forgetting a note.
    contact_note_removal(id: &ContactId, note: &NoteId) = "/notebook/{id}/notes/{note}/removal";
    /// Bringing a file of cards in.
    notebook_imports() = "/notebook/import";
    /// A file of cards.
    notebook_import(id: &ImportId) = "/notebook/imports/{id}";
    /// What the columns of a table hold.
    notebook_import_columns(id: &ImportId) = "/notebook/imports/{id}/columns";
    /// Dropping or undoing it.
    notebook_import_removal(id: &ImportId) = "/notebook/imports/{id}/removal";
    /// Photographing cards.
    card_photos() = "/notebook/photos";
    /// What keeps that page on a phone.
    card_photos_worker() = "/notebook/photos/worker.js";
    /// A picture of a card, with what was read.
    card_photo(id: &CardPhotoId) = "/notebook/photos/{id}";
    /// The same to be typed while the machine still reads.
    card_photo_typing(id: &CardPhotoId) = "/notebook/photos/{id}?type=1";
    /// The picture itself.
    card_photo_picture(id: &CardPhotoId) = "/notebook/photos/{id}/picture";
    /// Turning it.
    card_photo_turns(id: &CardPhotoId) = "/notebook/photos/{id}/turns";
    /// Having it read again.
    card_photo_readings(id: &CardPhotoId) = "/notebook/photos/{id}/readings";
    /// Dropping it.
    card_photo_removal(id: &CardPhotoId) = "/notebook/photos/{id}/removal";
    /// Typing the card of a new contact.
    card_new() = "/notebook/cards/new";
    /// Typing one more card of a contact.
    contact_card_new(id: &ContactId) = "/notebook/{id}/cards/new";
    /// A card of a contact.
    contact_card(id: &ContactId, card: &ContactCardId) = "/notebook/{id}/cards/{card}";
    /// Making it somebody else's.
    contact_card_parting(id: &ContactId, card: &ContactCardId) = "/notebook/{id}/cards/{card}/parting";
    /// Forgetting it.
    contact_card_removal(id: &ContactId, card: &ContactCardId) = "/notebook/{id}/cards/{card}/removal";
    /// Whether one may write to it, and noting so.
    contact_consent(id: &ContactId) = "/notebook/{id}/consent";
    /// What is held of the viewer.
    my_data() = "/me/data";
    /// A copy of it.
    my_data_copy() = "/me/data/copy";
    /// Asking to be erased.
    my_erasure() = "/me/data/erasure";
    /// Confirming it with a code.
    my_erasure_code(id: &SignInId) = "/me/data/erasure/{id}";
    /// It is done.
    erased() = "/erased";
    /// What is held of a guest.
    guest_data(seat: &str) = "/evening/{seat}/data";
    /// A copy of it.
    guest_data_copy(seat: &str) = "/evening/{seat}/data/copy";
    /// A guest's erasure.
    guest_erasure(seat: &str) = "/evening/{seat}/data/erasure";
    /// Confirming a guest's copy with a code.
    guest_copy_code(seat: &str, id: &SignInId) = "/evening/{seat}/data/copy/{id}";
    /// Confirming a guest's erasure with a code.
    guest_erasure_code(seat: &str, id: &SignInId) = "/evening/{seat}/data/erasure/{id}";
    /// Keeping a person in the notebook.
    contact_keep(person: &PersonId) = "/notebook/people/{person}";
    /// Writing a promise of a kind down.
    follow_up_new_of(id: &ContactId, kind: &str) = "/notebook/{id}/follow-ups/new?kind={kind}";
    /// The viewer's promises.
    follow_ups() = "/follow-ups";
    /// One of them.
    follow_up(id: &FollowUpId) = "/follow-ups/{id}";
    /// Rewriting it.
    follow_up_edit(id: &FollowUpId) = "/follow-ups/{id}/edit";
    /// Saying what became of it.
    follow_up_state(id: &FollowUpId) = "/follow-ups/{id}/state";
    /// Inviting the guest it promises.
    follow_up_invitation(id: &FollowUpId) = "/follow-ups/{id}/invitation";
    /// Proposing the times of a one-to-one.
    follow_up_proposal(id: &FollowUpId) = "/follow-ups/{id}/proposal";
    /// Saying which of them it is.
    follow_up_agreement(id: &FollowUpId) = "/follow-ups/{id}/agreement";
    /// Privacy, in plain words.
    privacy() = "/privacy";
    /// One's own evening, by the seat's key: the event's id, or a personal link's token.
    my_evening(seat: &str) = "/evening/{seat}";
    /// Saying that one goes out.
    my_departure(seat: &str) = "/evening/{seat}/departure";
    /// Saying that one is back.
    my_return(seat: &str) = "/evening/{seat}/return";
    /// Saying that one would rather not be approached.
    my_quiet(seat: &str) = "/evening/{seat}/quiet";
    /// Saying whether one may be seen.
    my_visibility(seat: &str) = "/evening/{seat}/visibility";
    /// Asking to be introduced.
    my_introduction(seat: &str) = "/evening/{seat}/introduction";
    /// No longer asking.
    my_introduction_withdrawal(seat: &str) = "/evening/{seat}/introduction/withdrawal";
    /// Choosing who one is tonight.
    my_cards(seat: &str) = "/evening/{seat}/cards";
    /// Making a card in two fields.
    my_card_new(seat: &str) = "/evening/{seat}/cards/new";
    /// Taking back what one entered by mistake.
    my_undo(seat: &str) = "/evening/{seat}/undo";
    /// Meeting somebody.
    meeting(seat: &str) = "/evening/{seat}/meet";
    /// One person of tonight.
    my_person(seat: &str, person: &PersonId) = "/evening/{seat}/people/{person}";
    /// Giving them one's cards.
    my_person_cards(seat: &str, person: &PersonId) = "/evening/{seat}/people/{person}/cards";
    /// Noting a token that is no card.
    my_person_tokens(seat: &str, person: &PersonId) = "/evening/{seat}/people/{person}/tokens";
    /// Not answering their card.
    my_person_refusal(seat: &str, person: &PersonId) = "/evening/{seat}/people/{person}/refusal";
    /// What a QR says: who somebody is at an event.
    pass(pass: &str) = "/m/{pass}";
    /// The door of an event, for those who run it.
    door(id: &EventId) = "/events/{id}/door";
    /// The door, with what to say to somebody.
    door_person(id: &EventId, person: &PersonId) = "/events/{id}/door?person={person}";
    /// The lists of the door alone.
    door_lists(id: &EventId) = "/events/{id}/door/search";
    /// Letting somebody in.
    door_arrivals(id: &EventId) = "/events/{id}/door/arrivals";
    /// Noting that somebody goes out.
    door_departures(id: &EventId) = "/events/{id}/door/departures";
    /// Taking back what was said at the door.
    door_undo(id: &EventId) = "/events/{id}/door/undo";
    /// Letting in whoever shows a code.
    door_scan(id: &EventId) = "/events/{id}/door/scan";
    /// Letting in somebody nobody expected.
    door_walk_ins(id: &EventId) = "/events/{id}/door/walk-ins";
    /// The host's board of an event's room.
    room(id: &EventId) = "/events/{id}/room";
    /// The room's wall.
    room_projector(id: &EventId) = "/events/{id}/room/projector";
    /// What is said of an introduction.
    room_introductions(id: &EventId) = "/events/{id}/room/introductions";
    /// Rounds at tables or in pairs.
    rounds(id: &EventId) = "/events/{id}/rounds";
    /// Playing a round, taking it back, making the rest anew.
    rounds_deeds(id: &EventId) = "/events/{id}/rounds/deeds";
    /// A card for each person, with their tables.
    rounds_cards(id: &EventId) = "/events/{id}/rounds.pdf";
    /// What one of those concerned says of an introduction.
    my_reply(seat: &str) = "/evening/{seat}/introduction/reply";
    /// Asking for somebody to welcome.
    my_welcome(seat: &str) = "/evening/{seat}/welcome";
    /// Whether one would rather not be introduced to somebody.
    my_person_apart(seat: &str, person: &PersonId) = "/evening/{seat}/people/{person}/apart";
    /// The list of the door, to be printed.
    door_list(id: &EventId) = "/events/{id}/door.pdf";
    /// Choosing a sheet for badges.
    badges(id: &EventId) = "/events/{id}/badges";
    /// The badges, to be printed.
    badges_pdf(id: &EventId) = "/events/{id}/badges.pdf";
    /// Saying that two people are one.
    door_same(id: &EventId) = "/events/{id}/door/same";
    /// Where a device types its code.
    door_enter() = "/door";
    /// The door of an event on a device.
    door_app(id: &EventId) = "/door/{id}/";
    /// What the device's home screen shows of it.
    door_manifest(id: &EventId, lang: &str) = "/door/{id}/app.webmanifest?lang={lang}";
    /// What keeps it without network.
    door_worker(id: &EventId) = "/door/{id}/worker.js";
    /// The log's interface, for a device.
    api_event(id: &EventId) = "/api/v1/events/{id}";
    /// The devices of an event's door.
    devices(id: &EventId) = "/events/{id}/devices";
    /// Taking a device's token back.
    device_revocation(id: &EventId, device: &DeviceId) = "/events/{id}/devices/{device}/revocation";
    /// What a walk-in takes home.
    door_walk_in(id: &EventId, person: &PersonId) = "/events/{id}/door/walk-ins/{person}";
}

/// A person's portrait, `small` or `large`. With a version, a new portrait has a new address.
pub fn portrait(id: &PersonId, size: &str, version: Option<i64>) -> Url {
    let version = version.map_or_else(String::new, |version| format!("?v={version}"));
    Url(format!("/people/{id}/portrait/{size}{version}"))
}

/// Where a photo of somebody's code is sent.
pub fn meeting_code(seat: &str) -> Url {
    Url(format!("/evening/{seat}/meet/code"))
}

/// Meeting whoever shows a pass, or somebody seen there.
pub fn meeting_with(seat: &str, who: &str) -> Url {
    Url(format!("/evening/{seat}/meet?who={}", escaped(who)))
}

/// Where to go after signing in to come back to a page.
pub fn sign_in_for(path: &str) -> Url {
    Url(format!("/sign-in?to={}", escaped(path)))
}

/// A text as it may stand in a query.
pub fn escaped(text: &str) -> String {
    let mut to = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                to.push(char::from(byte))
            }
            _ => to.push_str(&format!("%{byte:02X}")),
        }
    }
    to
}

/// A search on a map of the world, elsewhere: the reader may follow it, no page asks for it.
pub fn map(place: &str) -> String {
    let mut query = String::new();
    for byte in place.bytes() {
        if byte.is_ascii_alphanumeric() {
            query.push(char::from(byte));
        } else {
            query.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("https://www.openstreetmap.org/search?query={query}")
}
