//! Files of cards: previewed, kept, brought in again without a change, undone as a whole.

use domain::id::PersonId;
use jiff::SignedDuration;

use crate::both;
use crate::harness::{Client, House};

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Joaquim Morel-Dupuis\r\nTITLE:Marketing de proximité\r\nTEL:514 555-0142\r\nX-PRALINE:noisette\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Joaquim Morel-Dupuis\r\nTITLE:Stockage infonuagique\r\nTEL:+1 (514) 555-0142\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:personne\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:C=F4t=E9;R=E9gine\r\nTEL;CELL:418 555-0112\r\nEND:VCARD\r\n";

async fn taken(client: &mut Client, name: &str, file: &[u8]) -> String {
    client
        .upload("/notebook/import", "file", name, file)
        .await
        .to()
}

/// The first contact of a page.
fn contact(page: &str) -> String {
    let links = page.split("href=\"");
    let mut links = links.filter_map(|rest| rest.split('"').next());
    let contact = links.find(|url| url.len() > 40 && url.starts_with("/notebook/"));
    contact.unwrap().to_owned()
}

both!(
    a_file_is_previewed_kept_brought_in_again_and_undone,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let mut ines = house.cast_member("ines").await;
        anselme.get("/notebook/import").await.is(200);
        let file = taken(&mut anselme, "cartes.vcf", CARDS.as_bytes()).await;
        anselme
            .get(&file)
            .await
            .is(200)
            .shows("Stockage infonuagique")
            .shows("Régine Côté")
            .shows("la carte ne nomme personne")
            .shows("Une carte de plus");
        // Nothing is kept before it is asked, and nobody else sees the file.
        anselme.get("/notebook?q=morel").await.hides("Morel-Dupuis");
        ines.get(&file).await.is(404);
        ines.post(&file, &[]).await.is(404);
        assert_eq!(anselme.post(&file, &[]).await.to(), file);
        anselme
            .get(&file)
            .await
            .shows("cartes.vcf")
            .shows("la carte ne nomme personne");
        let found = anselme.get("/notebook?q=infonuagique").await;
        found.shows("Joaquim Morel-Dupuis").shows("1 contact");
        // The same file again: everything is there already, and nothing can be kept.
        let again = taken(&mut anselme, "cartes.vcf", CARDS.as_bytes()).await;
        anselme
            .get(&again)
            .await
            .shows("Déjà là")
            .hides("Garder ces cartes");
        anselme.post(&format!("{again}/removal"), &[]).await.to();
        anselme.get(&again).await.is(404);
        // Undone as a whole; whoever has something else stays.
        let contact = contact(&found.text());
        anselme
            .post(&format!("{contact}/notes"), &[("note", "Des pralines!")])
            .await
            .to();
        anselme.post(&format!("{file}/removal"), &[]).await.to();
        anselme.get(&file).await.shows("est défaite");
        anselme
            .get(&contact)
            .await
            .is(200)
            .hides("infonuagique")
            .shows("pralines");
        anselme
            .get("/notebook?q=regine+cote")
            .await
            .hides("Régine Côté");
        anselme.post(&format!("{file}/removal"), &[]).await.to();
    }
);

both!(
    a_form_sent_again_lands_where_the_first_did,
    |house: House| async move {
        house.with_cast().await;
        let mut one = house.cast_member("anselme").await;
        let mut two = house.cast_member("anselme").await;
        let mut three = house.cast_member("anselme").await;
        let file = taken(&mut one, "cartes.vcf", CARDS.as_bytes()).await;
        let (first, second, third) = tokio::join!(
            one.post(&file, &[]),
            two.post(&file, &[]),
            three.post(&file, &[])
        );
        for answer in [first, second, third, one.post(&file, &[]).await] {
            assert_eq!(answer.to(), file);
        }
        let said = [("column", "name")];
        let columns = two.post(&format!("{file}/columns"), &said).await;
        assert_eq!(columns.to(), file);
        // To anybody else there is no such file, kept or not.
        let mut ines = house.cast_member("ines").await;
        ines.post(&file, &[]).await.is(404);
        let columns = ines.post(&format!("{file}/columns"), &said).await;
        columns.is(404);
        one.get(&file).await.is(200).shows("Cartes importées");
        one.get("/notebook?q=morel").await.shows("1 contact");
    }
);

