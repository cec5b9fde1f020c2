//! Being erased: who may ask for it, and what proves that they are who they say.

use app::mail::Message;
use app::sign_in::Use;

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
        let Message::SignIn { code: other, .. } = &mails[0].1 else {
            panic!("{:?}", mails[0])
        };
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
