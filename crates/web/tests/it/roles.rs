//! Who may do what: every route of the list against every kind of visitor. A route without a row
//! fails, a row without a route fails, and so does an answer that differs from the row.

use std::collections::BTreeMap;

use app::cast::Cast;
use domain::card::Card;
use domain::contact::Contact;
use domain::contact_card::{CardPhoto, ContactCard, Import, PhotoState, Source};
use domain::follow_up::{Details, FollowUp, Kind, Side, State};
use domain::id::{CardPhotoId, ContactCardId, ImportId, MergeId};
use domain::merge::{Merge, Moved};
use store::Tx;
use web::routes::{self, Route};

use crate::harness::{Client, House, On, Reply};

/// The columns: nobody; nobody, but with a personal link; a member of another group; a member of the
/// group; the host; the organiser; the operator.
const ROLES: [&str; 7] = [
    "nobody",
    "guest",
    "elsewhere",
    "member",
    "host",
    "organiser",
    "operator",
];

/// `y` is let in (a page, a step on, or a form to correct), `s` is sent to sign in, `n` is told that
/// the door is not theirs, `-` finds nothing. `!` is anything else, and wrong wherever it stands.
const TABLE: &[(&str, &str, &str)] = include!("roles.table");

/// What the parameters of paths stand for: the story's evening, its group, its people.
struct Names {
    fixed: BTreeMap<&'static str, String>,
    token: String,
}

/// The path of a route for a visitor: only those with a personal link know its token.
fn path(route: &Route, names: &Names, role: &str) -> String {
    let mut path = route.path.to_owned();
    for (pattern, value) in &names.fixed {
        let Some((key, parameter)) = pattern.split_once(' ') else {
            continue;
        };
        if path.starts_with(key) {
            path = path.replacen(parameter, value, 1);
        }
    }
    let token = if role == "nobody" {
        "AAAA"
    } else {
        &names.token
    };
    // A seat is held by link, or by session under the event's id.
    let seat = match role {
        "nobody" | "guest" => token,
        _ => &names.fixed["/events {id}"],
    };
    path.replace("{seat}", seat).replace("{token}", token)
}

fn verdict(reply: &Reply) -> char {
    match reply.status.as_u16() {
        303 | 307 | 308
            if reply
                .location
                .as_deref()
                .is_some_and(|to| to.starts_with("/sign-in?")) =>
        {
            's'
        }
        200..=399 | 422 => 'y',
        401 => 's',
        403 => 'n',
        404 => '-',
        _ => '!',
    }
}

async fn client(house: &House, role: &str) -> Client {
    match role {
        "elsewhere" => house.cast_member("graham").await,
        "member" => house.cast_member("baltazar").await,
        "host" => house.cast_member("odile").await,
        "organiser" => house.cast_member("regine").await,
        "operator" => house.signed_in(app::cast::OPERATOR).await,
        _ => house.anonymous(),
    }
}

/// An id that names nothing.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

fn text<T: ToString>(found: Option<T>) -> String {
    found.expect("the cast has one").to_string()
}

/// A promise of a contact's keeper, to invite them.
fn promise(tx: &mut Tx<'_>, contact: &Contact) -> app::Result<FollowUp> {
    let promise = FollowUp {
        id: contact.id.0.into(),
        keeper_id: contact.keeper_id,
        contact_id: contact.id,
        event_id: None,
        kind: Kind::OneToOne,
        side: Side::Mine,
        state: State::Open,
        due_on: None,
        details: Details::default(),
        guest_event_id: None,
        invitation_id: None,
        created_at: contact.created_at,
        updated_at: contact.updated_at,
    };
    store::follow_ups::insert(tx, &promise)?;
    Ok(promise)
}

/// A card of a contact.
fn card(tx: &mut Tx<'_>, contact: &Contact) -> app::Result<ContactCardId> {
    let card = ContactCard {
        id: contact.id.0.into(),
        keeper_id: contact.keeper_id,
        contact_id: contact.id,
        position: 0,
        source: Source::Typed,
        origin: String::new(),
        import_id: None,
        card: Card {
            full_name: contact.name.clone(),
            ..Card::default()
        },
        raw: String::new(),
        fingerprint: vec![1],
        created_at: contact.created_at,
        updated_at: contact.updated_at,
    };
    store::contact_cards::insert(tx, std::slice::from_ref(&card))?;
    Ok(card.id)
}

/// A file of a contact's keeper that waits to be kept.
fn import(tx: &mut Tx<'_>, contact: &Contact) -> app::Result<ImportId> {
    let import = Import {
        id: contact.id.0.into(),
        keeper_id: contact.keeper_id,
        name: String::new(),
        source: Source::Vcard,
        columns: Vec::new(),
        refusals: Vec::new(),
        added: 0,
        joined: 0,
        known: 0,
        refused: 0,
        created_at: contact.created_at,
        kept_at: None,
        undone_at: None,
    };
    store::imports::insert(tx, &import, b"BEGIN:VCARD")?;
    Ok(import.id)
}

/// A picture of a contact's keeper.
fn photo(tx: &mut Tx<'_>, contact: &Contact) -> app::Result<CardPhotoId> {
    let photo = CardPhoto {
        id: contact.id.0.into(),
        keeper_id: contact.keeper_id,
        contact_card_id: None,
        state: PhotoState::Waiting,
        reading: String::new(),
        created_at: contact.created_at,
    };
    let picture = include_bytes!("../../../../fixtures/cards/code.png");
    store::card_photos::insert(tx, &photo, picture, &[1])?;
    Ok(photo.id)
}