both!(
    a_table_is_read_by_its_headings_or_as_its_keeper_says,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let table = "Qui;Combien;Joint au\nWilhelmine Roy;3;450 555-0111\n";
        let file = taken(&mut anselme, "stand.csv", table.as_bytes()).await;
        anselme
            .get(&file)
            .await
            .is(200)
            .shows("Joint au")
            .hides("Garder ces cartes");
        let said = [("column", "name"), ("column", "skip"), ("column", "phone")];
        assert_eq!(
            anselme.post(&format!("{file}/columns"), &said).await.to(),
            file
        );
        anselme
            .get(&file)
            .await
            .shows("Wilhelmine Roy")
            .shows("Garder ces cartes");
        let wrong = [("column", "<script>")];
        anselme
            .post(&format!("{file}/columns"), &wrong)
            .await
            .is(404);
        anselme.post(&file, &[]).await.to();
        anselme.get("/notebook?q=450").await.shows("Wilhelmine Roy");
        for (bytes, said) in [
            (&b" "[..], "Choisissez un fichier"),
            (b"PK\x03\x04zip", "CSV"),
            (b"\x00\x01\x02\x03", "ni des cartes ni un tableau"),
        ] {
            anselme
                .upload("/notebook/import", "file", "x", bytes)
                .await
                .is(422)
                .shows(said);
        }
    }
);

both!(
    the_statements_of_an_import_do_not_grow_card_by_card,
    |house: House| async move {
        house.with_cast().await;
        let anselme = house.cast_member("anselme").await;
        let token = anselme.cookies.iter().find(|(name, _)| name == "session");
        let caller = app::Caller {
            session: token.map(|(_, value)| value.clone()),
            ..app::Caller::default()
        };
        let count = async |cards: usize, seed: usize| {
            let file: String = (0..cards)
                .map(|n| {
                    format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Carte {seed} {n}\r\nEND:VCARD\r\n")
                })
                .collect();
            let kept = house.web.app.write(caller.clone(), move |cx| {
                let keeper = app::seat::my_keeper(cx)?;
                let id = app::imports::take_in(cx, keeper, "", file.as_bytes())?;
                let before = cx.tx.statements();
                let plan = app::imports::plan(cx, keeper, id)?;
                let import = app::imports::keep(cx, keeper, plan)?;
                assert_eq!(import.added as usize, cards);
                Ok(cx.tx.statements() - before)
            });
            kept.await.unwrap()
        };
        let few = count(50, 1).await;
        let many = count(400, 2).await;
        // Words to be found by are written many at a time, too: far less than one a card.
        assert!(many <= few + 350 / 10, "{few} for 50 cards, {many} for 400");
    }
);

both!(
    a_preview_says_who_may_be_known_already_and_why,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let typed = [("name", "Joaquim Morel-Dupuis"), ("phones", "514 555-0142")];
        anselme.post("/notebook/cards/new", &typed).await.to();
        let card = |name: &str, phone: &str| {
            format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL:{phone}\r\nEND:VCARD\r\n")
        };
        let file = [
            card("J. Morel-Dupuis", "(514) 555-0142"),
            card("Philippe Zwicker-Abbey", "418 555-0199"),
            card("Phil Zwicker-Abbey", "418 555-0199"),
            card("Rodrigue Cantin", "438 555-0101"),
        ];
        let file = taken(&mut anselme, "cartes.vcf", file.concat().as_bytes()).await;
        let page = anselme.get(&file).await;
        page.shows("2 cartes sont peut-être à quelqu’un que vous avez déjà")
            .shows("Joaquim Morel-Dupuis")
            .shows("téléphone : pareil")
            .shows("Philippe Zwicker-Abbey, dans ce même fichier")
            .shows("l’un est le diminutif de l’autre");
        // Kept, each pair is proposed.
        anselme.post(&file, &[]).await.to();
        let page = anselme.get("/notebook/duplicates").await;
        page.shows("J. Morel-Dupuis").shows("Phil Zwicker-Abbey");
        page.hides("Cantin");
    }
);

/// Adds a contact by its card; its page.
async fn typed(client: &mut Client, name: &str, phone: &str) -> String {
    let fields = [("name", name), ("title", "Notaire"), ("phones", phone)];
    client.post("/notebook/cards/new", &fields).await.to()
}

/// The page of the contact of a name.
async fn page_of(house: &House, keeper: PersonId, name: &'static str) -> String {
    let id = house.write(move |cx| {
        let all = store::contacts::of_keeper(cx.tx, keeper)?;
        Ok(all
            .iter()
            .find(|contact| contact.name == name)
            .map(|c| c.id))
    });
    format!("/notebook/{}", id.await.unwrap())
}

async fn join(client: &mut Client, kept: &str, gone: &str) {
    let id = |page: &str| page.rsplit('/').next().unwrap().to_owned();
    let (kept, gone) = (id(kept), id(gone));
    let pair = [("kept", kept.as_str()), ("gone", gone.as_str())];
    client.post("/notebook/duplicates", &pair).await.to();
}

