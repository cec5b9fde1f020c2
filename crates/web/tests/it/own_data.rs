//! Each column has a class; everybody takes a copy of what is theirs, is erased, and what was kept
//! long enough goes by itself.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use app::mail::Message;
use domain::id::PersonId;
use domain::privacy::{self, Class, Kept, Whose};
use jiff::SignedDuration;
use store::archive::schema::{Kind, tables};

use crate::both;
use crate::harness::House;

#[test]
fn each_column_of_the_architecture_has_a_class() {
    let mut wrong = Vec::new();
    for table in tables() {
        let Some(rule) = privacy::table(table.name) else {
            wrong.push(format!("the table {} is not there", table.name));
            continue;
        };
        for column in &table.columns {
            if rule.class(column.name).is_none() {
                wrong.push(format!("{}.{} has no class", table.name, column.name));
            }
        }
        for (name, _) in rule.columns() {
            if !table.columns.iter().any(|column| column.name == name) {
                wrong.push(format!("{}.{name} is no column", table.name));
            }
        }
    }
    let known: BTreeSet<_> = tables().iter().map(|table| table.name).collect();
    for table in privacy::TABLES {
        if !known.contains(table.name) {
            wrong.push(format!("{} is no table", table.name));
        }
    }
    assert!(
        wrong.is_empty(),
        "crates/domain/src/privacy/tables.rs:\n{}",
        wrong.join("\n")
    );
}

fn whose(whose: Whose) -> String {
    match whose {
        Whose::House => "the house's: stays".into(),
        Whose::Mine(column) => format!("of `{column}`: goes"),
        Whose::Through(_, table) => format!("of its `{table}`: goes"),
        Whose::Shared(column) => format!("shared, names `{column}`: stays, its words go"),
        Whose::Oneself => "oneself: loses its name".into(),
        Whose::Address(column) => format!("of the address in `{column}`: goes"),
        Whose::Log => "the log: stays, ids only".into(),
        Whose::Stops => "an address: kept as a hash".into(),
    }
}

fn kept(kept: Kept) -> String {
    match kept {
        Kept::Owner => "as long as whose it is".into(),
        Kept::After(column, days) => format!("{days} days after `{column}`"),
        Kept::Own(words) => words.into(),
    }
}

/// The part of the document that is made from the table.
fn rendered() -> String {
    let mut out = String::from(
        "| Table | Whose, and what erasing does | Kept | Fields by class |\n|---|---|---|---|\n",
    );
    for table in privacy::TABLES {
        let fields: Vec<_> = table
            .fields
            .iter()
            .map(|(class, names)| {
                let names: Vec<_> = names.split_whitespace().collect();
                format!("**{}** {}", class.word(), names.join(", "))
            })
            .collect();
        out.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            table.name,
            whose(table.whose),
            kept(table.kept),
            fields.join("; ")
        ));
    }
    out
}

#[test]
fn the_document_says_what_the_table_of_the_architecture_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/privacy.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (start, end) = ("<!-- table -->\n", "<!-- end -->");
    let from = text.find(start).unwrap() + start.len();
    let to = text.find(end).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        let new = format!("{}{}{}", &text[..from], rendered(), &text[to..]);
        std::fs::write(path, new).unwrap();
        return;
    }
    assert_eq!(
        &text[from..to],
        rendered(),
        "UPDATE=1 cargo test -p web --test it own_data writes docs/privacy.md anew"
    );
}

/// Every place where a text stands in the database: `table.column`.
fn places(cx: &mut app::Cx<'_, '_>, text: &str) -> app::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for table in tables() {
        let columns = table.columns.iter().filter(|c| c.kind == Kind::Text);
        for column in columns {
            let (name, table) = (column.name, table.name);
            let sql = format!(
                "select count(*) from {table} where replace(lower({name}), lower($1), '') <> lower({name})"
            );
            if cx.tx.one::<i64>(&sql, &[app::Value::Text(text.into())])? > 0 {
                found.insert(format!("{table}.{name}"));
            }
        }
    }
    Ok(found)
}

/// A house the morning after, with everybody of the story.
async fn morning_after(house: &House) {
    house.wait(SignedDuration::from_hours(18));
    house.write(|cx| app::demo::fill(cx, 0)).await;
}

async fn code_sent_to(house: &House, email: &str) -> String {
    let mails = house.mails().await.into_iter();
    let codes = mails.filter(|(to, _)| to == email);
    let mut codes = codes.filter_map(|(_, message)| match message {
        Message::Confirm { code, .. } => Some(code),
        _ => None,
    });
    codes.next().unwrap()
}

