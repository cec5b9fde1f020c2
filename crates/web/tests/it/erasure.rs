//! Being erased: who may ask for it, and what proves that they are who they say.

use app::mail::Message;
use app::sign_in::Use;
use domain::id::{EventId, PersonId};

use crate::both;
use crate::harness::House;

/// The newest mail that holds a code to confirm something: whom it went to, the code, and the words.
async fn code_mail(house: &House, what: Use) -> (String, String, web::mail::Rendered) {
    let mails = house.write(app::mail::demo_newest).await;
    let mut found = mails.iter().filter_map(|mail| match &mail.message {
        Message::Confirm { what: of, code, .. } if *of == what => {
            let words = web::mail::render(mail, &house.web);
            Some((mail.recipient.to_string(), code.clone(), words))
        }
        _ => None,
    });
    found.next().unwrap()
}

both!(
    a_code_that_erases_signs_nobody_in_and_the_other_way_round,
    |house: House| async move {
        house.with_cast().await;
        let email = app::cast::email_of("ines").unwrap();
        let mut ines = house.cast_member("ines").await;
        let erasure = ines.post("/me/data/erasure", &[]).await.to();
        let (to, code, mail) = code_mail(&house, Use::Erasure).await;
        assert_eq!(to, email.as_str());
        // The mail says what the code does, and its link only leads to the page that asks.
        assert!(mail.subject.contains("effacer"), "{}", mail.subject);
        assert!(mail.text.contains(&erasure), "{}", mail.text);
        assert!(!mail.text.contains("/sign-in"), "{}", mail.text);
        let id = erasure.rsplit('/').next().unwrap().to_owned();
        let mut stranger = house.anonymous();
        stranger
            .post(&format!("/sign-in/code/{id}"), &[("code", &code)])
            .await
            .is(422);
        // And a code that signs in erases nothing.
        let page = stranger
            .post("/sign-in", &[("email", email.as_str())])
            .await
            .to();
        let mails = house.mails().await;
        let codes = mails.iter().filter_map(|(_, message)| match message {
            Message::SignIn { code, .. } => Some(code),
            _ => None,
        });
        let other = { codes }.next().expect("a mail with a code to sign in");
        let sign_in = page.rsplit('/').next().unwrap();
        ines.post(&format!("/me/data/erasure/{sign_in}"), &[("code", other)])
            .await
            .is(422);
        ines.get(&erasure).await.is(200).hides("lien du courriel");
        assert_eq!(
            ines.post(&erasure, &[("code", &code)]).await.to(),
            "/erased"
        );
    }
);

/// Ketsia's seat at the story's evening, which is her personal link.
async fn ketsias_link(house: &House) -> String {
    let cast = house.with_cast().await;
    link_of(house, cast.events["open-evening"], cast.people["ketsia"]).await
}

async fn link_of(house: &House, event: EventId, person: PersonId) -> String {
    house
        .write(move |cx| {
            let own = store::invitations::of_person(cx.tx, event, person)?.unwrap();
            Ok(cx.signer.invitation(own.id, own.link_version))
        })
        .await
}

both!(
    a_forwarded_link_neither_copies_nor_erases_its_owner,
    |house: House| async move {
        let token = ketsias_link(&house).await;
        let page = format!("/evening/{token}/data");
        let (copy, erasure) = (format!("{page}/copy"), format!("{page}/erasure"));
        // Whoever has the link only, and whoever wrote through it first: both are asked for a code.
        let mut holder = house.anonymous();
        holder.get(&page).await.is(200).shows("M’envoyer le code");
        let lesson = [("lesson", "écouter")];
        for wrote in [false, true] {
            if wrote {
                let debrief = format!("/evening/{token}/debrief/lesson");
                holder.post(&debrief, &lesson).await;
            }
            let code = holder.post(&copy, &[]).await.to();
            holder.get(&code).await.is(200).shows("Une copie");
            holder.post(&code, &[("code", "000000")]).await.is(422);
            let code = holder.post(&erasure, &[("sure", "yes")]).await.to();
            holder.post(&code, &[("code", "000000")]).await.is(422);
            house.wait(jiff::SignedDuration::from_mins(20));
        }
        // Her own address is where the codes go; each does what its mail says, from any browser.
        let email = app::cast::email_of("ketsia").unwrap();
        let mut ketsia = house.anonymous();
        let form = ketsia.post(&copy, &[]).await.to();
        let (to, code, mail) = code_mail(&house, Use::Copy).await;
        assert_eq!(to, email.as_str());
        assert!(mail.text.contains(&form), "{}", mail.text);
        let erases = form.replace("/copy/", "/erasure/");
        ketsia.post(&erases, &[("code", &code)]).await.is(422);
        let zip = ketsia.post(&form, &[("code", &code)]).await;
        assert_eq!(zip.is(200).bytes[..2], *b"PK");
        house.wait(jiff::SignedDuration::from_mins(20));
        let form = ketsia.post(&erasure, &[]).await.to();
        let (_, code, _) = code_mail(&house, Use::Erasure).await;
        assert_eq!(ketsia.post(&form, &[("code", &code)]).await.to(), "/erased");
        ketsia.get(&format!("/i/{token}")).await.is(422);
    }
);

both!(
    a_guest_without_an_address_is_erased_from_the_browser_of_their_notebook,
    |house: House| async move {
        let token = ketsias_link(&house).await;
        let forget = |cx: &mut app::Cx<'_, '_>| {
            let sql = "update people set email = null where given_name = 'Ketsia'";
            Ok(cx.tx.run(sql, &[])?)
        };
        house.write(forget).await;
        let page = format!("/evening/{token}/data");
        let (copy, erasure) = (format!("{page}/copy"), format!("{page}/erasure"));
        let mut guest = house.anonymous();
        guest.get(&page).await.is(200).shows("Ketsia");
        guest.post(&copy, &[]).await.is(200);
        // Any other browser is told so at once, and takes nothing.
        let mut other = house.anonymous();
        other
            .get(&page)
            .await
            .is(200)
            .shows("commencé dans un autre navigateur")
            .hides("Mes cartes")
            .hides("Tout effacer</button>");
        for path in [&copy, &erasure] {
            other
                .post(path, &[("sure", "yes")])
                .await
                .is(422)
                .shows("commencé dans un autre navigateur");
        }
        guest.post(&erasure, &[]).await.is(422).shows("Cochez");
        let done = guest.post(&erasure, &[("sure", "yes")]).await.to();
        assert_eq!(done, "/erased");
        guest.get(&format!("/i/{token}")).await.is(422);
    }
);

both!(
    a_link_alone_opens_no_notebook_in_which_something_is_written,
    |house: House| async move {
        house.wait(jiff::SignedDuration::from_hours(18));
        house.write(|cx| app::demo::fill(cx, 0)).await;
        let event = house.write(|cx| Ok(app::demo::doors(cx)?.evening)).await;
        let people = house.write(app::cast::everyone).await;
        let token = link_of(&house, event, people["ketsia"]).await;
        let mut holder = house.anonymous();
        let lesson = format!("/evening/{token}/debrief/lesson");
        holder
            .post(&lesson, &[("lesson", "la mienne")])
            .await
            .is(422);
        let evening = format!("/evening/{token}/debrief");
        holder.get(&evening).await.hides("Revenir parler");
        let data = format!("/evening/{token}/data");
        holder
            .get(&data)
            .await
            .hides("Aucun contact")
            .shows("commencé dans un autre navigateur");
    }
);
