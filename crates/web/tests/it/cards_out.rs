//! Cards and the notebook as they go out: who may take them, and what is in them.

use app::{Cx, imports, notebook_out, seat};
use domain::person::Visibility;
use domain::text::Lang;

use crate::both;
use crate::harness::House;
use crate::ugly_cards::{bring_in, caller};

both!(
    a_card_goes_out_to_whoever_may_open_its_page,
    |house: House| async move {
        let cast = house.with_cast().await;
        let odile = cast.people["odile"];
        let (person, one) = house
            .write(move |cx| {
                let activities = store::people::activities(cx.tx, odile)?;
                Ok((odile.to_string(), activities[0].id.to_string()))
            })
            .await;
        let mut nobody = house.anonymous();
        let file = nobody.get(&format!("/people/{person}/cards.vcf")).await;
        file.is(200).shows("VERSION:3.0").shows("FN:Odile");
        let newest = format!("/people/{person}/cards/{one}/card.vcf?version=4.0");
        nobody.get(&newest).await.is(200).shows("VERSION:4.0");
        nobody
            .get(&format!("/people/{person}/cards"))
            .await
            .is(200)
            .shows("<svg");
        nobody
            .get(&format!("/people/{person}/cards/{one}"))
            .await
            .is(200);
        // Another's activity is no card of hers.
        let max = cast.people["ibrahima"];
        let other = house
            .write(move |cx| Ok(store::people::activities(cx.tx, max)?[0].id.to_string()))
            .await;
        nobody
            .get(&format!("/people/{person}/cards/{other}"))
            .await
            .is(404);
        let mut owner = house.cast_member("odile").await;
        for query in ["", "?stock=a4&outlines=on"] {
            let pdf = owner.get(&format!("/me/cards.pdf{query}")).await;
            assert!(pdf.is(200).bytes.starts_with(b"%PDF"));
        }
        owner
            .get(&format!("/me/cards.pdf?activity={other}"))
            .await
            .is(404);
        owner.get("/me/cards.pdf?activity=nonsense").await.is(404);
        // Whoever shows themselves to nobody gives no card either.
        house
            .write(move |cx| {
                let mut person = store::people::find(cx.tx, odile)?.unwrap();
                person.visibility = Visibility::Private;
                store::people::update(cx.tx, &person)?;
                Ok(())
            })
            .await;
        for path in [
            "cards",
            "cards.vcf",
            &format!("cards/{one}"),
            &format!("cards/{one}/card.vcf"),
        ] {
            nobody
                .get(&format!("/people/{person}/{path}"))
                .await
                .is(404);
        }
    }
);

both!(
    the_notebook_goes_out_whole_or_as_searched_and_notes_only_when_asked,
    |house: House| async move {
        house.with_cast().await;
        let mut owner = house.cast_member("odile").await;
        owner.get("/notebook/out?q=x").await.is(200);
        let all = owner.get("/notebook/file?file=vcard3").await;
        let count = all.is(200).text().matches("BEGIN:VCARD").count();
        assert!(count > 0, "{}", all.text());
        all.hides("— Cinq à sept —");
        let notes = owner.get("/notebook/file?file=vcard4&notes=on").await;
        notes.is(200).shows("— Cinq à sept —");
        let name = all
            .text()
            .split_once("FN:")
            .unwrap()
            .1
            .split_once("\r\n")
            .unwrap()
            .0
            .to_owned();
        let first = name.split(' ').next().unwrap();
        let some = owner
            .get(&format!("/notebook/file?file=vcard3&q={first}"))
            .await;
        some.is(200).shows(first);
        let none = owner
            .get("/notebook/file?file=vcard3&q=personne-ainsi")
            .await;
        none.is(200).hides("BEGIN:VCARD").shows("role=\"alert\"");
        let json = owner.get("/notebook/file?file=jscontact").await;
        let json = json.is(200).json();
        let several = json.as_array().map_or(1, Vec::len);
        assert_eq!(several, count);
        owner
            .get("/notebook/file?file=csv")
            .await
            .is(200)
            .shows("Given Name")
            .shows(first);
        owner.get("/notebook/file?file=exe").await.is(404);
        let mut stranger = house.signed_in("personne@exemple.ca").await;
        stranger
            .get("/notebook/file?file=vcard3")
            .await
            .is(200)
            .hides("BEGIN");
    }
);

const TWO: &str = "BEGIN:VCARD
VERSION:4.0
FN:Zoé Lévesque
ORG:Pralines;Atelier
TITLE:Chocolatière
item1.TEL;TYPE=cell:+1 514 555-0142
item1.X-ABLabel:Boutique
EMAIL;TYPE=internet:zoe@pralines.test
ADR;TYPE=work:;;12, rue de l’Église;Laval;QC;H7N 1A1;
LANG:fr
X-PRALINE:noisette
UID:urn:uuid:zoe
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Théo
N:;Théo;;;
NOTE:Sans téléphone
END:VCARD
";

/// What a file of the notebook would change there.
fn again(cx: &mut Cx<'_, '_>, file: &str, notes: &str, lang: Lang) -> app::Result<[usize; 4]> {
    let keeper = seat::my_keeper(cx)?;
    let wanted = notebook_out::Wanted {
        file: file.into(),
        notes: notes.into(),
        ..Default::default()
    };
    let bytes = notebook_out::write(cx, keeper, &wanted, lang)?.bytes;
    let id = imports::take_in(cx, keeper, "carnet", &bytes)?;
    Ok(imports::plan(cx, keeper, id)?.seen().counts)
}

both!(
    the_notebook_read_again_changes_nothing_in_every_form,
    |house: House| async move {
        house.with_cast().await;
        let me = caller(&house.cast_member("odile").await);
        let bring = |cx: &mut Cx<'_, '_>| bring_in(cx, "deux.vcf", TWO.as_bytes());
        house.web.app.write(me.clone(), bring).await.unwrap();
        for file in ["vcard3", "vcard4", "jscontact", "csv", "table"] {
            for (notes, lang) in [("", Lang::Fr), ("on", Lang::Fr), ("", Lang::En)] {
                let job = move |cx: &mut Cx<'_, '_>| again(cx, file, notes, lang);
                let counts = house.web.app.write(me.clone(), job).await.unwrap();
                let [new, joins, known, bad] = counts;
                assert_eq!((new, joins, bad), (0, 0, 0), "{file}, notes {notes}");
                assert!(known > 2, "{file}: {known}");
            }
        }
    }
);

both!(
    a_table_is_in_the_words_of_google_or_for_a_spreadsheet,
    |house: House| async move {
        let mut owner = house.signed_in("odile@exemple.ca").await;
        let bring = |cx: &mut Cx<'_, '_>| bring_in(cx, "deux.vcf", TWO.as_bytes());
        house.web.app.write(caller(&owner), bring).await.unwrap();
        let table = |file: &str| format!("/notebook/file?file={file}&lang=fr");
        let google = owner.get(&table("csv")).await.is(200).text();
        assert!(google.contains("Name,Given Name,"), "{google}");
        assert!(google.contains("Other,zoe@pralines.test"), "{google}");
        assert!(google.contains("\"12, rue de l’Église\""), "{google}");
        owner.get(&table("table")).await.shows("Name");
    }
);