both!(
    whoever_is_erased_leaves_no_byte_of_theirs,
    |house: House| async move {
        morning_after(&house).await;
        let people = house.write(app::cast::everyone).await;
        let ines = people["ines"];
        let email = app::cast::email_of("ines").unwrap().to_string();
        let own = move |cx: &mut app::Cx<'_, '_>| {
            let person = store::people::find(cx.tx, ines)?.unwrap();
            let activities = store::people::activities(cx.tx, ines)?;
            let mut words = vec![person.email.unwrap().to_string()];
            for activity in activities {
                let w = activity.words;
                words.extend([w.phone, w.email, w.website, w.pitch, w.offer]);
            }
            words.retain(|word| word.chars().count() > 7);
            Ok((person.name.full(), words))
        };
        let (name, words) = house.write(own).await;
        let mine = crate::privacy::baits().into_iter();
        let mine = mine.filter(|bait| bait.keeper == "ines").map(|b| b.words);
        let words: Vec<String> = words.into_iter().chain(mine).collect();
        assert!(words.len() > 3, "{words:?}");
        for word in words.clone() {
            let at = house.write(move |cx| places(cx, &word)).await;
            assert!(!at.is_empty());
        }

        let mut client = house.cast_member("ines").await;
        client.get("/me/data").await.is(200).shows(&name);
        let form = client.post("/me/data/erasure", &[]).await.to();
        client
            .post(&form, &[("code", "000 000")])
            .await
            .is(422)
            .shows("code");
        let code = code_sent_to(&house, &email).await;
        // A code of hers serves nobody else.
        let mut loc = house.cast_member("loc").await;
        loc.post(&form, &[("code", &code)]).await.is(404);
        assert_eq!(client.post(&form, &[("code", &code)]).await.to(), "/erased");
        let mut again = house.anonymous();
        again.get("/erased").await.is(200);
        client.get("/me").await.is(303);

        for word in words {
            let told = word.clone();
            let at = house.write(move |cx| places(cx, &word)).await;
            assert!(at.is_empty(), "{told:?} stands in {at:?}");
        }
        // Her name stands only where others wrote it, or were handed her card.
        let at = house.write(move |cx| places(cx, &name)).await;
        for place in &at {
            let (table, column) = place.split_once('.').unwrap();
            let class = privacy::table(table).and_then(|t| t.class(column));
            assert!(
                matches!(class, Some(Class::Private | Class::House)),
                "{at:?}"
            );
        }
        // Twice is once; the evening is still told, and the archive is whole.
        let snapshot = |cx: &mut app::Cx<'_, '_>| {
            let mut file = Cursor::new(Vec::new());
            app::archive::export(cx.tx, &mut file).unwrap();
            Ok(file.into_inner())
        };
        let once = house.write(snapshot).await;
        house.write(move |cx| app::own_data::erase(cx, ines)).await;
        let twice = house.write(snapshot).await;
        assert!(once == twice);
        let evening = house.write(|cx| Ok(app::demo::doors(cx)?.evening)).await;
        let mut anselme = house.cast_member("anselme").await;
        for path in [
            "/notebook".to_owned(),
            format!("/evening/{evening}/debrief"),
            format!("/evening/{evening}"),
        ] {
            anselme.get(&path).await.is(200);
        }
        let mut odile = house.cast_member("odile").await;
        odile
            .get(&format!("/events/{evening}/guests"))
            .await
            .is(200);
    }
);

both!(
    a_name_said_at_the_door_leaves_the_log_too,
    |house: House| async move {
        use domain::evening::{WalkIn, What};
        let cast = house.with_cast().await;
        let event = cast.events["open-evening"];
        let organiser = cast.people["regine"];
        let walked: PersonId =
            uuid::Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0042).into();
        house
            .write(move |cx| {
                let open = app::log::Open {
                    event: store::events::find(cx.tx, event)?.unwrap(),
                    hand: app::log::Hand::Host(organiser),
                };
                let what = What::Arrived {
                    person: walked,
                    company: 0,
                    walk_in: Some(WalkIn {
                        given: "Zéphirine".into(),
                        family: "Quintal".into(),
                    }),
                };
                app::log::take_single(cx, &open, what)
            })
            .await;
        let before = house.write(move |cx| Ok(cx.evening(event)?.clone())).await;
        let at = house.write(|cx| places(cx, "Zéphirine")).await;
        assert!(at.contains("entries.body"), "{at:?}");
        house
            .write(move |cx| app::own_data::erase(cx, walked))
            .await;
        for word in ["Zéphirine", "Quintal"] {
            let at = house.write(move |cx| places(cx, word)).await;
            assert!(at.is_empty(), "{at:?}");
        }
        let after = house.write(move |cx| Ok(cx.evening(event)?.clone())).await;
        assert_eq!(before.presence(walked), after.presence(walked));
    }
);

