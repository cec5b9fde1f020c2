//! The notebook and the follow-ups: what their keeper finds there, and that nobody else does.

use app::follow_ups::{self, Typed};
use app::log::{self, Hand, Open, Sent};
use app::seat::{self, Keeper};
use app::ties::{self, Reason};
use app::{Caller, Cx, contacts};
use domain::evening::{Token, What};
use domain::follow_up::Kind;
use domain::id::{EntryId, EventId, PersonId};
use jiff::{SignedDuration, Timestamp};

use crate::both;
use crate::harness::{Client, House};

/// Runs a use-case as somebody, with their notebook.
async fn keeping<T: Send + 'static>(
    house: &House,
    client: &Client,
    job: impl FnOnce(&mut Cx<'_, '_>, Keeper) -> app::Result<T> + Send + 'static,
) -> T {
    let session = client
        .cookies
        .iter()
        .find(|(name, _)| name == "session")
        .map(|(_, token)| token.clone());
    let caller = Caller {
        session,
        ..Caller::default()
    };
    let job = |cx: &mut Cx<'_, '_>| {
        let keeper = seat::my_keeper(cx)?;
        job(cx, keeper)
    };
    house.web.app.write(caller, job).await.unwrap()
}

/// A moment of the story's evening, on the clocks of Montréal.
fn at(hour: i64, minute: i64) -> Timestamp {
    let midnight: Timestamp = "2026-11-12T05:00:00Z".parse().unwrap();
    midnight + SignedDuration::from_mins(hour * 60 + minute)
}

/// Says what happened at an evening, by a host's hand.
async fn happened(house: &House, event: EventId, whats: Vec<(Timestamp, What)>) -> Vec<EntryId> {
    house
        .write(move |cx| {
            let event = store::events::find(cx.tx, event)?.unwrap();
            let host = store::people::around_event(cx.tx, event.id)?[0].id;
            let open = Open {
                event,
                hand: Hand::Host(host),
            };
            let sent: Vec<_> = whats
                .into_iter()
                .map(|(device_at, what)| Sent {
                    id: cx.id(),
                    device_at,
                    what,
                })
                .collect();
            let fates = log::take(cx, &open, &sent)?;
            assert!(fates.iter().all(|f| *f == log::Fate::Stored), "{fates:?}");
            Ok(sent.iter().map(|sent| sent.id).collect())
        })
        .await
}

/// The story's talks of Anselme, each with its minutes, and Lộc's card.
async fn story(house: &House, cast: &app::cast::Cast) -> EventId {
    let evening = cast.events["open-evening"];
    let anselme = cast.people["anselme"];
    let talk = |hour, minute, with: &str| {
        let people = [anselme, cast.people[with]];
        (at(hour, minute), What::Met { people })
    };
    let arrived = |person: PersonId| What::Arrived {
        person,
        company: 0,
        walk_in: None,
    };
    let talks = vec![
        talk(17, 41, "ketsia"),
        talk(17, 50, "rodrigo"),
        talk(17, 58, "ines"),
        talk(18, 10, "loc"),
    ];
    house.wait(SignedDuration::from_hours(4));
    happened(house, evening, vec![(at(17, 6), arrived(anselme))]).await;
    let talks = happened(house, evening, talks).await;
    let length = |encounter: EntryId, minutes| (at(18, 40), What::Lasted { encounter, minutes });
    let card = What::Exchanged {
        from: cast.people["loc"],
        to: anselme,
        token: Token::Card(None),
    };
    let more = vec![
        length(talks[0], 3),
        length(talks[1], 2),
        length(talks[2], 4),
        length(talks[3], 26),
        (at(18, 24), card),
    ];
    happened(house, evening, more).await;
    evening
}

both!(
    only_the_tie_with_the_friend_is_strengthened,
    |house: House| async move {
        let cast = house.with_cast().await;
        let anselme = house.cast_member("anselme").await;
        let evening = story(&house, &cast).await;
        let (loc, ketsia) = (cast.people["loc"], cast.people["ketsia"]);
        let (knew, gains) = keeping(&house, &anselme, move |cx, keeper| {
            let contact = contacts::met(cx, keeper, evening, loc)?;
            let typed = Typed {
                my_url: "racines-rameaux.example".into(),
                their_url: "atelier-tran.example".into(),
                ..Typed::default()
            };
            let kind = Kind::LinkExchange;
            follow_ups::promise(cx, keeper, contact.id, Some(evening), kind, &typed)?;
            contacts::met(cx, keeper, evening, ketsia)?;
            Ok((
                contacts::knew_before(cx, keeper, evening)?,
                ties::strengthened(cx, keeper, evening)?,
            ))
        })
        .await;
        assert!(knew.contains(&loc) && !knew.contains(&ketsia));
        let strengthened: Vec<_> = gains.iter().map(|(person, _)| *person).collect();
        assert_eq!(strengthened, [loc]);
    }
);

both!(
    a_one_to_one_is_proposed_until_it_is_promised,
    |house: House| async move {
        let cast = house.with_cast().await;
        let anselme = house.cast_member("anselme").await;
        let loc = cast.people["loc"];
        let before = keeping(&house, &anselme, ties::one_to_one_never_happened).await;
        let first = before.iter().find(|p| p.person.id == loc).unwrap();
        assert!(matches!(first.reason, Reason::SeenOften(n) if n >= 4));
        let evening = story(&house, &cast).await;
        let after = keeping(&house, &anselme, ties::one_to_one_never_happened).await;
        assert_eq!(after[0].person.id, loc);
        assert_eq!(after[0].reason, Reason::TalkedWell(26));
        let promised = keeping(&house, &anselme, move |cx, keeper| {
            let contact = contacts::met(cx, keeper, evening, loc)?;
            let (kind, typed) = (Kind::OneToOne, Typed::default());
            follow_ups::promise(cx, keeper, contact.id, Some(evening), kind, &typed)?;
            ties::one_to_one_never_happened(cx, keeper)
        })
        .await;
        assert!(promised.iter().all(|p| p.person.id != loc));
    }
);

both!(
    a_contact_knows_where_when_and_through_whom,
    |house: House| async move {
        let cast = house.with_cast().await;
        let anselme = house.cast_member("anselme").await;
        let evening = story(&house, &cast).await;
        let (me, melina) = (cast.people["anselme"], cast.people["melina"]);
        let youssef = cast.people["youssef"];
        let people = [me, melina];
        let proposed = What::IntroductionProposed {
            introducer: None,
            people,
        };
        let ids = happened(&house, evening, vec![(at(17, 12), proposed)]).await;
        let made = What::IntroductionMade {
            introduction: ids[0],
            introducer: Some(youssef),
        };
        let whats = vec![(at(17, 16), made), (at(17, 17), What::Met { people })];
        happened(&house, evening, whats).await;
        let (contact, again) = keeping(&house, &anselme, move |cx, keeper| {
            let first = contacts::met(cx, keeper, evening, melina)?;
            Ok((first, contacts::met(cx, keeper, evening, melina)?))
        })
        .await;
        assert_eq!(contact.id, again.id);
        assert_eq!(contact.met_at, Some(at(17, 17)));
        assert_eq!(contact.through_id, Some(youssef));
        assert_eq!(contact.event_id, Some(evening));
    }
);
