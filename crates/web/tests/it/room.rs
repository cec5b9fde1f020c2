//! The live room: nobody is left alone, introductions are proposed for a reason, answers change what
//! comes next, and what somebody keeps private is told by nothing.

use app::introductions::Idea;
use app::{App, Caller};
use domain::activity::{Activity, ActivityWords};
use domain::evening::{Outcome, What};
use domain::id::PersonId;
use domain::role::Role;
use jiff::SignedDuration;

use crate::both;
use crate::gathering::Gathering;
use crate::harness::{Client, House};
use crate::my_evening::{arrives, guest, link, told, tonight};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// Gives somebody a card.
async fn card(house: &House, person: PersonId, title: &'static str, seek: &'static str) {
    house
        .write(move |cx| {
            let words = ActivityWords {
                title: title.into(),
                seek: seek.into(),
                ..ActivityWords::default()
            };
            let id = cx.id();
            let activity = Activity { id, words };
            Ok(store::people::insert_activity(
                cx.tx, person, &activity, cx.now,
            )?)
        })
        .await;
}

/// A host who is there, signed in.
async fn host(house: &House, here: Gathering) -> (PersonId, Client) {
    let odile = here.with_role(house, "Odile", Role::Host).await;
    link(house, here, odile).await;
    arrives(house, here, odile).await;
    (odile, house.signed_in("odile@exemple.ca").await)
}

/// Somebody who has a card and a personal link, and comes in.
async fn comes(
    house: &House,
    here: Gathering,
    given: &'static str,
    title: &'static str,
    seek: &'static str,
) -> (PersonId, String) {
    let (person, page) = guest(house, here, given).await;
    card(house, person, title, seek).await;
    arrives(house, here, person).await;
    (person, page)
}

async fn board(app: &App, client: &Client, here: Gathering) -> app::board::Board {
    let session = client.cookies.iter().find(|(name, _)| name == "session");
    let caller = Caller {
        session: session.map(|(_, token)| token.clone()),
        ..Caller::default()
    };
    let board = app.read(caller, move |cx| app::board::show(cx, here.event));
    board.await.unwrap()
}

fn pairs(ideas: &[Idea]) -> Vec<[String; 2]> {
    let given = |idea: &Idea| {
        let mut names = [0, 1].map(|n: usize| idea.people[n].name.given.clone());
        names.sort();
        names
    };
    ideas.iter().map(given).collect()
}

fn pair(a: &str, b: &str) -> [String; 2] {
    [a.to_owned(), b.to_owned()]
}

async fn says(host: &mut Client, here: Gathering, [a, b]: [PersonId; 2], reply: &str) {
    let (a, b) = (a.to_string(), b.to_string());
    let form = [("a", a.as_str()), ("b", &b), ("reply", reply)];
    let to = format!("/events/{}/room/introductions", here.event);
    host.post(&to, &form).await.is(303);
}

both!(
    a_newcomer_alone_is_on_the_board_before_five_minutes_with_somebody_to_meet,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, mut host) = host(&house, here).await;
        let (ines, _) = comes(
            &house,
            here,
            "Inès",
            "Notaire",
            "Des généalogistes pour les successions.",
        )
        .await;
        let (anselme, _) = comes(&house, here, "Anselme", "Généalogiste", "").await;
        house.wait(MINUTE * 4);
        let path = format!("/events/{}/room", here.event);
        let shown = host.get(&path).await;
        shown
            .is(200)
            .shows("4 minutes")
            .shows("Inès cherche « des généalogistes pour les successions ». Justement, Anselme : Généalogiste.")
            .shows("« Anselme, je vous présente Inès, qui cherche des généalogistes pour les successions. »")
            .shows("Par vous");
        let seen = board(&house.web.app, &host, here).await;
        assert!(
            seen.waiting
                .iter()
                .all(|w| w.pressing == app::board::Pressing::Soon)
        );
        says(&mut host, here, [ines, anselme], "made").await;
        let after = board(&house.web.app, &host, here).await;
        assert_eq!(
            (
                after.waiting.len(),
                after.ideas.len(),
                after.talks,
                after.made
            ),
            (0, 0, 1, 1)
        );
        house.wait(MINUTE * 15);
        let later = board(&house.web.app, &host, here).await;
        // They have met, and nobody else is free.
        assert_eq!((later.waiting.len(), later.ideas.len()), (2, 0));
        assert!(later.newcomers.iter().all(|f| !f.kept && f.longest >= 9));
        let debrief = host.get(&format!("/events/{}/debrief", here.event)).await;
        debrief
            .is(200)
            .shows("Seul d’affilée")
            .shows("toutes ont été seules plus de cinq minutes");
    }
);

