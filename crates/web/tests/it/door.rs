//! The door through the real router: who may stand there, who comes next, what is said, and what
//! is taken back.

use app::cast::Cast;
use domain::id::{EventId, PersonId};
use jiff::SignedDuration;

use crate::both;
use crate::harness::{Client, House};

fn door(cast: &Cast) -> String {
    format!("/events/{}/door", cast.events["open-evening"])
}

fn id(cast: &Cast, key: &str) -> String {
    cast.people[key].to_string()
}

async fn presence(house: &House, event: EventId, person: PersonId) -> (bool, u32, usize) {
    house
        .write(move |cx| {
            let evening = cx.evening(event)?;
            let here = evening.presence(person).here_since().is_some();
            let arrivals = store::entries::of_event(cx.tx, event)?;
            let of_them = arrivals.iter().filter(|entry| {
                matches!(entry.what, domain::evening::What::Arrived { person: p, .. } if p == person)
            });
            Ok((here, evening.company(person), of_them.count()))
        })
        .await
}

async fn admit(client: &mut Client, cast: &Cast, key: &str) -> String {
    let form = [("person", id(cast, key))];
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
    client
        .post(&format!("{}/arrivals", door(cast)), &form)
        .await
        .to()
}

both!(
    one_tap_lets_somebody_in_and_says_how_to_greet_them,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut odile = house.cast_member("odile").await;
        let page = odile.get(&door(&cast)).await;
        page.is(200).shows("Anselme Thibault").shows("Lộc Trần");
        let card = admit(&mut odile, &cast, "loc").await;
        odile
            .get(&card)
            .await
            .is(200)
            .shows("bienvenue")
            .shows("Locque Tchanne")
            .shows("ici depuis")
            .shows("Odile a fait entrer Lộc Trần");
        let event = cast.events["open-evening"];
        let seen = presence(&house, event, cast.people["loc"]).await;
        assert_eq!(seen, (true, 0, 1));
        let card = admit(&mut odile, &cast, "ines").await;
        odile.get(&card).await.is(200).shows("Connaît ici");
    }
);

both!(
    the_card_names_the_path_and_whom_they_know_in_the_room,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut odile = house.cast_member("odile").await;
        for key in ["ines", "rodrigo"] {
            admit(&mut odile, &cast, key).await;
        }
        let card = admit(&mut odile, &cast, "anselme").await;
        odile
            .get(&card)
            .await
            .is(200)
            .shows("Première fois")
            .shows("Inès Belkacem, qui l’a invité")
            .shows("Rodrigo Fuentes-Ibarra (")
            .shows("Régine Dorvilus");
    }
);

both!(
    a_second_host_at_the_same_door_admits_nobody_twice,
    |house: House| async move {
        let cast = house.with_cast().await;
        let (mut odile, mut regine) = (
            house.cast_member("odile").await,
            house.cast_member("regine").await,
        );
        admit(&mut odile, &cast, "georges").await;
        let card = admit(&mut regine, &cast, "georges").await;
        regine
            .get(&card)
            .await
            .shows("Déjà ici")
            .shows("Odile a fait entrer Georges");
        let event = cast.events["open-evening"];
        let seen = presence(&house, event, cast.people["georges"]).await;
        // He announced one, and the answer's company came with him.
        assert_eq!(seen, (true, 1, 1));
    }
);

both!(
    company_can_be_changed_and_everything_is_undone,
    |house: House| async move {
        let cast = house.with_cast().await;
        let (event, gisele) = (cast.events["open-evening"], cast.people["gisele"]);
        let mut odile = house.cast_member("odile").await;
        let who = gisele.to_string();
        let form = [("person", who.as_str()), ("company", "4")];
        odile
            .post(&format!("{}/arrivals", door(&cast)), &form)
            .await
            .to();
        assert_eq!(presence(&house, event, gisele).await, (true, 4, 1));
        house.wait(SignedDuration::from_mins(5));
        let form = [("person", who.as_str())];
        odile
            .post(&format!("{}/departures", door(&cast)), &form)
            .await
            .to();
        assert!(!presence(&house, event, gisele).await.0);
        house.wait(SignedDuration::from_mins(5));
        admit(&mut odile, &cast, "gisele").await;
        assert_eq!(presence(&house, event, gisele).await, (true, 4, 1));
        // The return, the departure, the arrival: each is taken back by whichever host.
        let mut regine = house.cast_member("regine").await;
        for _ in 0..3 {
            let page = regine.get(&door(&cast)).await.text();
            let entry = page.split("data-entry=\"").nth(1).unwrap();
            let entry = entry.split('"').next().unwrap();
            regine
                .post(&format!("{}/undo", door(&cast)), &[("entry", entry)])
                .await
                .to();
        }
        assert_eq!(presence(&house, event, gisele).await, (false, 0, 1));
        let page = regine.get(&door(&cast)).await;
        page.is(200).hides("a fait entrer").shows("C’est annulé");
    }
);

