//! One human twice in a notebook: proposed with reasons, joined, parted after whatever was done
//! since, told apart for good, and nobody else's.

use domain::person::Visibility;
use jiff::SignedDuration;

use crate::both;
use crate::harness::{Client, House};

/// Adds a contact by its card; its page.
async fn card(client: &mut Client, name: &str, title: &str, phone: &str) -> String {
    let fields = [("name", name), ("title", title), ("phones", phone)];
    client.post("/notebook/cards/new", &fields).await.to()
}

fn id(page: &str) -> String {
    page.rsplit('/').next().unwrap().to_owned()
}

/// The address of the first form that parts two contacts.
fn undo(page: &str) -> String {
    let from = page.find("/notebook/merges/").expect("a merge to undo");
    page[from..].split('"').next().unwrap().to_owned()
}

both!(
    two_contacts_are_joined_and_parted_after_whatever_was_done_since,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let one = card(
            &mut anselme,
            "Joaquim Morel-Zwicker",
            "Marketing",
            "514 555-0142",
        )
        .await;
        let other = card(
            &mut anselme,
            "J. Morel-Zwicker",
            "Infonuagique",
            "(514) 555-0142",
        )
        .await;
        assert_ne!(one, other);
        let son = card(&mut anselme, "Kevin Morel-Zwicker", "Stage", "514 555-0142").await;
        let noted = [("note", "Vu au bar.")];
        anselme.post(&format!("{other}/notes"), &noted).await.to();
        let page = anselme.get("/notebook/duplicates").await;
        page.is(200)
            .shows("J. Morel-Zwicker")
            .shows("téléphone : pareil")
            .shows(&id(&one))
            .hides("Kevin");

        let (kept, gone) = (id(&one), id(&other));
        let pair = [("kept", kept.as_str()), ("gone", gone.as_str())];
        anselme.post("/notebook/duplicates", &pair).await.to();
        anselme.get(&other).await.is(404);
        let joined = anselme.get(&one).await;
        joined
            .shows("Marketing")
            .shows("Infonuagique")
            .shows("Vu au bar.");

        // A note more, a card more, and a second merge in between.
        house.wait(SignedDuration::from_mins(5));
        let since = [("note", "Ajouté depuis.")];
        anselme.post(&format!("{one}/notes"), &since).await.to();
        let third = card(&mut anselme, "Quim Zwicker", "Pastilles", "438 555-0111").await;
        let again = [("kept", &id(&third)[..]), ("gone", &kept)];
        anselme.post("/notebook/duplicates", &again).await.to();
        anselme.get(&one).await.is(404);

        // The first is undone though the contact it joined has joined another.
        let page = anselme.get("/notebook/duplicates").await;
        let text = page.text();
        let last = text.rfind("/notebook/merges/").unwrap();
        let first = undo(&text[last..]);
        anselme.post(&first, &[]).await.to();
        let back = anselme.get(&other).await;
        back.is(200).shows("Vu au bar.").shows("Infonuagique");
        back.hides("Ajouté depuis.").hides("Marketing");
        let stayed = anselme.get(&third).await;
        stayed.shows("Marketing").shows("Pastilles");
        stayed.shows("Ajouté depuis.");
        stayed.hides("Vu au bar.").hides("Infonuagique");

        // Then the second: each has what was its own.
        let page = anselme.get("/notebook/duplicates").await;
        let second = undo(&page.text());
        anselme.post(&second, &[]).await.to();
        let first = anselme.get(&one).await;
        first.is(200).shows("Marketing").shows("Ajouté depuis.");
        first.hides("Infonuagique").hides("Pastilles");
        anselme
            .get(&third)
            .await
            .shows("Pastilles")
            .hides("Marketing");
        anselme.get(&other).await.shows("Vu au bar.");
        anselme.get(&son).await.is(200);
        anselme.post(&second, &[]).await.is(404);
    }
);

both!(
    those_who_are_two_people_are_not_proposed_again,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let one = card(
            &mut anselme,
            "Joaquim Morel-Zwicker",
            "Marketing",
            "514 555-0142",
        )
        .await;
        let other = card(
            &mut anselme,
            "J. Morel-Zwicker",
            "Infonuagique",
            "514 555-0142",
        )
        .await;
        let (kept, gone) = (id(&one), id(&other));
        let pair = [("kept", kept.as_str()), ("gone", gone.as_str())];
        anselme
            .get("/notebook/duplicates")
            .await
            .shows("J. Morel-Zwicker");
        anselme.post("/notebook/differences", &pair).await.to();
        anselme
            .get("/notebook/duplicates")
            .await
            .hides("J. Morel-Zwicker");
    }
);