both!(
    after_its_end_an_evening_proposes_nobody_and_shows_what_it_gave,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, mut host) = host(&house, here).await;
        let seek = "Des généalogistes pour les successions.";
        comes(&house, here, "Inès", "Notaire", seek).await;
        comes(&house, here, "Anselme", "Généalogiste", "").await;
        house.wait(MINUTE * 4);
        let seen = board(&house.web.app, &host, here).await;
        assert_eq!(
            (seen.over, seen.waiting.len(), seen.ideas.len()),
            (false, 2, 1)
        );
        house.wait(MINUTE * 60 * 6);
        let seen = board(&house.web.app, &host, here).await;
        assert_eq!(
            (seen.over, seen.waiting.len(), seen.ideas.len()),
            (true, 0, 0)
        );
        assert_eq!((seen.counts.came, seen.newcomers.len()), (3, 2));
        let page = host.get(&format!("/events/{}/room", here.event)).await;
        page.is(200)
            .shows("Ce que la soirée a donné")
            .shows(&format!("/events/{}/debrief", here.event))
            .hides("Sans compagnie")
            .hides("À présenter");
    }
);

both!(
    what_people_answer_changes_what_is_proposed_next,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, mut host) = host(&house, here).await;
        let (ines, _) = comes(&house, here, "Inès", "Notaire", "Des généalogistes").await;
        let (anselme, _) = comes(&house, here, "Anselme", "Généalogiste", "").await;
        let ideas = board(&house.web.app, &host, here).await.ideas;
        assert_eq!(pairs(&ideas), [pair("Anselme", "Inès")]);
        says(&mut host, here, [ines, anselme], "later").await;
        says(&mut host, here, [anselme, ines], "later").await;
        assert!(board(&house.web.app, &host, here).await.ideas.is_empty());
        house.wait(MINUTE * 14);
        assert!(board(&house.web.app, &host, here).await.ideas.is_empty());
        house.wait(MINUTE * 2);
        let ideas = board(&house.web.app, &host, here).await.ideas;
        assert_eq!(pairs(&ideas), [pair("Anselme", "Inès")]);
        says(&mut host, here, [ines, anselme], "wrong_match").await;
        house.wait(MINUTE * 30);
        assert!(board(&house.web.app, &host, here).await.ideas.is_empty());
        let (bruno, _) = comes(&house, here, "Bruno", "Graphiste", "").await;
        let ideas = board(&house.web.app, &host, here).await.ideas;
        assert_eq!(ideas.len(), 1);
        says(&mut host, here, [bruno, ines], "already_known").await;
        let ideas = board(&house.web.app, &host, here).await.ideas;
        assert_eq!(pairs(&ideas), [pair("Anselme", "Bruno")]);
        // Each word is one entry, however often it is said.
        let evening = house.write(move |cx| cx.evening(here.event)).await;
        let declined = evening
            .introductions()
            .filter(|i| matches!(i.outcome, Some((_, Outcome::Declined(_)))));
        assert_eq!(declined.count(), 3);
    }
);

both!(
    nobody_quiet_is_proposed_and_the_room_made_anew_answers_the_same,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, host) = host(&house, here).await;
        let (ines, _) = comes(&house, here, "Inès", "Notaire", "Des généalogistes").await;
        comes(&house, here, "Anselme", "Généalogiste", "").await;
        comes(&house, here, "Bruno", "Graphiste", "Des notaires").await;
        comes(&house, here, "Tamsin", "Imprimeuse", "Des graphistes").await;
        board(&house.web.app, &host, here).await;
        told(
            &house,
            here,
            What::Quiet {
                person: ines,
                on: true,
            },
        )
        .await;
        house.wait(MINUTE * 3);
        let kept = board(&house.web.app, &host, here).await.ideas;
        assert!(!kept.is_empty());
        assert!(
            kept.iter()
                .flat_map(|i| &i.people)
                .all(|someone| someone.id != ines)
        );
        // Another process over the same data has told its engine everything at once.
        let settings = house.web.app.settings().clone();
        let db = house.web.app.db().clone();
        let world = house.world.clone();
        let anew = tokio::task::spawn_blocking(move || App::new(db, world, settings));
        let anew = anew.await.unwrap().unwrap();
        assert_eq!(board(&anew, &host, here).await.ideas, kept);
    }
);

