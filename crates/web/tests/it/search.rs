//! One box finds people, groups, events and one's own notebook; and nothing whose page would not
//! open.

use domain::id::PersonId;
use domain::person::Visibility;

use crate::both;
use crate::harness::{Client, House};

async fn offered(client: &mut Client, q: &str) -> String {
    let q: String = q.bytes().map(|b| format!("%{b:02X}")).collect();
    let reply = client.get(&format!("/search/offered?q={q}")).await;
    assert_eq!(reply.status, 200);
    // The page shows the same and more.
    let page = client.get(&format!("/search?q={q}")).await;
    let text = reply.text();
    for line in text.split("<b>").skip(1) {
        page.shows(line.split("</b>").next().unwrap());
    }
    text
}

async fn set_visibility(house: &House, id: PersonId, visibility: Visibility) {
    house
        .write(move |cx| {
            let mut person = store::people::find(cx.tx, id)?.unwrap();
            person.visibility = visibility;
            Ok(store::people::update(cx.tx, &person)?)
        })
        .await;
}

/// Everything that is kept for searching, to compare.
fn index(cx: &mut app::Cx<'_, '_>) -> app::Result<Vec<String>> {
    let mut all = Vec::new();
    for sql in [
        "select word from directory_words order by shelf_id, word, subject_id",
        "select word from directory_vocabulary order by shelf_id, word",
    ] {
        all.extend(cx.tx.all::<String>(sql, &[])?);
    }
    Ok(all)
}

both!(
    one_box_finds_people_groups_events_and_notes,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        for (q, found) in [
            // By any fragment, without accents, mistyped, by ear, by trade.
            ("abitb", "Esther Abitbol"),
            ("thuy", "Thuý-Vi Phạm"),
            ("curtemanche", "Geneviève Courtemanche"),
            ("ebeniste", "Rodrigo Fuentes-Ibarra"),
            ("belkasem", "Inès Belkacem"),
            // Groups by name and network; events by title, month and place.
            ("tablee metiers", "La Tablée d’Outremont"),
            ("fromages mai", "Vins et fromages de mai"),
            ("november ouvert", "5 à 7 ouvert de novembre"),
            // Notes, with the words around.
            ("salue chaque", "On se salue chaque jeudi"),
            ("relieur papier", "Lộc Trần"),
        ] {
            let text = offered(&mut anselme, q).await;
            assert!(text.contains(found), "{q}: {found} is not in {text}");
        }
        let none = offered(&mut anselme, "qwertz").await;
        assert!(none.contains("Rien ne répond"), "{none}");
        assert!(!offered(&mut anselme, " ").await.contains("<b>"));
        anselme.lang = "en";
        let english = anselme.get("/search/offered?q=abitbol&lang=en").await;
        english.shows("Esther Abitbol").shows("People");
        // The box is in the header of who is signed in, and of nobody else.
        anselme.get("/events").await.shows("data-find");
        house.anonymous().get("/events").await.hides("data-find");
    }
);

