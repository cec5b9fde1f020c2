//! My evening: what a guest or a member sees of it and says of themselves, and who sees whom.

use app::log::{self, Hand, Open};
use domain::evening::What;
use domain::id::PersonId;
use domain::person::Visibility;
use domain::role::Role;
use jiff::SignedDuration;

use crate::both;
use crate::gathering::{Gathering, Usual, gather};
use crate::harness::{Client, House, Reply};

/// An evening that begins within the hour.
pub async fn tonight(house: &House) -> Gathering {
    let usual = Usual {
        starts_in: SignedDuration::from_mins(30),
        ..Usual::default()
    };
    gather(house, usual).await
}

/// What a host writes to the log.
pub async fn told(house: &House, here: Gathering, what: What) {
    house
        .write(move |cx| {
            let event = store::events::find(cx.tx, here.event)?.unwrap();
            let hand = Hand::Host(what.people().next().unwrap());
            log::take_single(cx, &Open { event, hand }, what)
        })
        .await;
}

/// Somebody comes through the door.
pub async fn arrives(house: &House, here: Gathering, person: PersonId) {
    let what = What::Arrived {
        person,
        company: 0,
        walk_in: None,
    };
    told(house, here, what).await;
}

/// Somebody's personal link, as the key of their seat.
pub async fn link(house: &House, here: Gathering, person: PersonId) -> String {
    house
        .write(move |cx| {
            let from = app::invitations::From::Nobody;
            let own = app::invitations::own(cx, here.event, person, from)?;
            Ok(app::invitations::token(cx, &own).unwrap())
        })
        .await
}

/// Somebody with a name, known by no address, who holds their link.
pub async fn guest(house: &House, here: Gathering, given: &'static str) -> (PersonId, String) {
    let person = house
        .write(move |cx| crate::gathering::person(cx, given, None))
        .await;
    let page = format!("/evening/{}", link(house, here, person).await);
    (person, page)
}

/// Gives somebody's profile a visibility.
async fn is_visible(house: &House, id: PersonId, visibility: Visibility) {
    house
        .write(move |cx| {
            let mut person = store::people::find(cx.tx, id)?.unwrap();
            person.visibility = visibility;
            Ok(store::people::update(cx.tx, &person)?)
        })
        .await;
}

/// Does something on one's evening, and looks at it again.
async fn does(client: &mut Client, page: &str, verb: &str, form: &[(&str, &str)]) -> Reply {
    let to = client.post(&format!("{page}/{verb}"), form).await.to();
    client.get(&to).await
}

both!(
    a_guest_lives_the_evening_by_their_link_alone,
    |house: House| async move {
        let here = tonight(&house).await;
        let (ketsia, page) = guest(&house, here, "Ketsia").await;
        let mut client = house.anonymous();
        let shown = client.get(&page).await;
        shown
            .is(200)
            .shows("On vous attend")
            .shows("<svg")
            .shows("Ketsia Tremblay")
            .hides("Je sors");
        assert_eq!(shown.headers["cache-control"], "private, no-store");
        assert_eq!(shown.headers["referrer-policy"], "no-referrer");
        client
            .post(&format!("{page}/departure"), &[])
            .await
            .is(422)
            .shows("vu à la porte");
        client.post(&format!("{page}/return"), &[]).await.is(422);
        arrives(&house, here, ketsia).await;
        client
            .get(&page)
            .await
            .shows("Sur place depuis 16\u{a0}h\u{a0}30");
        house.wait(SignedDuration::from_mins(11));
        let gone = does(&mut client, &page, "departure", &[]).await;
        gone.shows("Sortie à 16\u{a0}h\u{a0}41")
            .shows("Je suis de retour");
        house.wait(SignedDuration::from_mins(20));
        let back = does(&mut client, &page, "return", &[]).await;
        back.shows("Sur place depuis 17\u{a0}h\u{a0}01");
        let evening = house.write(move |cx| cx.evening(here.event)).await;
        let absences = evening.presence(ketsia).absences();
        assert_eq!((absences.len(), absences[0].minutes()), (1, 20));
        let (own, event) = (
            page.replace("/evening/", "/i/"),
            format!("/events/{}", here.event),
        );
        client.get(&own).await.shows("Ouvrir ma soirée");
        let mut theo = {
            here.member(&house, "Theo").await;
            house.signed_in("theo@exemple.ca").await
        };
        theo.get(&event).await.shows("Ouvrir ma soirée");
        theo.get(&format!("/evening/{}", here.event)).await.is(200);
        house
            .anonymous()
            .get(&format!("/evening/{}", here.event))
            .await
            .to();
        house.anonymous().get("/evening/forged").await.is(404);
        house.wait(SignedDuration::from_hours(15));
        theo.get(&event).await.hides("Ouvrir ma soirée");
    }
);