both!(
    whoever_asks_is_brought_to_somebody_at_once_and_both_feel_it,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, host) = host(&house, here).await;
        let (_, anselme) = comes(&house, here, "Anselme", "Généalogiste", "").await;
        let (_, ines) = comes(&house, here, "Inès", "Notaire", "Des généalogistes").await;
        let mut phone = house.anonymous();
        phone
            .post(&format!("{anselme}/introduction"), &[])
            .await
            .is(303);
        // Inès did not ask, and shows herself to nobody: a host points her out.
        phone
            .get(&anselme)
            .await
            .shows("Un hôte vient vous présenter quelqu’un")
            .hides("Inès");
        // Anselme asked: he may be named.
        let felt = phone.get(&ines).await;
        felt.shows("Quelqu’un à rencontrer : Anselme Tremblay")
            .shows("« On me dit que vous pourriez m’aider : je cherche des généalogistes. »");
        let id = between(&felt.text(), "name=\"introduction\" value=\"", "\"");
        let seen = board(&house.web.app, &host, here).await;
        assert_eq!((seen.taken.len(), seen.ideas.len()), (1, 0));
        let (_, stranger) = guest(&house, here, "Graham").await;
        let reply = [("introduction", id.as_str()), ("reply", "made")];
        phone
            .post(&format!("{stranger}/introduction/reply"), &reply)
            .await
            .is(404);
        phone
            .post(&format!("{ines}/introduction/reply"), &reply)
            .await
            .is(303);
        let seen = board(&house.web.app, &host, here).await;
        assert_eq!((seen.taken.len(), seen.made, seen.talks), (0, 1, 1));
        phone.get(&anselme).await.hides("présenter quelqu’un");
    }
);

both!(
    whoever_asks_while_nobody_is_free_gets_somebody_within_the_minute_or_the_host_does,
    |house: House| async move {
        let here = tonight(&house).await;
        let (odile, host) = host(&house, here).await;
        let (ketsia, page) = comes(&house, here, "Ketsia", "Traductrice", "").await;
        let mut phone = house.anonymous();
        let (bruno, _) = comes(&house, here, "Bruno", "Graphiste", "").await;
        let (jo, _) = comes(&house, here, "Jo", "Imprimeur", "").await;
        told(
            &house,
            here,
            What::Met {
                people: [bruno, jo],
            },
        )
        .await;
        told(
            &house,
            here,
            What::Met {
                people: [ketsia, odile],
            },
        )
        .await;
        house.wait(MINUTE);
        phone
            .post(&format!("{page}/introduction"), &[])
            .await
            .is(303);
        let seen = board(&house.web.app, &host, here).await;
        assert_eq!(
            (seen.waiting[0].who.id, seen.waiting[0].asked),
            (ketsia, true)
        );
        assert!(seen.taken.is_empty());
        house.wait(MINUTE * 4);
        house.write(app::jobs::tick).await;
        house.write(app::jobs::tick).await;
        let seen = board(&house.web.app, &host, here).await;
        assert_eq!(seen.taken.len(), 1);
        assert!(
            seen.taken[0]
                .people
                .iter()
                .any(|someone| someone.id == ketsia)
        );
    }
);

both!(
    a_wish_to_be_kept_apart_is_kept_and_told_to_nobody,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, mut host) = host(&house, here).await;
        let (ines, page) = comes(&house, here, "Inès", "Notaire", "Des généalogistes").await;
        let (anselme, his) = comes(&house, here, "Anselme", "Généalogiste", "").await;
        for person in [ines, anselme] {
            told(&house, here, What::Visible { person, on: true }).await;
        }
        let mut phone = house.anonymous();
        let apart = format!("{page}/people/{anselme}/apart");
        let ideas = board(&house.web.app, &host, here).await.ideas;
        assert_eq!(ideas.len(), 1);
        phone.post(&apart, &[("on", "on")]).await.is(303);
        phone
            .get(&format!("{page}/people/{anselme}"))
            .await
            .shows("La salle ne vous présentera pas");
        assert!(board(&house.web.app, &host, here).await.ideas.is_empty());
        // Asking for the very one changes nothing, and gives no reason.
        let mut theirs = house.anonymous();
        let to = [("to", &*ines.to_string())];
        theirs
            .post(&format!("{his}/introduction"), &to)
            .await
            .is(303);
        let told = theirs.get(&his).await;
        told.shows("Un hôte vient vous trouver")
            .hides("présentera pas");
        theirs
            .get(&format!("{his}/people/{ines}"))
            .await
            .hides("présentera pas");
        host.get(&format!("/events/{}/room", here.event))
            .await
            .hides("présentera pas");
        house.write(app::jobs::tick).await;
        assert!(board(&house.web.app, &host, here).await.taken.is_empty());
        // The link alone, in another browser, does not tell either.
        house
            .anonymous()
            .get(&format!("{page}/people/{anselme}"))
            .await
            .hides("présentera pas");
        phone.post(&apart, &[("on", "off")]).await.is(303);
        let ideas = board(&house.web.app, &host, here).await.ideas;
        assert_eq!(ideas.len(), 1);
    }
);

