//! The operator's page, and the organiser's first page.

use crate::both;
use crate::groups::founded;
use crate::harness::House;

both!(
    the_operator_sees_mail_in_trouble_and_tries_again,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        odile.get("/operator").await.is(200).shows("Aucun courriel");
        house
            .anonymous()
            .post("/sign-in", &[("email", "theo@exemple.ca")])
            .await
            .to();
        let id = house
            .write(|cx| {
                let mail = store::mails::newest(cx.tx, 1)?.remove(0);
                store::mails::failed(cx.tx, mail.id, "550 no such user", None, cx.now)?;
                Ok(mail.id)
            })
            .await;
        odile
            .get("/operator")
            .await
            .shows("550 no such user")
            .shows("Abandonné");
        let retry = format!("/operator/mails/{id}/retry");
        let mut theo = house.signed_in("theo@exemple.ca").await;
        theo.post(&retry, &[]).await.is(404);
        theo.get("/operator").await.is(404);
        assert_eq!(odile.post(&retry, &[]).await.to(), "/operator");
        let state = house
            .write(|cx| Ok(store::mails::state(cx.tx, cx.now)?))
            .await;
        assert_eq!((state.0, state.2), (1, 0));
        theo.post("/operator/operators", &[("email", "theo@exemple.ca")])
            .await
            .is(404);
        odile
            .post("/operator/operators", &[("email", "theo@")])
            .await
            .is(422)
            .shows("value=\"theo@\"");
        odile
            .post("/operator/operators", &[("email", "theo@exemple.ca")])
            .await
            .to();
        theo.get("/operator").await.is(200).shows("theo@exemple.ca");
    }
);

both!(
    organisers_see_who_asks_to_join,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let mut theo = house.signed_in("theo@exemple.ca").await;
        let page = "/groups/laval/organise";
        odile.get(page).await.is(200).shows("Aucune candidature");
        theo.get(page).await.is(403);
        theo.post("/groups/laval/applications", &[]).await.to();
        odile
            .get(page)
            .await
            .shows("theo")
            .shows("/groups/laval/import")
            .shows("/groups/laval/edit");
    }
);