both!(
    a_file_that_is_undone_takes_along_those_who_became_one_with_others,
    |house: House| async move {
        let cast = house.with_cast().await;
        let keeper = cast.people["anselme"];
        let mut anselme = house.cast_member("anselme").await;
        let one = typed(&mut anselme, "Quim Zwicker", "438 555-0111").await;
        let other = typed(&mut anselme, "La notaire au foulard", "").await;
        house.wait(SignedDuration::from_mins(5));
        let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Joaquim Morel-Dupuis\r\nTITLE:Marketing\r\nTEL:514 555-0142\r\nEND:VCARD\r\n\
            BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Régine Côté-Abbey\r\nTEL:418 555-0112\r\nEND:VCARD\r\n\
            BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Adélard Thibodeau\r\nTEL:418 555-0113\r\nEND:VCARD\r\n\
            BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A. Thibodeau\r\nTEL:418 555-0114\r\nEND:VCARD\r\n";
        let file = taken(&mut anselme, "cartes.vcf", cards.as_bytes()).await;
        anselme.post(&file, &[]).await.to();
        let mut pages = Vec::new();
        for name in [
            "Joaquim Morel-Dupuis",
            "Régine Côté-Abbey",
            "Adélard Thibodeau",
            "A. Thibodeau",
        ] {
            pages.push(page_of(&house, keeper, name).await);
        }
        house.wait(SignedDuration::from_mins(5));
        // One that came joins another, another joins one that came, and two that came join.
        let noted = [("note", "Des pralines!")];
        anselme
            .post(&format!("{}/notes", pages[0]), &noted)
            .await
            .to();
        join(&mut anselme, &one, &pages[0]).await;
        join(&mut anselme, &pages[1], &other).await;
        join(&mut anselme, &pages[2], &pages[3]).await;
        house.wait(SignedDuration::from_mins(5));
        let since = [("note", "Rappeler mardi.")];
        for page in [&one, &pages[1]] {
            anselme.post(&format!("{page}/notes"), &since).await.to();
        }
        anselme.get(&one).await.shows("Marketing");
        anselme.get(&file).await.shows("l’autre reste");

        anselme.post(&format!("{file}/removal"), &[]).await.to();
        let left = anselme.get(&one).await;
        left.is(200).shows("Quim Zwicker").shows("Notaire");
        left.shows("pralines").shows("Rappeler mardi");
        left.hides("Marketing").hides("Morel-Dupuis");
        let left = anselme.get(&pages[1]).await;
        left.is(200).shows("La notaire au foulard").shows("Notaire");
        left.shows("Rappeler mardi").hides("Abbey").hides("0112");
        for gone in [&pages[0], &pages[2], &pages[3], &other] {
            anselme.get(gone).await.is(404);
        }
        let page = anselme.get("/notebook/duplicates").await;
        page.hides("/notebook/merges/");
        let all = anselme.get("/notebook").await;
        all.hides("Thibodeau").hides("Morel-Dupuis").hides("Abbey");
    }
);

both!(
    a_table_whose_names_nobody_knows_asks_for_them_with_samples,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let table = "Qui est-ce;Cell;E-mail 2 - Label;;Middle Name\r\nBérénice L’Heureux;514 555-0400;;sympathique;Ève\r\n\"ouvert;514 555-0401\r\n";
        let file = taken(&mut anselme, "etrange.csv", table.as_bytes()).await;
        let page = anselme.get(&file).await;
        page.shows("<details class=\"flow\" open>")
            .shows("Aucune colonne ne dit le nom.")
            .shows("Bérénice L’Heureux")
            .shows("Colonne 4, sans titre")
            .shows("<option value=\"label\" selected>Sorte de la valeur qui suit")
            .shows("<option value=\"additional\" selected>Deuxième prénom")
            .shows("<option value=\"city:home\">Ville (domicile)")
            .shows("Ligne 3\u{a0}: &#34;ouvert;514 555-0401");
        let said = [("column", "name"), ("column", "cell")];
        anselme.post(&format!("{file}/columns"), &said).await.to();
        let page = anselme.get(&file).await;
        page.hides("Aucune colonne ne dit le nom.")
            .hides("class=\"flow\" open");
        page.shows("<td role=\"cell\" class=\"any\" data-label=\"Nom\"><div>ouvert");
    }
);