both!(
    nobody_joins_or_parts_the_contacts_of_somebody_else,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let one = card(
            &mut anselme,
            "Joaquim Morel-Zwicker",
            "Marketing",
            "514 555-0142",
        )
        .await;
        let other = card(
            &mut anselme,
            "J. Morel-Zwicker",
            "Infonuagique",
            "514 555-0142",
        )
        .await;
        let (kept, gone) = (id(&one), id(&other));
        let pair = [("kept", kept.as_str()), ("gone", gone.as_str())];
        let mut ines = house.cast_member("ines").await;
        ines.post("/notebook/duplicates", &pair).await.is(404);
        ines.post("/notebook/differences", &pair).await.is(404);
        ines.get("/notebook/duplicates").await.hides("Zwicker");
        anselme.post("/notebook/duplicates", &pair).await.to();
        let parting = undo(&anselme.get("/notebook/duplicates").await.text());
        ines.post(&parting, &[]).await.is(404);
        ines.get("/notebook/duplicates").await.hides("Zwicker");
        anselme.get(&one).await.is(200);
        anselme.get(&other).await.is(404);
    }
);

async fn join(client: &mut Client, kept: &str, gone: &str) {
    let (kept, gone) = (id(kept), id(gone));
    let pair = [("kept", kept.as_str()), ("gone", gone.as_str())];
    client.post("/notebook/duplicates", &pair).await.to();
}

both!(
    three_trades_at_one_telephone_are_one_person_and_father_and_son_are_two,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let name = "Joaquim Morel-Zwicker";
        let mut cards = Vec::new();
        for (name, title) in [
            (name, "Marketing"),
            ("J. Morel-Zwicker", "Infonuagique"),
            ("Joachim Morel Zwicker", "Pastilles"),
            ("Rodrigue Cantin-Abbey", "Notaire"),
            ("Alexis Cantin-Abbey", "Notaire"),
        ] {
            let phone = match title {
                "Notaire" => "418 555-0177",
                _ => "514 555-0142",
            };
            cards.push(card(&mut anselme, name, title, phone).await);
        }
        for gone in &cards[1..3] {
            let page = anselme.get("/notebook/duplicates").await;
            page.shows(&id(gone)).hides("Cantin");
            join(&mut anselme, &cards[0], gone).await;
        }
        let page = anselme.get(&cards[0]).await;
        for title in ["Marketing", "Infonuagique", "Pastilles"] {
            page.shows(&format!("<h3>{title}</h3>"));
        }
        for notary in &cards[3..] {
            anselme.get(notary).await.is(200);
        }
    }
);

both!(
    what_is_found_and_what_is_allowed_goes_along_and_comes_back,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let one = card(&mut anselme, "Joaquim Zwicker", "Marketing", "").await;
        let other = card(&mut anselme, "Quim Zwicker", "Infonuagique", "").await;
        let consents = [
            (&one, "express", "2026-05-01"),
            (&one, "withdrawn", "2026-06-01"),
            (&other, "express", "2026-09-01"),
            (&other, "withdrawn", "2026-10-01"),
        ];
        for (page, what, on) in consents {
            let noted = [("what", what), ("on", on)];
            anselme.post(&format!("{page}/consent"), &noted).await.to();
        }
        join(&mut anselme, &one, &other).await;
        anselme.get(&one).await.shows("1er octobre 2026");
        let found = anselme.get("/notebook?q=infonuagique").await;
        found.shows(&id(&one));
        let parting = undo(&anselme.get("/notebook/duplicates").await.text());
        anselme.post(&parting, &[]).await.to();
        anselme.get(&one).await.shows("1er juin 2026");
        anselme.get(&other).await.shows("1er octobre 2026");
        let found = anselme.get("/notebook?q=infonuagique").await;
        found.shows(&id(&other)).hides(&id(&one));
        let found = anselme.get("/notebook?q=marketing").await;
        found.shows(&id(&one)).hides(&id(&other));
    }
);