both!(
    what_was_written_for_the_hosts_is_no_reason_for_guests,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, mut host) = host(&house, here).await;
        let (ines, page) = guest(&house, here, "Inès").await;
        let seeks = "Un plombier, mon mari ne sait rien faire";
        house
            .write(move |cx| {
                let mut words = crate::gathering::words(domain::answer::Response::Yes, 0);
                words.seeks = seeks.into();
                let answer = store::answers::Answer {
                    id: cx.id(),
                    event_id: here.event,
                    person_id: ines,
                    words,
                    place: domain::answer::Place::Going,
                    since: cx.now,
                    answered_at: cx.now,
                };
                Ok(store::answers::put(cx.tx, &answer)?)
            })
            .await;
        arrives(&house, here, ines).await;
        let (fabrizio, his) = comes(&house, here, "Fabrizio", "Plombier", "").await;
        for person in [ines, fabrizio] {
            told(&house, here, What::Visible { person, on: true }).await;
        }
        host.get(&format!("/events/{}/room", here.event))
            .await
            .shows("un plombier, mon mari");
        says(&mut host, here, [ines, fabrizio], "taken").await;
        let mut phone = house.anonymous();
        phone
            .get(&his)
            .await
            .shows("Quelqu’un à rencontrer : Inès")
            .hides("mon mari");
        phone
            .get(&page)
            .await
            .shows("Quelqu’un à rencontrer : Fabrizio");
    }
);

both!(
    somebody_who_knows_the_house_is_given_one_newcomer_to_welcome,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, mut host) = host(&house, here).await;
        let mine = format!("/evening/{}", here.event);
        host.post(&format!("{mine}/welcome"), &[]).await.is(303);
        let (ketsia, page) = comes(&house, here, "Ketsia", "Traductrice", "").await;
        told(
            &house,
            here,
            What::Visible {
                person: ketsia,
                on: true,
            },
        )
        .await;
        host.get(&mine).await.shows("Qui puis-je accueillir?");
        host.post(&format!("{mine}/welcome"), &[]).await.is(303);
        host.get(&mine)
            .await
            .shows("Quelqu’un à rencontrer : Ketsia")
            .hides("Qui puis-je accueillir?");
        // Whoever is new welcomes nobody.
        house
            .anonymous()
            .get(&page)
            .await
            .hides("Qui puis-je accueillir?");
    }
);

both!(
    the_wall_names_only_those_who_let_everybody_see_them,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, mut host) = host(&house, here).await;
        let (ketsia, _) = comes(&house, here, "Ketsia", "Traductrice", "").await;
        comes(&house, here, "Anselme", "Généalogiste", "").await;
        told(
            &house,
            here,
            What::Visible {
                person: ketsia,
                on: true,
            },
        )
        .await;
        house.wait(MINUTE * 9);
        let wall = host
            .get(&format!("/events/{}/room/projector", here.event))
            .await;
        wall.is(200)
            .shows("Ketsia")
            .hides("Anselme")
            .hides("Tremblay")
            .hides("9 minutes");
    }
);

/// The text between two others.
fn between(text: &str, before: &str, after: &str) -> String {
    let (_, rest) = text.split_once(before).unwrap();
    rest.split_once(after).unwrap().0.to_owned()
}