both!(
    nobody_is_shown_against_their_will,
    |house: House| async move {
        let here = tonight(&house).await;
        let theo = here.member(&house, "Theo").await;
        let lea = here.member(&house, "Lea").await;
        let max = here.member(&house, "Max").await;
        let (ketsia, hers) = guest(&house, here, "Ketsia").await;
        is_visible(&house, lea, Visibility::Members).await;
        for person in [lea, max, ketsia] {
            arrives(&house, here, person).await;
        }
        let page = format!("/evening/{}", here.event);
        let mut client = house.signed_in("theo@exemple.ca").await;
        client.get(&page).await.hides("Lea").hides("Max");
        arrives(&house, here, theo).await;
        client
            .get(&page)
            .await
            .shows("Lea Tremblay")
            .hides("Max")
            .hides("Ketsia");
        let mut guest = house.anonymous();
        guest.get(&hers).await.hides("Lea").hides("Max");
        // Max lets himself be seen, then prefers quiet; Lea hides.
        let mut other = house.signed_in("max@exemple.ca").await;
        does(&mut other, &page, "visibility", &[("on", "on")]).await;
        does(&mut other, &page, "quiet", &[("on", "on")])
            .await
            .shows("Préfère le calme");
        let mut lea = house.signed_in("lea@exemple.ca").await;
        does(&mut lea, &page, "visibility", &[("on", "off")])
            .await
            .shows("Personne ne voit que vous êtes là");
        client
            .get(&page)
            .await
            .shows("Max Tremblay")
            .shows("Préfère le calme")
            .hides("Lea");
        // A stranger among them is told how many show themselves, and knows nobody.
        guest
            .get(&hers)
            .await
            .shows("Une autre personne se montre")
            .hides("Max");
        let odile = here.with_role(&house, "Odile", Role::Host).await;
        link(&house, here, odile).await;
        arrives(&house, here, odile).await;
        let mut host = house.signed_in("odile@exemple.ca").await;
        host.get(&page).await.shows("4 autres personnes");
    }
);

both!(
    who_asks_to_be_introduced_waits_until_they_meet_or_think_again,
    |house: House| async move {
        let here = tonight(&house).await;
        let (ketsia, page) = guest(&house, here, "Ketsia").await;
        let (theo, _) = guest(&house, here, "Theo").await;
        let mut client = house.anonymous();
        let ask = format!("{page}/introduction");
        client.post(&ask, &[]).await.is(422).shows("vu à la porte");
        arrives(&house, here, ketsia).await;
        let to = theo.to_string();
        let to = [("to", to.as_str())];
        client.post(&ask, &to).await.is(404);
        let asked = does(&mut client, &page, "introduction", &[]).await;
        asked
            .shows("Demandé à 16\u{a0}h\u{a0}30")
            .hides("Présentez-moi");
        house.wait(SignedDuration::from_mins(1));
        does(&mut client, &page, "introduction/withdrawal", &[])
            .await
            .hides("Demandé")
            .shows("Présentez-moi");
        does(&mut client, &page, "introduction", &[])
            .await
            .shows("Demandé à 16\u{a0}h\u{a0}31");
        house.wait(SignedDuration::from_mins(1));
        let people = [ketsia, theo];
        told(&house, here, What::Met { people }).await;
        client
            .get(&page)
            .await
            .hides("Demandé")
            .shows("Theo Tremblay");
    }
);

