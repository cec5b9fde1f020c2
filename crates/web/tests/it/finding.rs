//! A notebook is searched by any fragment, accent-less, mistyped and by ear, by where and when; and a
//! page of it costs a page.

use app::contacts::{self, Typed};
use app::notebook::{self, Search};
use app::seat::my_keeper;
use domain::contact::Contact;
use domain::id::{ContactId, PersonId};
use jiff::{SignedDuration, Timestamp};

use crate::both;
use crate::harness::{Client, House};

fn contact(cx: &app::Cx<'_, '_>, keeper: PersonId, name: &str, about: &str) -> Contact {
    let met: Timestamp = "2026-05-14T22:00:00Z".parse().unwrap();
    Contact {
        id: cx.id(),
        keeper_id: keeper,
        person_id: None,
        name: name.into(),
        about: about.into(),
        event_id: None,
        met_at: Some(met),
        through_id: None,
        tags: vec!["affaires".into()],
        created_at: met,
        updated_at: met,
    }
}

/// Runs something as somebody signed in.
async fn as_me<T: Send + 'static>(
    house: &House,
    client: &Client,
    job: impl FnOnce(&mut app::Cx<'_, '_>) -> app::Result<T> + Send + 'static,
) -> T {
    let session = client.cookies.iter().find(|(name, _)| name == "session");
    let caller = app::Caller {
        session: session.map(|(_, token)| token.clone()),
        ..app::Caller::default()
    };
    house.web.app.write(caller, job).await.unwrap()
}

async fn found(house: &House, client: &Client, q: &'static str) -> Vec<String> {
    as_me(house, client, move |cx| {
        let keeper = my_keeper(cx)?;
        let search = Search {
            q: q.into(),
            ..Search::default()
        };
        let leaf = notebook::leaf(cx, keeper, &search)?;
        Ok(leaf.lines.into_iter().map(|l| l.contact.name).collect())
    })
    .await
}

/// Everything that is kept for searching, to compare.
fn index(cx: &mut app::Cx<'_, '_>) -> app::Result<Vec<String>> {
    let mut all = Vec::new();
    for sql in [
        "select word from search_vocabulary order by keeper_id, word",
        "select word from search_words order by keeper_id, word, contact_id",
        "select name_key from search_contacts order by contact_id",
        "select words from search_contacts order by contact_id",
        "select keys from search_contacts order by contact_id",
        "select tag from search_tags order by keeper_id, tag, contact_id",
    ] {
        all.extend(cx.tx.all::<String>(sql, &[])?);
    }
    Ok(all)
}