both!(
    whom_the_house_knows_stays_and_is_erased_from_what_is_remembered,
    |house: House| async move {
        let cast = house.with_cast().await;
        let (anselme, ines) = (cast.people["anselme"], cast.people["ines"]);
        let (contact, name) = house
            .write(move |cx| {
                let contact = store::contacts::of_person(cx.tx, anselme, ines)?.unwrap();
                Ok((contact.id, contact.name))
            })
            .await;
        let mut keeper = house.cast_member("anselme").await;
        let typed = card(&mut keeper, "La dame au foulard", "", "").await;
        // Asked the other way about, whom the house knows stays all the same.
        let known = format!("/notebook/{contact}");
        join(&mut keeper, &typed, &known).await;
        keeper.get(&typed).await.is(404);
        keeper.get(&known).await.is(200).shows(&name);
        house.write(move |cx| app::own_data::erase(cx, ines)).await;
        let kept = house
            .write(move |cx| Ok(store::contact_merges::of_keeper(cx.tx, anselme, 9)?))
            .await;
        let written = format!("{kept:?}");
        assert!(!written.contains(&name), "{written}");
        let parting = undo(&keeper.get("/notebook/duplicates").await.text());
        keeper.post(&parting, &[]).await.to();
        keeper.get(&known).await.is(200).hides(&name);
        keeper.get(&typed).await.is(200);
    }
);

both!(
    whoever_arrives_is_compared_at_once_and_a_card_that_joined_by_itself_is_set_apart,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let name = "Joaquim Morel-Zwicker";
        let one = card(&mut anselme, name, "Marketing", "514 555-0142").await;
        anselme.get(&one).await.hides("la même personne");
        // By a nickname: a person decides.
        let quim = "J. Morel-Zwicker";
        let other = card(&mut anselme, quim, "Infonuagique", "(514) 555-0142").await;
        let page = anselme.get(&other).await;
        page.shows("la même personne").shows("téléphone : pareil");
        let pair = [
            ("kept", &id(&one)[..]),
            ("gone", &id(&other)[..]),
            ("then", &id(&other)[..]),
        ];
        let back = anselme.post("/notebook/differences", &pair).await.to();
        assert_eq!(back, other);
        anselme.get(&other).await.hides("téléphone : pareil");
        let back = anselme.post("/notebook/duplicates", &pair).await.to();
        assert_eq!(back, one);

        // By the same name and telephone: at once, which is said, and can be taken back.
        let again = card(&mut anselme, name, "Pastilles", "514-555-0142").await;
        assert_eq!(again, one);
        let page = anselme.get(&one).await;
        page.shows("La carte a rejoint ce contact")
            .shows("<h3>Pastilles</h3>");
        let text = page.text();
        let at = text.find("<h3>Pastilles</h3>").unwrap();
        let link = text[at..].find("/cards/").unwrap() + at;
        let card_id = &text[link + "/cards/".len()..][..36];
        let form = format!("{one}/cards/{card_id}");
        anselme.get(&form).await.shows("quelqu’un d’autre");
        let mut ines = house.cast_member("ines").await;
        ines.post(&format!("{form}/parting"), &[]).await.is(404);
        let apart = anselme.post(&format!("{form}/parting"), &[]).await.to();
        assert_ne!(apart, one);
        anselme
            .get(&apart)
            .await
            .shows("<h3>Pastilles</h3>")
            .hides("la même personne");
        anselme.get(&one).await.hides("Pastilles");
    }
);

both!(
    a_paper_card_of_somebody_met_is_proposed_by_what_they_show_and_by_nothing_else,
    |house: House| async move {
        let cast = house.with_cast().await;
        let (anselme, ines) = (cast.people["anselme"], cast.people["ines"]);
        let known = house
            .write(move |cx| {
                let contact = store::contacts::of_person(cx.tx, anselme, ines)?.unwrap();
                Ok(contact.id.to_string())
            })
            .await;
        let tell = |visibility, phone: &'static str| {
            house.write(move |cx| {
                let mut person = store::people::find(cx.tx, ines)?.unwrap();
                person.visibility = visibility;
                store::people::update(cx.tx, &person)?;
                for activity in store::people::activities(cx.tx, ines)? {
                    let mut activity = activity;
                    activity.words.phone = phone.into();
                    store::people::update_activity(cx.tx, ines, &activity)?;
                }
                Ok(())
            })
        };
        let mut keeper = house.cast_member("anselme").await;
        // She has just changed her telephone, and shows it to everybody.
        tell(Visibility::Public, "581 555-0161").await;
        let paper = card(&mut keeper, "I. Belkacem", "Notaire", "(581) 555-0161").await;
        let page = keeper.get(&paper).await;
        page.shows("téléphone : pareil").shows(&known);
        keeper
            .get("/notebook/duplicates")
            .await
            .shows("I. Belkacem");
        // What she shows to nobody tells nothing.
        tell(Visibility::Private, "581 555-0161").await;
        keeper.get(&paper).await.hides("téléphone : pareil");
        let all = keeper.get("/notebook/duplicates").await;
        all.hides("téléphone : pareil");
    }
);
