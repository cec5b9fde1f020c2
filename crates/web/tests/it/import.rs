//! Bringing members in from a table.

use crate::both;
use crate::groups::founded;
use crate::harness::House;

const TABLE: &str = "Prénom;Nom;Courriel;Profession;Entreprise;Statut;Depuis\r\n\
    Odile;Autrement;odile@exemple.ca;traductrice;Lapointe;invité;2026-01-08\r\n\
    Théo;Bélanger;theo@exemple.ca;notaire;;membre;2025-03-06\r\n\
    Marie;;marie@;;;;\r\n\
    Uashat;;;luthière;;candidate;\r\n";

both!(
    a_table_is_previewed_imported_and_imported_again_without_change,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let import = "/groups/laval/import";
        odile
            .get(import)
            .await
            .is(200)
            .shows("Importer des membres");
        let preview = format!("{import}/preview");
        let latin: Vec<u8> = TABLE.chars().map(|c| c as u8).collect();
        odile
            .upload(&preview, "file", "membres.csv", &latin)
            .await
            .is(200)
            .shows("Colonnes reconnues")
            .shows("Bélanger")
            .shows("n’est pas une adresse complète")
            .shows("Nouvelle personne")
            .shows("Complétée")
            .shows("Laissée de côté");
        odile.get("/groups/laval/members").await.hides("Bélanger");
        let done = odile.upload(import, "csv", "", TABLE.as_bytes()).await;
        assert_eq!(done.to(), "/groups/laval/members");
        odile
            .get("/groups/laval/members")
            .await
            .shows("Théo Bélanger")
            .shows("Odile Lapointe")
            .shows("traductrice")
            .shows("luthière")
            .shows("3 personnes")
            .hides("Autrement")
            .hides("marie@");
        odile
            .upload(&preview, "csv", "", TABLE.as_bytes())
            .await
            .shows("Inchangée")
            .hides("Nouvelle personne")
            .hides("Complétée")
            .hides("Importer les bonnes lignes");
        odile.upload(import, "csv", "", TABLE.as_bytes()).await.to();
        odile
            .get("/groups/laval/members")
            .await
            .shows("3 personnes");
        let page = crate::memberships::page_of(&mut odile, "Théo Bélanger").await;
        odile.get(&page).await.shows("6 mars 2025");
        let own = crate::memberships::page_of(&mut odile, "Odile Lapointe").await;
        odile.get(&own).await.shows("badge member");
    }
);

both!(
    a_table_that_cannot_be_read_is_kept_and_explained,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let preview = "/groups/laval/import/preview";
        odile
            .upload(preview, "csv", "", b"Couleur;Forme\nbleu;rond\n")
            .await
            .is(422)
            .shows("Titres trouvés")
            .shows("bleu;rond");
        odile
            .upload(preview, "csv", "", b" ")
            .await
            .is(422)
            .shows("Choisissez un fichier");
        let mut theo = house.signed_in("theo@exemple.ca").await;
        theo.get("/groups/laval/import").await.is(403);
        theo.upload(preview, "csv", "", TABLE.as_bytes())
            .await
            .is(403);
        theo.upload("/groups/laval/import", "csv", "", TABLE.as_bytes())
            .await
            .is(403);
    }
);