both!(
    rounds_are_played_felt_adapted_and_taken_back,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, mut host) = host(&house, here).await;
        let names = ["Ada", "Bea", "Cleo", "Dora", "Edna", "Fay", "Gil"];
        let mut pages = Vec::new();
        for name in names {
            pages.push(comes(&house, here, name, "Relieuse", "").await.1);
        }
        let rounds = format!("/events/{}/rounds", here.event);
        let form = [
            ("kind", "tables"),
            ("seats", "99"),
            ("rounds", "2"),
            ("minutes", "8"),
        ];
        host.post(&rounds, &form)
            .await
            .is(422)
            .shows("value=\"99\"");
        for (together, problem) in [
            ("Ada, Wilfrid", "Personne ici ne s’appelle « Wilfrid »"),
            (
                "Ada, Bea, Cleo, Dora, Edna, Fay, Gil",
                "pas assez de places",
            ),
        ] {
            let form = [("kind", "tables"), ("seats", "4"), ("together", together)];
            let refused = host.post(&rounds, &form).await;
            refused.is(422).shows(problem).shows(together);
        }
        let form = [
            ("kind", "tables"),
            ("seats", "4"),
            ("together", "Ada, Gil\nbea, fay"),
        ];
        host.post(&rounds, &form).await.is(303);
        let wished = plan(&house, here).await;
        assert_eq!((wished.rounds.len(), wished.together.len()), (3, 2));
        for pair in &wished.together {
            let table = |round: &Vec<Vec<PersonId>>| {
                let both = |table: &&Vec<PersonId>| pair.iter().all(|id| table.contains(id));
                round.iter().filter(both).count()
            };
            assert!(wished.rounds.iter().all(|round| table(round) == 1));
        }
        let form = [
            ("kind", "tables"),
            ("seats", "4"),
            ("rounds", "2"),
            ("minutes", "8"),
            ("hosts", "on"),
        ];
        host.post(&rounds, &form).await.is(303);
        host.get(&rounds)
            .await
            .is(200)
            .shows("Ronde 2")
            .shows("Table 2")
            .hides("Table 3");
        let deeds = format!("{rounds}/deeds");
        host.post(&deeds, &[("deed", "play")]).await.is(303);
        let mut phone = house.anonymous();
        phone
            .get(&pages[0])
            .await
            .shows("Ronde 1 de 2")
            .shows("Votre table : ");
        // Two tables of four: six pairs each.
        let count = |house: &House| {
            let app = house.web.app.clone();
            async move {
                let evening = app
                    .read(Caller::default(), move |cx| cx.evening(here.event))
                    .await;
                evening.unwrap().encounters().count()
            }
        };
        assert_eq!(count(&house).await, 12);
        host.post(&deeds, &[("deed", "undo")]).await.is(303);
        assert_eq!(count(&house).await, 0);
        host.post(&deeds, &[("deed", "play")]).await.is(303);
        let before = plan(&house, here).await;
        let (hal, late) = comes(&house, here, "Hal", "Relieur", "").await;
        host.get(&rounds)
            .await
            .shows("Une personne attend une place");
        host.post(&deeds, &[("deed", "adapt")]).await.is(303);
        let after = plan(&house, here).await;
        assert_eq!(after.rounds[0], before.rounds[0]);
        assert!(after.rounds[1].iter().any(|table| table.contains(&hal)));
        assert_eq!(after.rounds[1].len(), 3);
        phone.get(&late).await.shows("sans vous");
        host.post(&deeds, &[("deed", "play")]).await.is(303);
        phone
            .get(&late)
            .await
            .shows("Ronde 2 de 2")
            .shows("Votre table : ");
        host.post(&deeds, &[("deed", "play")])
            .await
            .is(422)
            .shows("Toutes les rondes");
        let cards = host.get(&format!("{rounds}.pdf")).await;
        cards.is(200);
        assert!(cards.bytes.starts_with(b"%PDF"));
        host.get(&format!("/events/{}/room/projector", here.event))
            .await
            .shows("Table 3")
            .hides("Hal");
        host.post(&deeds, &[("deed", "end")]).await.is(303);
        host.get(&rounds).await.shows("Faire le plan");
    }
);

async fn plan(house: &House, here: Gathering) -> app::rounds::Plan {
    house
        .write(move |cx| Ok(store::round_plans::find(cx.tx, here.event)?.unwrap()))
        .await
}

both!(
    in_the_middle_of_the_story_somebody_new_is_there_to_be_helped,
    |house: House| async move {
        house.wait(SignedDuration::from_hours(2));
        house.write(|cx| app::demo::fill(cx, 0)).await;
        let event = house.write(|cx| Ok(app::demo::doors(cx)?.evening)).await;
        let mut odile = house.cast_member("odile").await;
        let path = format!("/events/{event}/room");
        let board = odile.get(&path).await;
        board.is(200).shows("Jo").shows("n’a parlé à personne");
        let session = odile.cookies.iter().find(|(name, _)| name == "session");
        let caller = Caller {
            session: session.map(|(_, token)| token.clone()),
            ..Caller::default()
        };
        let board = house
            .web
            .app
            .read(caller, move |cx| app::board::show(cx, event));
        let board = board.await.unwrap();
        let jo = board
            .waiting
            .iter()
            .find(|w| w.who.name.given == "Jo")
            .unwrap();
        assert_eq!(jo.pressing, app::board::Pressing::Soon);
        let ideas = board.ideas.iter().flat_map(|idea| &idea.people);
        assert!(ideas.into_iter().any(|someone| someone.name.given == "Jo"));
    }
);