both!(the_door_is_its_hosts_alone, |house: House| async move {
    let cast = house.with_cast().await;
    let path = door(&cast);
    for key in ["baltazar", "graham", "anselme"] {
        let mut other = house.cast_member(key).await;
        other.get(&path).await.is(403);
        other.get(&format!("{path}/search?q=a")).await.is(403);
        let who = id(&cast, "loc");
        for part in ["arrivals", "departures", "undo", "scan", "walk-ins"] {
            let form = [("person", who.as_str()), ("name", "Jo"), ("code", "x")];
            other.post(&format!("{path}/{part}"), &form).await.is(403);
        }
    }
    house.anonymous().get(&path).await.to();
    let event = cast.events["open-evening"];
    assert!(!presence(&house, event, cast.people["loc"]).await.0);
});

both!(
    a_search_finds_members_and_guests_and_answers_with_the_lists_alone,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut odile = house.cast_member("odile").await;
        let found = odile
            .get(&format!("{}/search?q=tran+loc", door(&cast)))
            .await;
        found
            .is(200)
            .shows("Lộc Trần")
            .hides("<html")
            .hides("Anselme");
        // As it is heard, and misspelt.
        for (said, found) in [
            ("tibo", "Armand Thibeau"),
            ("Marchesault", "Odile Marchessault"),
        ] {
            let page = odile.get(&format!("{}/search?q={said}", door(&cast))).await;
            page.is(200).shows(found);
        }
        odile
            .get(&format!("{}?q=Zzyzx", door(&cast)))
            .await
            .is(200)
            .shows("Faire entrer Zzyzx");
    }
);

both!(
    a_code_lets_in_whom_it_names_and_only_at_its_own_event,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = cast.events["open-evening"];
        let lunch = cast
            .events
            .iter()
            .find(|(key, _)| key.starts_with("outremont-lunch@"))
            .map(|(_, event)| *event)
            .unwrap();
        let (ketsia, anselme) = (cast.people["ketsia"], cast.people["anselme"]);
        let invitation = cast.invitations[&(event, ketsia)];
        let (link, pass, foreign) = house
            .write(move |cx| {
                Ok((
                    cx.signer.invitation(invitation, 1),
                    cx.signer.pass(event, anselme),
                    cx.signer.pass(lunch, anselme),
                ))
            })
            .await;
        let mut odile = house.cast_member("odile").await;
        let scan = format!("{}/scan", door(&cast));
        let code = format!("http://house.example/i/{link}");
        let card = odile.post(&scan, &[("code", &code)]).await.to();
        odile.get(&card).await.shows("Ketsia Saint-Fleur");
        assert!(presence(&house, event, ketsia).await.0);
        let code = format!("http://house.example/m/{foreign}");
        odile
            .post(&scan, &[("code", &code)])
            .await
            .is(422)
            .shows("Ce code est pour un autre événement");
        odile
            .post(&scan, &[("code", "https://ailleurs.example/")])
            .await
            .is(422)
            .shows("Ce code n’est pas d’ici");
        assert!(!presence(&house, event, anselme).await.0);
        // A scanner that types into the search field shows whom it read; looking admits nobody.
        let typed = format!("{}?q=http%3A%2F%2Fhouse.example%2Fm%2F{pass}", door(&cast));
        let card = odile.get(&typed).await.to();
        odile
            .get(&card)
            .await
            .shows("Anselme Thibault")
            .shows("pas encore ici");
        assert!(!presence(&house, event, anselme).await.0);
    }
);

