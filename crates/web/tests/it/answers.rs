//! Seats, the waiting list, and the log that tells both.

use app::answers;
use app::mail::Message;
use app::mail::guest::Tell;
use domain::answer::{Place, Response};
use domain::evening::GuestList;
use domain::id::PersonId;

use crate::both;
use crate::gathering::{self, Gathering, Usual, gather, words};
use crate::harness::House;

async fn rows(house: &House, here: Gathering) -> Vec<(PersonId, Response, u32, Place)> {
    house
        .write(move |cx| {
            let sql = "select person_id, response, company, place
                       from answers where event_id = $1 order by person_id";
            Ok(cx.tx.all(sql, store::params![here.event])?)
        })
        .await
}

async fn tells(house: &House, to: &str) -> Vec<Tell> {
    let mails = house.mails().await.into_iter();
    let of = mails.filter(|(recipient, _)| recipient == to);
    of.filter_map(|(_, message)| match message {
        Message::Guest(letter) => Some(letter.tell),
        _ => None,
    })
    .collect()
}

both!(
    a_burst_of_answers_leaves_log_and_rows_telling_the_same,
    |house: House| async move {
        let usual = Usual {
            capacity: Some(12),
            ..Usual::default()
        };
        let here = gather(&house, usual).await;
        let mut people = Vec::new();
        for n in 0..14 {
            people.push(here.person(&house, &format!("invite{n}")).await);
        }
        // A fixed seed, so that a failure can be seen again.
        let mut state = 0x5eed_u64;
        let mut draw = move |below: u64| {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (state >> 33) % below
        };
        for _ in 0..160 {
            let person = people[draw(14) as usize];
            let response =
                [Response::Yes, Response::Yes, Response::Maybe, Response::No][draw(4) as usize];
            let company = draw(4) as u32;
            house
                .write(move |cx| {
                    let given = answers::give(cx, here.event, person, words(response, company));
                    Ok(matches!(given, Ok(_) | Err(app::Error::Invalid(_))))
                })
                .await;
        }
        let log = house
            .write(move |cx| Ok(store::entries::of_event(cx.tx, here.event)?))
            .await;
        let told: Vec<_> = GuestList::of(&log)
            .everyone()
            .map(|(person, s)| (person, s.response, s.company, s.place))
            .collect();
        let kept = rows(&house, here).await;
        assert_eq!(told, kept);
        let seats = kept.iter().filter(|row| row.3 == Place::Going);
        let seats: u32 = seats.map(|row| row.2 + 1).sum();
        assert!(seats <= 12, "{seats} seats are taken");
        let fits =
            |row: &&(PersonId, Response, u32, Place)| row.3 == Place::Waiting && row.2 < 12 - seats;
        assert_eq!(kept.iter().find(fits), None, "somebody who fits waits");
    }
);

both!(
    fifty_at_once_take_ten_seats_and_the_rest_wait_in_order,
    |house: House| async move {
        let usual = Usual {
            capacity: Some(10),
            ..Usual::default()
        };
        let here = gather(&house, usual).await;
        let mut burst = tokio::task::JoinSet::new();
        for n in 0..50 {
            let app = house.web.app.clone();
            burst.spawn(async move {
                app.write(app::Caller::default(), move |cx| {
                    let person = gathering::person(cx, &format!("n{n}"), None)?;
                    let given = answers::give(cx, here.event, person, words(Response::Yes, 0))?;
                    Ok((person, given))
                })
                .await
                .unwrap()
            });
        }
        let given = burst.join_all().await;
        let going = given.iter().filter(|(_, g)| g.place == Place::Going);
        assert_eq!(going.count(), 10);
        let mut turns: Vec<_> = given
            .iter()
            .filter_map(|(person, g)| Some((g.turn?, *person)))
            .collect();
        turns.sort();
        let queue = house
            .write(move |cx| Ok(store::answers::queue(cx.tx, here.event)?))
            .await;
        let waiting: Vec<_> = queue.iter().map(|party| party.person_id).collect();
        assert_eq!(
            turns.iter().map(|t| t.0).collect::<Vec<_>>(),
            (1..=40).collect::<Vec<_>>()
        );
        assert_eq!(turns.into_iter().map(|t| t.1).collect::<Vec<_>>(), waiting);
    }
);

both!(
    a_seat_given_back_goes_to_the_first_who_waits,
    |house: House| async move {
        let usual = Usual {
            capacity: Some(1),
            ..Usual::default()
        };
        let here = gather(&house, usual).await;
        let odile = here.person(&house, "Odile").await;
        let theo = here.person(&house, "Theo").await;
        let give = |person, response, company| {
            house.write(move |cx| answers::give(cx, here.event, person, words(response, company)))
        };
        assert_eq!(give(odile, Response::Yes, 0).await.place, Place::Going);
        assert_eq!(give(theo, Response::Yes, 0).await.turn, Some(1));
        assert_eq!(give(theo, Response::Yes, 0).await.turn, Some(1), "twice");
        house.wait(jiff::SignedDuration::from_secs(1));
        give(odile, Response::No, 0).await;
        let places: Vec<_> = rows(&house, here).await.iter().map(|row| row.3).collect();
        assert!(places.contains(&Place::Going) && places.contains(&Place::None));
        assert_eq!(
            tells(&house, "theo@exemple.ca").await,
            [
                Tell::Promoted,
                Tell::Answered {
                    response: Response::Yes,
                    place: Place::Waiting,
                    company: 0
                }
            ],
            "one confirmation, then the seat"
        );
    }
);

both!(
    more_company_than_seats_is_refused_and_nothing_is_lost,
    |house: House| async move {
        let usual = Usual {
            capacity: Some(3),
            ..Usual::default()
        };
        let here = gather(&house, usual).await;
        let odile = here.person(&house, "Odile").await;
        house
            .write(move |cx| answers::give(cx, here.event, odile, words(Response::Yes, 1)))
            .await;
        let refused = house
            .write(move |cx| {
                Ok(answers::give(cx, here.event, odile, words(Response::Yes, 5)).unwrap_err())
            })
            .await;
        let app::Error::Invalid(problems) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(
            problems[0].1,
            app::Say::new("answer-no-room").number("left", 1)
        );
        let kept = rows(&house, here).await;
        assert_eq!(kept, [(odile, Response::Yes, 1, Place::Going)]);
    }
);

both!(
    a_larger_room_seats_those_who_wait,
    |house: House| async move {
        let usual = Usual {
            capacity: Some(1),
            ..Usual::default()
        };
        let here = gather(&house, usual).await;
        for given in ["Odile", "Theo", "Ines"] {
            let person = here.person(&house, given).await;
            house
                .write(move |cx| answers::give(cx, here.event, person, words(Response::Yes, 0)))
                .await;
        }
        house
            .write(move |cx| {
                let event = store::events::find(cx.tx, here.event)?.unwrap();
                let words = domain::event::EventWords {
                    capacity: Some(2),
                    ..event.words.clone()
                };
                store::events::update(cx.tx, &domain::event::Event { words, ..event })?;
                answers::reseat(cx, here.event)
            })
            .await;
        assert!(
            tells(&house, "theo@exemple.ca")
                .await
                .contains(&Tell::Promoted)
        );
        assert!(
            !tells(&house, "ines@exemple.ca")
                .await
                .contains(&Tell::Promoted)
        );
    }
);
