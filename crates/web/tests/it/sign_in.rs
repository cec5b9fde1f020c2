//! Signing in, by code and by link.

use app::mail::Message;
use jiff::SignedDuration;

use crate::both;
use crate::harness::House;

async fn secrets(house: &House) -> (String, String) {
    let mails = house.mails().await;
    match &mails[0].1 {
        Message::SignIn { code, token } => (code.clone(), token.clone()),
        #[allow(unreachable_patterns)]
        other => panic!("{other:?}"),
    }
}

both!(
    the_code_signs_in_and_the_session_ends,
    |house: House| async move {
        let mut visitor = house.anonymous();
        let asked = visitor
            .post(
                "/sign-in",
                &[("email", "Odile@Exemple.ca"), ("to", "/me/sessions")],
            )
            .await;
        let code_page = asked.to();
        visitor
            .get(&code_page)
            .await
            .is(200)
            .shows("Code à six chiffres");
        let (code, _) = secrets(&house).await;
        let inside = visitor
            .post(&code_page, &[("code", &format!(" {code}"))])
            .await;
        assert_eq!(inside.to(), "/me/sessions");
        visitor
            .get("/me/sessions")
            .await
            .is(200)
            .shows("Cet appareil");
        visitor
            .post(&code_page, &[("code", &code)])
            .await
            .is(422)
            .shows("déjà servi");
        visitor.post("/sign-out", &[]).await.to();
        assert_eq!(visitor.get("/me").await.to(), "/sign-in?to=/me");
    }
);

both!(
    the_link_asks_for_one_press_and_works_once,
    |house: House| async move {
        let mut visitor = house.anonymous();
        visitor
            .post("/sign-in", &[("email", "odile@exemple.ca")])
            .await
            .to();
        let (_, token) = secrets(&house).await;
        let page = format!("/sign-in/link/{token}");
        visitor.get(&page).await.is(200).shows("odile@exemple.ca");
        visitor.get(&page).await.is(200);
        assert_eq!(visitor.post(&page, &[]).await.to(), "/me");
        house
            .anonymous()
            .post(&page, &[])
            .await
            .is(422)
            .shows("déjà servi");
    }
);

both!(
    codes_run_out_by_tries_and_by_time,
    |house: House| async move {
        let mut visitor = house.anonymous();
        let page = visitor
            .post("/sign-in", &[("email", "odile@exemple.ca")])
            .await
            .to();
        let (code, _) = secrets(&house).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        visitor
            .post(&page, &[("code", wrong)])
            .await
            .is(422)
            .shows("4 essais");
        for _ in 0..4 {
            visitor.post(&page, &[("code", wrong)]).await.is(422);
        }
        visitor
            .post(&page, &[("code", &code)])
            .await
            .is(422)
            .shows("Trop de codes");
        let page = visitor
            .post("/sign-in", &[("email", "odile@exemple.ca")])
            .await
            .to();
        let (code, _) = secrets(&house).await;
        house.wait(SignedDuration::from_mins(16));
        visitor
            .post(&page, &[("code", &code)])
            .await
            .is(422)
            .shows("15 minutes");
    }
);

both!(
    one_address_gets_a_few_mails_at_a_time,
    |house: House| async move {
        let mut visitor = house.anonymous();
        for _ in 0..4 {
            visitor
                .post("/sign-in", &[("email", "odile@exemple.ca")])
                .await
                .to();
        }
        visitor
            .post("/sign-in", &[("email", "odile@exemple.ca")])
            .await
            .is(429);
        visitor
            .post("/sign-in", &[("email", "autre@exemple.ca")])
            .await
            .to();
        house.wait(SignedDuration::from_mins(16));
        visitor
            .post("/sign-in", &[("email", "odile@exemple.ca")])
            .await
            .to();
    }
);

both!(
    a_bad_address_keeps_what_was_typed,
    |house: House| async move {
        let mut visitor = house.anonymous();
        let reply = visitor
            .post("/sign-in", &[("email", "odile@"), ("to", "/me")])
            .await;
        reply
            .is(422)
            .shows("value=\"odile@\"")
            .shows("prenom@exemple.ca")
            .shows("aria-invalid");
        visitor.lang = "en";
        let reply = visitor.post("/sign-in", &[("email", "odile@")]).await;
        reply.is(422).shows("name@example.ca");
    }
);

both!(
    another_site_cannot_post_in_a_visitors_name,
    |house: House| async move {
        let mut visitor = house.signed_in("odile@exemple.ca").await;
        for (header, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://ailleurs.example"),
        ] {
            let request = visitor.request("POST", "/sign-out").header(header, value);
            visitor
                .send(request.body(axum::body::Body::empty()).unwrap())
                .await
                .is(403);
        }
        visitor.get("/me").await.is(200);
    }
);

both!(
    a_session_can_be_ended_only_by_its_owner,
    |house: House| async move {
        let mut phone = house.signed_in("odile@exemple.ca").await;
        let mut laptop = house.signed_in("odile@exemple.ca").await;
        let mut other = house.signed_in("theo@exemple.ca").await;
        let page = laptop.get("/me/sessions").await.text();
        let ends: Vec<_> = page
            .match_indices("/me/sessions/")
            .map(|(at, _)| page[at..].split('"').next().unwrap())
            .collect();
        assert_eq!(ends.len(), 2);
        for end in &ends {
            other.post(end, &[]).await.is(404);
        }
        phone.get("/me").await.is(200);
        for end in &ends {
            laptop.post(end, &[]).await;
        }
        assert_eq!(phone.get("/me").await.to(), "/sign-in?to=/me");
    }
);

both!(
    whoever_signs_in_again_comes_back_to_the_page_of_the_form,
    |house: House| async move {
        house.with_cast().await;
        let email = app::cast::email_of("odile").unwrap();
        // The session ended while she wrote: by the address alone, and as the browser tells.
        let note = "/notebook/01980000-0000-7000-8000-000000000000/notes";
        let mut away = house.anonymous();
        let to = away.post(note, &[("note", "Une phrase")]).await.to();
        assert!(
            to.ends_with("to=/notebook/01980000-0000-7000-8000-000000000000"),
            "{to}"
        );
        let request = away
            .request("POST", note)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("referer", "http://house.example/notebook?tag=vin");
        let request = request.body(axum::body::Body::from("note=x")).unwrap();
        let to = away.send(request).await.to();
        assert!(to.ends_with("to=/notebook%3Ftag%3Dvin"), "{to}");
        // A bookmark of such an address is a page of the house with a way on, and stays a 405.
        let mut odile = house.signed_in(email.as_str()).await;
        let page = odile.get(note).await;
        page.is(405)
            .shows("Aller à la page")
            .shows("href=\"/notebook/01980000-0000-7000-8000-000000000000\"");
        assert!(page.headers.contains_key("allow"));
    }
);
