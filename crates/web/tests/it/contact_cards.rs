//! Cards in a notebook: typed, corrected, several of one human, and nobody else's.

use crate::both;
use crate::harness::House;

both!(
    a_typed_card_makes_a_contact_and_three_trades_stay_one_human,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let new = "/notebook/cards/new";
        anselme.get(new).await.is(200);
        let bad = [("name", ""), ("note", "Vu près du bar")];
        anselme
            .post(new, &bad)
            .await
            .is(422)
            .shows("Vu près du bar");
        let card = |title: &'static str| {
            [
                ("name", "Joaquim Morel-Dupuis"),
                ("title", title),
                ("phones", "514 555-0142\n438 555-0199"),
                ("emails", "joaquim@morel.example"),
            ]
        };
        let page = anselme
            .post(new, &card("Marketing de proximité"))
            .await
            .to();
        // The very name and telephone: the same human, with one more trade.
        let again = anselme.post(new, &card("Stockage infonuagique")).await.to();
        assert_eq!(again, page);
        let add = format!("{page}/cards/new");
        let pills = [("name", ""), ("title", "Pastilles vitalité")];
        assert_eq!(anselme.post(&add, &pills).await.to(), page);
        anselme
            .get(&page)
            .await
            .shows("Marketing de proximité")
            .shows("Stockage infonuagique")
            .shows("Pastilles vitalité")
            .shows("tel:")
            .hides("à moitié retenu");
        anselme
            .get("/notebook?q=infonuagique")
            .await
            .shows("Joaquim Morel-Dupuis");
        // The very same card again changes nothing.
        anselme.post(new, &card("Stockage infonuagique")).await.to();
        let shown = anselme.get(&page).await;
        assert_eq!(
            shown
                .text()
                .matches("<h3>Stockage infonuagique</h3>")
                .count(),
            1
        );
    }
);

both!(
    a_card_is_corrected_or_forgotten_by_its_keeper_alone,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let mut ines = house.cast_member("ines").await;
        let typed = [
            ("name", "Wilhelmine Roy"),
            ("title", "Notaire"),
            ("phones", "450 555-0111"),
        ];
        let page = anselme.post("/notebook/cards/new", &typed).await.to();
        let shown = anselme.get(&page).await;
        let text = shown.text();
        let card = text
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next())
            .find(|url| url.contains("/cards/") && !url.ends_with("/new"))
            .unwrap()
            .to_owned();
        ines.get(&card).await.is(404).hides("Wilhelmine");
        ines.post(&card, &typed).await.is(404);
        ines.post(&format!("{card}/removal"), &[]).await.is(404);
        let wrong = [("name", "Wilhelmine Roy"), ("emails", "pas une adresse")];
        anselme
            .post(&card, &wrong)
            .await
            .is(422)
            .shows("pas une adresse");
        let right = [("name", "Wilhelmine Roy"), ("title", "Notaire émérite")];
        assert_eq!(anselme.post(&card, &right).await.to(), page);
        let shown = anselme.get(&page).await;
        shown.shows("Notaire émérite").hides("450 555-0111");
        anselme.post(&format!("{card}/removal"), &[]).await.to();
        anselme.get(&page).await.is(200).hides("Notaire émérite");
        anselme.post(&format!("{page}/removal"), &[]).await.to();
        anselme.get(&page).await.is(404);
    }
);