both!(
    somebody_is_found_however_they_are_remembered,
    |house: House| async move {
        let me = house.signed_in("zoe@exemple.ca").await;
        let (thibault, note) = as_me(&house, &me, |cx| {
            let keeper = my_keeper(cx)?;
            let people = [
                ("Thibault Lefèvre", "chocolatier, rue Saint-Denis"),
                ("Inès Belkacem", "notaire"),
                ("Marie-Ève Gauthier", "courtière hypothécaire"),
            ];
            let mut first: Option<ContactId> = None;
            for (name, about) in people {
                let contact = contact(cx, keeper.id(), name, about);
                store::contacts::insert(cx.tx, &contact)?;
                first.get_or_insert(contact.id);
            }
            let id = first.unwrap();
            let note = contacts::note(cx, keeper, id, None, "Pralines en novembre")?;
            Ok((id, note))
        })
        .await;
        for (q, name) in [
            ("THIB", "Thibault Lefèvre"),
            ("tibo", "Thibault Lefèvre"),
            ("lefevre chocolat", "Thibault Lefèvre"),
            ("chocolatire", "Thibault Lefèvre"),
            ("chocolat novembre", "Thibault Lefèvre"),
            ("colat", "Thibault Lefèvre"),
            ("notiare", "Inès Belkacem"),
            ("notaire mai", "Inès Belkacem"),
            ("may belkacem 2026", "Inès Belkacem"),
            ("courtiere", "Marie-Ève Gauthier"),
            ("gotier", "Marie-Ève Gauthier"),
        ] {
            assert_eq!(found(&house, &me, q).await, [name], "{q}");
        }
        // A name comes before a fragment of a note: « pralines ».
        let both = ["Inès Belkacem", "Thibault Lefèvre"];
        assert_eq!(found(&house, &me, "may ines 2026").await, both);
        assert!(found(&house, &me, "notaire juin").await.is_empty());
        assert_eq!(found(&house, &me, "mai").await.len(), 3);
        // Somebody else's notebook is another one.
        let other = house.signed_in("ugo@exemple.ca").await;
        assert!(found(&house, &other, "thibault").await.is_empty());
        // What is no longer said is no longer found, and leaves no word behind.
        as_me(&house, &me, move |cx| {
            let keeper = my_keeper(cx)?;
            contacts::forget_note(cx, keeper, note)?;
            let typed = Typed {
                name: "Thibault Lefèvre".into(),
                about: "retraité".into(),
                event: Some(String::new()),
                met_on: Some(String::new()),
                ..Typed::default()
            };
            contacts::describe(cx, keeper, thibault, &typed)
        })
        .await;
        assert!(found(&house, &me, "praline").await.is_empty());
        assert!(found(&house, &me, "chocolat").await.is_empty());
        assert_eq!(found(&house, &me, "retraite").await.len(), 1);
        let kept = house.write(index).await;
        assert!(!kept.iter().any(|word| word == "chocolatier"));
        let contacts = house.write(app_rebuild).await;
        assert_eq!(contacts, 3);
        assert_eq!(house.write(index).await, kept, "made anew, it is the same");
        as_me(&house, &me, move |cx| {
            let keeper = my_keeper(cx)?;
            contacts::forget(cx, keeper, thibault)
        })
        .await;
        let kept = house.write(index).await;
        assert!(!kept.iter().any(|word| word.contains("thibault")));
    }
);

fn app_rebuild(cx: &mut app::Cx<'_, '_>) -> app::Result<usize> {
    Ok(app::finding::rebuild(cx.tx)?)
}

both!(
    a_page_of_a_notebook_costs_a_page,
    |house: House| async move {
        let me = house.signed_in("zoe@exemple.ca").await;
        let mut costs = Vec::new();
        for more in [60_i64, 400] {
            let cost = as_me(&house, &me, move |cx| {
                let keeper = my_keeper(cx)?;
                for n in 0..more {
                    let name = format!("Personne {more} {n}");
                    let mut contact = contact(cx, keeper.id(), &name, "menuisier");
                    contact.met_at = Some(cx.now - SignedDuration::from_hours(n));
                    store::contacts::insert(cx.tx, &contact)?;
                }
                let mut cost = Vec::new();
                for (q, sort, page) in [
                    ("", "", "1"),
                    ("", "name", "2"),
                    ("", "close", "1"),
                    ("menuis", "", "2"),
                    ("personne", "", "1"),
                ] {
                    let search = Search {
                        q: q.into(),
                        sort: sort.into(),
                        page: page.into(),
                        ..Search::default()
                    };
                    let before = cx.tx.statements();
                    let leaf = notebook::leaf(cx, keeper, &search)?;
                    assert!(!leaf.lines.is_empty() && leaf.lines.len() <= notebook::PAGE);
                    cost.push(cx.tx.statements() - before);
                }
                Ok(cost)
            })
            .await;
            costs.push(cost);
        }
        assert_eq!(costs[0], costs[1]);
        // The latest met come first, page after page without a gap.
        let (pages, names) = as_me(&house, &me, |cx| {
            let keeper = my_keeper(cx)?;
            let mut names = Vec::new();
            let mut pages = 1;
            let mut page = 1;
            while page <= pages {
                let search = Search {
                    page: page.to_string(),
                    ..Search::default()
                };
                let leaf = notebook::leaf(cx, keeper, &search)?;
                pages = leaf.pages;
                names.extend(leaf.lines.into_iter().map(|line| line.contact.met_at));
                page += 1;
            }
            Ok((pages, names))
        })
        .await;
        assert_eq!((pages, names.len()), (10, 460));
        assert!(names.is_sorted_by(|a, b| a >= b));
    }
);