both!(
    a_guest_makes_a_card_in_two_fields_and_chooses_who_they_are_tonight,
    |house: House| async move {
        let here = tonight(&house).await;
        let (_, page) = guest(&house, here, "Ketsia").await;
        let mut client = house.anonymous();
        let new = format!("{page}/cards/new");
        client
            .post(&new, &[("title", " "), ("organisation", "Mot à mot")])
            .await
            .is(422)
            .shows("Mot à mot")
            .shows("title-error");
        for title in ["Traductrice", "Céramiste"] {
            client.post(&new, &[("title", title)]).await.to();
        }
        let shown = client.get(&page).await;
        shown.shows("Traductrice · Céramiste");
        let text = shown.text();
        let card = crate::guests::after(&text, "name=\"card\" value=\"");
        let card = card.split('"').next().unwrap().to_owned();
        does(&mut client, &page, "cards", &[("card", &card)])
            .await
            .hides("Traductrice · Céramiste");
        let nobodys = "00000000-0000-7000-8000-000000000000";
        client
            .post(&format!("{page}/cards"), &[("card", nobodys)])
            .await
            .is(404);
        // Whoever has an account keeps their cards behind their own sign-in.
        let theo = here.person(&house, "Theo").await;
        house.signed_in("theo@exemple.ca").await;
        let his = link(&house, here, theo).await;
        house
            .anonymous()
            .post(&format!("/evening/{his}/cards/new"), &[("title", "Faux")])
            .await
            .is(422)
            .shows("connectez-vous");
    }
);

both!(
    a_pass_tells_a_stranger_nothing_and_leads_those_of_the_evening_to_its_holder,
    |house: House| async move {
        let here = tonight(&house).await;
        let (theo, _) = guest(&house, here, "Theo").await;
        let (ketsia, hers) = guest(&house, here, "Ketsia").await;
        let pass = move |person| {
            let event = here.event;
            move |cx: &mut app::Cx<'_, '_>| Ok(cx.signer.pass(event, person))
        };
        let his = format!("/m/{}", house.write(pass(theo)).await);
        let own = format!("/m/{}", house.write(pass(ketsia)).await);
        let mut stranger = house.anonymous();
        stranger
            .get(&his)
            .await
            .is(200)
            .hides("Theo")
            .hides("Tremblay");
        let mut guest = house.anonymous();
        guest.get(&hers).await.is(200);
        assert!(
            guest
                .get(&his)
                .await
                .to()
                .starts_with(&format!("{hers}/meet?who="))
        );
        assert_eq!(guest.get(&own).await.to(), hers);
        here.member(&house, "Lea").await;
        let mut lea = house.signed_in("lea@exemple.ca").await;
        let to = lea.get(&his).await.to();
        assert!(to.starts_with(&format!("/evening/{}/meet?who=", here.event)));
        stranger.get("/m/forged").await.is(404);
        let token = hers.trim_start_matches("/evening/");
        stranger.get(&format!("/m/{token}")).await.is(404);
        let seat = format!("/evening/{}", his.trim_start_matches("/m/"));
        stranger.get(&seat).await.is(404);
    }
);

both!(
    an_evening_costs_the_same_among_few_and_among_many,
    |house: House| async move {
        let here = tonight(&house).await;
        let (ketsia, page) = guest(&house, here, "Ketsia").await;
        arrives(&house, here, ketsia).await;
        let key = page.trim_start_matches("/evening/").to_owned();
        let count = async |house: &House, key: String| {
            house
                .write(move |cx| {
                    let before = cx.tx.statements();
                    app::my_evening::show(cx, &key)?;
                    app::meeting::find(cx, &key, "")?;
                    Ok(cx.tx.statements() - before)
                })
                .await
        };
        let come = async |house: &House, n: usize| {
            for _ in 0..n {
                let (person, _) = guest(house, here, "Lea").await;
                arrives(house, here, person).await;
                told(house, here, What::Visible { person, on: true }).await;
                let people = [ketsia, person];
                told(house, here, What::Met { people }).await;
            }
        };
        come(&house, 2).await;
        let few = count(&house, key.clone()).await;
        come(&house, 20).await;
        assert_eq!(count(&house, key).await, few);
    }
);