both!(
    a_preview_tells_how_to_reach_each_whom_they_join_and_what_was_not_understood,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let typed = [("name", "Joaquim Morel-Dupuis"), ("phones", "514 555-0142")];
        anselme.post("/notebook/cards/new", &typed).await.to();
        let file = "BEGIN:VCARD\nFN:Joaquim Morel-Dupuis\nTEL:(514) 555-0142\nEMAIL:j@morel.example\nEND:VCARD\n\
            BEGIN:VCARD\nFN:Ligne Folle\nsans deux-points\nEMAIL:f@folle.example\nEND:VCARD\n\
            BEGIN:VCARD\nFN:Ligne Folle\nTITLE:Tresseuse\nEMAIL:F@folle.example\nEND:VCARD\n\
            n’importe quoi\n";
        let file = taken(&mut anselme, "cartes.vcf", file.as_bytes()).await;
        let page = anselme.get(&file).await;
        page.shows("<p class=\"small muted\">(514) 555-0142</p><p class=\"small muted\">j@morel.example</p>")
            .shows("Joaquim Morel-Dupuis\u{a0}: même nom, même téléphone</a>")
            .shows("Ligne Folle, dans ce même fichier\u{a0}: même nom, même courriel")
            .shows("Ligne 8\u{a0}: sans deux-points")
            .shows("<p class=\"small muted\">n’importe quoi</p>");
        let file = "BEGIN:VCARD\nFN:Jamais Fermée\n".as_bytes();
        let file = taken(&mut anselme, "ouverte.vcf", file).await;
        let page = anselme.get(&file).await;
        page.shows("Ligne 1\u{a0}: la carte qui commence ici n’est pas terminée");
    }
);

both!(
    a_name_too_long_to_be_one_is_told_and_stays_beside_the_contact,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let long = "Philomène ".repeat(200);
        let file = format!("BEGIN:VCARD\nFN:{long}\nTEL:514 555-0142\nEND:VCARD\n");
        let file = taken(&mut anselme, "cartes.vcf", file.as_bytes()).await;
        let page = anselme.get(&file).await;
        page.shows("1 ligne n’a pas été comprise")
            .shows("Ligne 2\u{a0}: FN:Philomène")
            .shows("<div>Philomène Philomène");
        anselme.post(&file, &[]).await.to();
        let found = anselme.get("/notebook?q=philomene").await;
        let contact = contact(&found.text());
        let page = anselme.get(&contact).await;
        page.shows("1 autre mention").shows("<dt>Nom</dt>");
    }
);

both!(
    files_that_were_only_looked_at_wait_apart_and_not_for_ever,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let file = taken(&mut anselme, "attend.vcf", CARDS.as_bytes()).await;
        let page = anselme.get("/notebook/import").await;
        page.shows("Aperçus à reprendre").shows("attend.vcf");
        page.hides("Fichiers déjà importés");
        anselme.post(&file, &[]).await.to();
        let page = anselme.get("/notebook/import").await;
        page.hides("Aperçus à reprendre")
            .shows("Fichiers déjà importés");
        let file = taken(&mut anselme, "attend.vcf", "Nom\nDeux\n".as_bytes()).await;
        house.wait(jiff::SignedDuration::from_hours(49));
        house.write(app::jobs::tick).await;
        anselme.get(&file).await.is(404);
        anselme
            .get("/notebook/import")
            .await
            .hides("Aperçus à reprendre");
    }
);

both!(
    a_card_is_shown_with_what_people_can_read_of_it,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let file = "BEGIN:VCARD\nVERSION:3.0\nFN:Jean-Guy de la Durantaye\\, ing.\nNICKNAME:Ti-Guy\nBDAY:1961-02-03\n\
            item1.TEL:418 555-0177\nitem1.X-ABLabel:_$!<Chalet>!$_\nTEL;TYPE=CELL,VOICE:418 555-0178\n\
            EMAIL;TYPE=WORK:jg@ponts.example\nX-ODD:toutes\\, ensemble\nsans deux-points\n\
            PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQEASABIAAD\nEND:VCARD\n";
        let file = taken(&mut anselme, "cartes.vcf", file.as_bytes()).await;
        anselme.post(&file, &[]).await.to();
        let found = anselme.get("/notebook?q=durantaye").await;
        found.shows(">JD</span>");
        let contact = contact(&found.text());
        let page = anselme.get(&contact).await;
        page.shows("<dt>Surnom</dt><dd>Ti-Guy</dd>")
            .shows("<dt>Anniversaire</dt><dd>3 février 1961</dd>")
            .shows("<dt>Téléphone (Chalet)</dt>")
            .shows("<dt>Téléphone (cellulaire)</dt>")
            .shows("<dt>Courriel (bureau)</dt>")
            .shows("toutes, ensemble")
            .shows("Ligne qui n’a pas été comprise")
            .shows("une image, gardée avec la carte")
            .hides("4AAQSkZJ")
            .hides("UNREAD");
    }
);