both!(
    a_copy_holds_what_is_mine_and_nothing_of_others,
    |house: House| async move {
        morning_after(&house).await;
        let mut anselme = house.cast_member("anselme").await;
        // Where he signs in, and what his cards say, are two addresses.
        let moved = |cx: &mut app::Cx<'_, '_>| {
            let sql = "update people set email = 'entree@exemple.ca' where given_name = 'Anselme'";
            Ok(cx.tx.run(sql, &[])?)
        };
        house.write(moved).await;
        let reply = anselme.get("/me/data/copy").await;
        reply.is(200);
        let mut zip = zip::ZipArchive::new(Cursor::new(reply.bytes)).unwrap();
        let mut all = String::new();
        let mut names = BTreeSet::new();
        for n in 0..zip.len() {
            let mut file = zip.by_index(n).unwrap();
            names.insert(file.name().unwrap().into_owned());
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            match file.name().unwrap().as_ref() {
                "cards.vcf" => assert!(!text.contains("entree@exemple.ca"), "{text}"),
                "notebook.csv" => {
                    for heading in [
                        "Phone 1 - Value",
                        "E-mail 1 - Value",
                        "Organization 1 - Title",
                    ] {
                        assert!(text.contains(heading), "{text}");
                    }
                }
                _ => {}
            }
            all.push_str(&text);
        }
        assert!(
            !names.iter().any(|name| name.contains("search_")),
            "{names:?}"
        );
        for name in [
            "README.txt",
            "cards.vcf",
            "events.ics",
            "notebook.csv",
            "data/notes.jsonl",
            "data/people.jsonl",
        ] {
            assert!(names.contains(name), "{names:?}");
        }
        assert!(all.contains("BEGIN:VCARD") && all.contains("BEGIN:VEVENT"));
        assert!(!all.contains("token_hash") && !all.contains("secret"));
        for bait in crate::privacy::baits() {
            assert_eq!(
                all.contains(&bait.words),
                bait.keeper == "anselme",
                "{:?} of {}",
                bait.words,
                bait.keeper
            );
        }
    }
);

both!(
    what_was_kept_long_enough_goes_by_itself,
    |house: House| async move {
        morning_after(&house).await;
        house.write(app::jobs::tick).await;
        let evening = house.write(|cx| Ok(app::demo::doors(cx)?.evening)).await;
        house
            .write(move |cx| {
                let sql = "update answers set diet = 'sans noix' where event_id = $1";
                cx.tx.run(sql, &[app::Value::Uuid(evening.0)])?;
                Ok(())
            })
            .await;
        let ask = [("email", "odile.lapointe@exemple.ca")];
        house.anonymous().post("/sign-in", &ask).await.to();
        let counts = |cx: &mut app::Cx<'_, '_>| {
            let mails: i64 = cx.tx.one("select count(*) from mails", &[])?;
            let needs: i64 = cx.tx.one(
                "select count(*) from answers where diet <> '' or access <> '' or company_names <> ''",
                &[],
            )?;
            let named: i64 = cx
                .tx
                .one("select count(*) from people where family_name <> ''", &[])?;
            Ok((mails, needs, named))
        };
        let (mails, needs, named) = house.write(counts).await;
        assert!(mails > 0 && needs > 0 && named > 0);
        house.wait(SignedDuration::from_hours(24 * 92));
        house.write(app::jobs::tick).await;
        let (mails, needs, still_named) = house.write(counts).await;
        assert_eq!((mails, needs, still_named), (0, 0, named));
        house.wait(SignedDuration::from_hours(24 * 731));
        for _ in 0..4 {
            house.write(app::jobs::tick).await;
        }
        let (_, _, named_at_last) = house.write(counts).await;
        assert!(named_at_last < named, "{named_at_last} of {named}");
        // Whoever has an account, or belongs to a group, stays.
        let mut anselme = house.cast_member("anselme").await;
        anselme.get("/me").await.is(200).shows("Anselme");
    }
);