/// A contact that joined another of its keeper.
fn merge(tx: &mut Tx<'_>, contact: &Contact) -> app::Result<MergeId> {
    let gone = Contact {
        id: uuid::Uuid::from_u128(contact.id.0.as_u128() ^ 1).into(),
        person_id: None,
        ..contact.clone()
    };
    let merge = Merge {
        id: contact.id.0.into(),
        keeper_id: contact.keeper_id,
        kept_id: contact.id,
        gone,
        was: contact.clone(),
        became: contact.clone(),
        moved: Moved::default(),
        created_at: contact.created_at,
    };
    store::contact_merges::insert(tx, &merge)?;
    Ok(merge.id)
}

fn names(tx: &mut Tx<'_>, cast: &Cast, signer: &app::token::Signer) -> app::Result<Names> {
    let event = cast.events["open-evening"];
    let group = cast.groups["vieux-montreal"];
    let guest = cast.people["ketsia"];
    let invitation = cast.invitations[&(event, guest)];
    let member = store::memberships::of_person(tx, group, cast.people["odile"])?;
    let activities = store::people::activities(tx, cast.people["odile"])?;
    let contact = store::contacts::of_keeper(tx, cast.people["odile"])?.remove(0);
    let promise = promise(tx, &contact)?;
    let note = store::notes::of_contact(tx, cast.people["odile"], contact.id)?.remove(0);
    let fixed = BTreeMap::from([
        ("/notebook {contact}", contact.id.to_string()),
        ("/notebook {card}", card(tx, &contact)?.to_string()),
        ("/notebook {import}", import(tx, &contact)?.to_string()),
        ("/notebook {photo}", photo(tx, &contact)?.to_string()),
        ("/notebook {note}", note.id.to_string()),
        ("/notebook/merges {merge}", merge(tx, &contact)?.to_string()),
        ("/notebook {person}", cast.people["ibrahima"].to_string()),
        ("/follow-ups {id}", promise.id.to_string()),
        ("/assets {version}", "0".to_owned()),
        ("/assets {*name}", "app.css".to_owned()),
        ("/groups {slug}", "vieux-montreal".to_owned()),
        (
            "/groups/vieux-montreal/members {id}",
            text(member.as_ref().map(|m| m.id)),
        ),
        (
            "/groups/vieux-montreal/venues {id}",
            cast.venues["fanal"].to_string(),
        ),
        ("/events {id}", event.to_string()),
        ("/api/v1/events {id}", event.to_string()),
        ("/api/v1/events {person}", guest.to_string()),
        ("/door {id}", event.to_string()),
        ("/api/v1/me/events {id}", event.to_string()),
        ("/series {id}", cast.series["outremont-lunch"].to_string()),
        ("/invitations {id}", invitation.to_string()),
        ("/people {id}", cast.people["odile"].to_string()),
        ("/people {size}", "small".to_owned()),
        ("/people {activity}", text(activities.first().map(|a| a.id))),
        (
            "/me/activities {id}",
            text(activities.first().map(|a| a.id)),
        ),
        ("/events {person}", guest.to_string()),
        ("/events {device}", NOBODY.to_owned()),
        ("/me/sessions {id}", NOBODY.to_owned()),
        ("/me/data/erasure {id}", NOBODY.to_owned()),
        ("/me/phone/passwords {id}", NOBODY.to_owned()),
        ("/dav {*path}", "books/notebook/a.vcf".to_owned()),
        ("/sign-in/code {id}", NOBODY.to_owned()),
        ("/operator/mails {id}", NOBODY.to_owned()),
        ("/demo/mail {id}", NOBODY.to_owned()),
        ("/evening {id}", NOBODY.to_owned()),
        ("/evening {person}", cast.people["odile"].to_string()),
        ("/m {pass}", signer.pass(event, guest)),
        ("/gallery {page}", "home".to_owned()),
        ("/gallery {n}", "0".to_owned()),
    ]);
    Ok(Names {
        fixed,
        token: signer.invitation(invitation, 1),
    })
}

/// What each route answers to each role, in the form of the table.
async fn seen() -> BTreeMap<Route, String> {
    let mut rows: BTreeMap<Route, String> = BTreeMap::new();
    for role in ROLES {
        let house = House::open(On::Sqlite).await;
        let cast = house.with_cast().await;
        let names = house.write(move |cx| names(cx.tx, &cast, cx.signer)).await;
        // Pages first, then what changes things; what ends the session, the event or
        // the picture comes last.
        let mut order: Vec<&Route> = routes::LIST.iter().collect();
        order.sort_by_key(|r| {
            (
                r.method == "post",
                r.path == "/sign-out",
                r.path.contains("cancellation") || r.path.contains("{photo}/removal"),
                **r,
            )
        });
        let mut client = client(&house, role).await;
        for route in order {
            let path = path(route, &names, role);
            let reply = match route.method {
                "get" => client.get(&path).await,
                _ => client.post(&path, &[]).await,
            };
            rows.entry(*route).or_default().push(verdict(&reply));
        }
    }
    rows
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_lets_in_whom_its_row_says() {
    let seen = seen().await;
    let table: BTreeMap<Route, String> = TABLE
        .iter()
        .map(|(method, path, row)| (Route { method, path }, (*row).to_owned()))
        .collect();
    let mut wrong = Vec::new();
    for (route, row) in &seen {
        match table.get(route) {
            None => wrong.push(format!(
                "no row: (\"{}\", \"{}\", \"{row}\"),",
                route.method, route.path
            )),
            Some(told) if told != row => {
                wrong.push(format!(
                    "{} {}: told {told}, seen {row}",
                    route.method, route.path
                ));
            }
            Some(_) => {}
        }
    }
    wrong.extend(
        table
            .keys()
            .filter(|r| !seen.contains_key(r))
            .map(|r| format!("no route: {} {}", r.method, r.path)),
    );
    assert!(wrong.is_empty(), "columns {ROLES:?}\n{}", wrong.join("\n"));
}