both!(
    a_first_name_lets_a_walk_in_enter_with_a_link_to_keep,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut odile = house.cast_member("odile").await;
        let walk_ins = format!("{}/walk-ins", door(&cast));
        let page = odile.post(&walk_ins, &[("name", "Jo")]).await.to();
        let handed = odile.get(&page).await;
        handed
            .is(200)
            .shows("Bienvenue, Jo!")
            .shows("<svg")
            .shows("/i/");
        let text = handed.text();
        let token = text.split("house.example/i/").nth(1).unwrap();
        let token = token.split('<').next().unwrap();
        house
            .anonymous()
            .get(&format!("/i/{token}"))
            .await
            .is(200)
            .shows("Jo");
        // It is shown by whoever let them in, and by nobody else.
        house.cast_member("regine").await.get(&page).await.is(404);
        odile
            .get(&door(&cast))
            .await
            .shows("Odile a fait entrer Jo");
        odile.post(&walk_ins, &[("name", " ")]).await.is(422);
    }
);

both!(
    somebody_expected_is_proposed_before_a_walk_in_is_made,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = cast.events["open-evening"];
        let mut odile = house.cast_member("odile").await;
        let walk_ins = format!("{}/walk-ins", door(&cast));
        odile
            .post(&walk_ins, &[("name", "ketsia")])
            .await
            .is(422)
            .shows("est-ce")
            .shows("Ketsia Saint-Fleur");
        assert!(!presence(&house, event, cast.people["ketsia"]).await.0);
        let form = [("name", "ketsia"), ("nobody_else", "on")];
        odile.post(&walk_ins, &form).await.to();
        odile
            .get(&door(&cast))
            .await
            .shows("Odile a fait entrer ketsia");
    }
);

both!(
    a_full_house_is_said_and_still_lets_people_in,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut odile = house.cast_member("odile").await;
        let names: Vec<String> = (0..60).map(|n| format!("Voisin{n}")).collect();
        for name in &names {
            odile
                .post(&format!("{}/walk-ins", door(&cast)), &[("name", name)])
                .await
                .to();
        }
        odile
            .get(&door(&cast))
            .await
            .shows("C’est complet : 60 personnes");
        let card = admit(&mut odile, &cast, "loc").await;
        odile.get(&card).await.shows("C’est complet : 61 personnes");
    }
);

both!(
    badges_and_the_list_are_printed_for_those_expected,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = format!("/events/{}", cast.events["open-evening"]);
        let mut odile = house.cast_member("odile").await;
        odile
            .get(&format!("{event}/badges"))
            .await
            .is(200)
            .shows("Imprimer 52 badges");
        for path in [
            "badges.pdf?sheet=a4-cards&from=3",
            "door.pdf",
            "door.pdf?paper=a4",
        ] {
            let file = odile.get(&format!("{event}/{path}")).await;
            file.is(200);
            assert!(file.bytes.starts_with(b"%PDF"), "{path}");
        }
        odile
            .get(&format!("{event}/badges.pdf?sheet=a4-cards&from=11"))
            .await
            .is(422)
            .shows("id=\"from-error\"");
    }
);

both!(
    a_device_is_added_with_a_key_shown_once_and_taken_back,
    |house: House| async move {
        let cast = house.with_cast().await;
        let path = format!("/events/{}/devices", cast.events["open-evening"]);
        let mut odile = house.cast_member("odile").await;
        odile.post(&path, &[("name", "")]).await.is(422);
        let by_hand = [("name", "Tablette"), ("key", "on")];
        let made = odile.post(&path, &by_hand).await;
        made.is(200).shows("montrée cette seule fois").shows("<svg");
        let page = odile.get(&path).await;
        page.is(200).shows("Tablette").hides("cette seule fois");
        let text = page.text();
        let revocation = text
            .split("action=\"")
            .find(|part| part.contains("/revocation\""));
        let revocation = revocation.unwrap().split('"').next().unwrap();
        odile.post(revocation, &[]).await.to();
        odile.get(&path).await.shows("retiré");
        odile.post(revocation, &[]).await.is(404);
    }
);

both!(
    how_a_name_is_said_is_its_owners_to_write,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut ines = house.cast_member("ines").await;
        let form = [
            ("given", "Inès"),
            ("family", "Belkacem"),
            ("pronunciation", "I-nesse"),
            ("lang", "fr"),
            ("visibility", "members"),
        ];
        ines.post("/me/profile", &form).await.to();
        ines.get("/me/profile").await.shows("I-nesse");
        let mut odile = house.cast_member("odile").await;
        let card = admit(&mut odile, &cast, "ines").await;
        odile.get(&card).await.shows("se dit « I-nesse »");
    }
);