both!(
    nobody_is_found_whose_page_would_not_open,
    |house: House| async move {
        let people = house.with_cast().await.people;
        let mut fellow = house.cast_member("loc").await;
        let mut elsewhere = house.cast_member("odile").await;
        // A member who hides is found by those who run the group, and by themselves.
        assert!(!offered(&mut fellow, "aurelie").await.contains("St-Onge"));
        let mut operator = house.signed_in(app::cast::OPERATOR).await;
        assert!(offered(&mut operator, "aurelie").await.contains("St-Onge"));
        // Who lets fellow members see them is found by those, not by others.
        assert!(offered(&mut fellow, "ebeniste").await.contains("Rodrigo"));
        assert!(
            !offered(&mut elsewhere, "ebeniste")
                .await
                .contains("Rodrigo")
        );
        let rodrigo = people["rodrigo"];
        set_visibility(&house, rodrigo, Visibility::Public).await;
        assert!(
            offered(&mut elsewhere, "ebeniste")
                .await
                .contains("Rodrigo")
        );
        set_visibility(&house, rodrigo, Visibility::Private).await;
        assert!(
            !offered(&mut elsewhere, "ebeniste")
                .await
                .contains("Rodrigo")
        );
        assert!(!offered(&mut fellow, "ebeniste").await.contains("Rodrigo"));
        // Somebody's notes are theirs: « On se salue chaque jeudi ».
        assert!(
            !offered(&mut fellow, "salue chaque")
                .await
                .contains("jeudi;")
        );
        // Who may not come to an event does not find it: it is for the network's members.
        let mut stranger = house.signed_in("zoe@exemple.ca").await;
        assert!(
            offered(&mut fellow, "midi jeudi")
                .await
                .contains("Le midi du jeudi")
        );
        assert!(
            !offered(&mut stranger, "midi jeudi")
                .await
                .contains("Le midi du jeudi")
        );
        // An index that says too much shows nothing more: what is found is looked at again.
        house
            .write(move |cx| {
                let sql = "insert into directory_words (shelf_id, word, subject_id, rank)
                           select shelf_id, 'indiscret', $1, 0 from directory_words
                           where word = 'abitbol'";
                Ok(cx.tx.run(sql, &[app::Value::Uuid(rodrigo.0)])?)
            })
            .await;
        assert!(!offered(&mut fellow, "indiscret").await.contains("Rodrigo"));
    }
);

both!(
    what_is_said_no_more_is_found_no_more,
    |house: House| async move {
        let cast = house.with_cast().await;
        let before = house.write(index).await;
        house
            .write(|cx| Ok(store::directory::rebuild(cx.tx)?))
            .await;
        assert_eq!(
            house.write(index).await,
            before,
            "made anew, it is the same"
        );
        let rodrigo = cast.people["rodrigo"];
        house
            .write(move |cx| {
                let name = domain::person::Name::new("Quelqu’un", "");
                Ok(store::erasure::erase(cx.tx, rodrigo, &name, cx.now)?)
            })
            .await;
        let after = house.write(index).await;
        assert!(before.iter().any(|word| word == "fuentes"));
        assert!(!after.iter().any(|word| word == "fuentes"));
        house
            .write(|cx| Ok(store::directory::rebuild(cx.tx)?))
            .await;
        assert_eq!(house.write(index).await, after);
    }
);

both!(
    a_search_costs_no_more_with_more_people,
    |house: House| async move {
        let cast = house.with_cast().await;
        let group = cast.groups["outremont"];
        let me = house.cast_member("anselme").await;
        let mut costs = Vec::new();
        for more in [60_u128, 400] {
            let session = me.cookies[0].1.clone();
            let caller = app::Caller {
                session: Some(session),
                ..app::Caller::default()
            };
            let cost = house.web.app.write(caller, move |cx| {
                for n in 0..more {
                    let person = domain::person::Person {
                        id: cx.id(),
                        name: domain::person::Name::new(format!("Nombre{n}"), "Menuisier"),
                        email: None,
                        lang: domain::text::Lang::Fr,
                        visibility: Visibility::Members,
                        has_portrait: false,
                    };
                    store::people::insert(cx.tx, &person, cx.now)?;
                    let membership = domain::membership::Membership {
                        id: cx.id(),
                        group_id: group,
                        person_id: person.id,
                        standing: domain::membership::Standing::Member,
                        invited_by: None,
                        seat: None,
                        guest_at: None,
                        applied_at: None,
                        member_at: Some(cx.now),
                        left_at: None,
                    };
                    store::memberships::insert(cx.tx, &membership)?;
                }
                let before = cx.tx.statements();
                let found = app::search::everywhere(cx, "menuis", 4)?;
                assert_eq!(found.people.len(), 4);
                Ok(cx.tx.statements() - before)
            });
            costs.push(cost.await.unwrap());
        }
        assert_eq!(costs[0], costs[1]);
    }
);
