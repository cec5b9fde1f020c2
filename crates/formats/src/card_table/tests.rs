//! Tables as the common address books write them.

use super::*;

fn cards(table: &str) -> Vec<Card> {
    read(table.as_bytes(), &[])
        .filter_map(|item| item.card.ok())
        .collect()
}

#[test]
fn google_writes_labels_before_values_and_several_in_one_cell() {
    let table = "First Name,Middle Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Custom Field 1 - Value\n\
        Inès,,Belkacem,Belkacem notaires,Notaire,* myContacts,* Work,ines@belkacem.example ::: i@belkacem.example,Mobile,514 555-0142,Work Fax,514 555-0143,Work,\"4201, rue Saint-Denis\",Montréal,H2W 1Y4,praline\n";
    let [card] = &cards(table)[..] else { panic!() };
    assert_eq!(
        (card.given.as_str(), card.family.as_str()),
        ("Inès", "Belkacem")
    );
    assert_eq!(
        (card.organisation.as_str(), card.title.as_str()),
        ("Belkacem notaires", "Notaire")
    );
    assert_eq!(card.emails.len(), 2);
    assert!(card.emails[0].is("work"));
    assert!(card.phones[0].is("cell") && card.phones[1].is("fax"));
    assert_eq!(card.addresses[0].city, "Montréal");
    assert_eq!(card.extras[0].value, "praline");
}

#[test]
fn outlook_is_read_in_both_languages_and_in_latin_letters() {
    let french = "Titre;Prénom;Deuxième prénom;Nom;Société;Service;Fonction;Rue (bureau);Ville (bureau);Code postal (bureau);Rue (domicile);Téléphone (bureau);Tél. mobile;Télécopie (bureau);Adresse de messagerie;Page Web\r\n\
        ;Régine;;Côté;Éditions Côté;;Éditrice;12, rue Ève;Québec;G1R 2S5;3, rang Noël;418 555-0111;418 555-0112;418 555-0113;regine@cote.example;cote.example\r\n";
    let latin: Vec<u8> = french.chars().map(|c| c as u8).collect();
    let read: Vec<Card> = read(&latin, &[]).map(|item| item.card.unwrap()).collect();
    let card = &read[0];
    assert_eq!(card.shown_name(), "Régine Côté");
    assert_eq!(
        (card.organisation.as_str(), card.title.as_str()),
        ("Éditions Côté", "Éditrice")
    );
    let kinds: Vec<_> = card
        .phones
        .iter()
        .map(|phone| phone.kinds.join(""))
        .collect();
    assert_eq!(kinds, ["work", "cell", "fax"]);
    assert_eq!(card.addresses.len(), 2);
    let english = "Title,First Name,Last Name,Company,Job Title,Business Street,Business City,Business State,Business Postal Code,Business Country/Region,Business Phone,Mobile Phone,E-mail Address,E-mail Display Name,Web Page\n\
        Ms.,Ann,Lee,Lee & Sons,Broker,1 King St,Toronto,ON,M5H 1A1,Canada,416 555-0100,416 555-0101,ann@lee.example,Ann Lee,lee.example\n";
    let card = &cards(english)[0];
    assert_eq!(card.emails.len(), 1);
    assert_eq!(
        card.addresses[0].line(),
        "1 King St, Toronto, ON M5H 1A1, Canada"
    );
}

#[test]
fn linkedin_begins_with_notes_of_its_own() {
    let table = "Notes:\n\"When exporting your connection data, you may notice that some are missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Graham,Tran,https://www.linkedin.example/in/graham,graham@tran.example,Tran Luthier,Luthier,12 Nov 2026\n";
    let [card] = &cards(table)[..] else { panic!() };
    assert_eq!(card.shown_name(), "Graham Tran");
    assert_eq!(card.title, "Luthier");
    assert_eq!(card.extras[0].value, "12 Nov 2026");
}

#[test]
fn any_other_table_is_read_as_its_owner_says() {
    let table = "Qui;Où;Combien\nInès Belkacem;514 555-0142;3\n;;\nThéo;;\n";
    let said: Vec<String> = ["name", "phone", "skip"].map(str::to_owned).into();
    let items: Vec<Item> = read(table.as_bytes(), &said).collect();
    assert_eq!(items.len(), 2);
    let first = items[0].card.as_ref().unwrap();
    assert_eq!(first.full_name, "Inès Belkacem");
    assert_eq!(first.phones[0].value, "514 555-0142");
    assert_eq!((items[0].line, items[1].line), (2, 4));
    let column = &columns(table.as_bytes(), &[])[0];
    assert_eq!(
        (column.heading.as_str(), column.meaning.as_str()),
        ("Qui", "extra")
    );
    assert_eq!(column.sample, "Inès Belkacem");
    assert_eq!(columns(table.as_bytes(), &said)[2].meaning, "skip");
}

#[test]
fn a_row_that_tells_nobody_is_refused_with_its_line() {
    let table = "Prénom,Nom,Courriel,Couleur\nInès,Belkacem,,bleu\n,,,rouge\n";
    let items: Vec<Item> = read(table.as_bytes(), &[]).collect();
    assert_eq!(items[1].card, Err("blank"));
    assert_eq!(items[1].line, 3);
    let long = format!("Nom\n{}\n", "x".repeat(LINE_LIMIT + 1));
    let items: Vec<Item> = read(long.as_bytes(), &[]).collect();
    assert_eq!(items[0].card, Err("too-long"));
}

#[test]
fn lines_are_told_as_an_editor_counts_them_whatever_ends_them() {
    for end in ["\n", "\r\n"] {
        let table = ["Nom;Courriel", "Un;a@x.example", "", "Deux;b@x.example"].join(end);
        let lines: Vec<usize> = read(table.as_bytes(), &[]).map(|item| item.line).collect();
        assert_eq!(lines, [2, 4]);
    }
}

#[test]
fn a_quote_that_is_never_closed_is_told_and_the_lines_after_it_are_rows() {
    let table = "Nom;Note\nUn;x\n\"Deux;y\nTrois;z\n";
    let items: Vec<Item> = read(table.as_bytes(), &[]).collect();
    let names: Vec<String> = items
        .iter()
        .map(|item| item.card.as_ref().unwrap().shown_name())
        .collect();
    assert_eq!(names, ["Un", "Deux", "Trois"]);
    assert_eq!(items[1].troubles, [Trouble::new(3, "\"Deux;y")]);
    assert_eq!(items[1].raw, "\"Deux;y");
    assert!(items[0].troubles.is_empty() && items[2].troubles.is_empty());
}

#[test]
fn a_label_is_of_the_value_that_follows_it() {
    let table = "Nom,Libellé du téléphone 1,Valeur du téléphone 1,Libellé de l'adresse 1,Rue de l'adresse 1,Rue de l'adresse 2,Libellé du site Web 1,Valeur du site Web 1\n\
        Un,Mobile,,Chalet,1 rue A,2 rue B,Blogue,x.example\nDeux,Chalet,514 555-0142,,,,,\n";
    let [one, two] = &cards(table)[..] else {
        panic!()
    };
    assert_eq!(
        (one.addresses[0].label.as_str(), one.addresses.len()),
        ("Chalet", 2)
    );
    assert_eq!(one.websites[0].label, "Blogue");
    assert!(one.websites[0].kinds.is_empty());
    assert_eq!(two.phones[0].label, "Chalet");
}

#[test]
fn a_heading_names_no_property_that_would_end_the_card() {
    let table = "Nom,X-CINQASEPT-OTHER-END,X-CINQASEPT-OTHER-BDAY\nUn,VCARD,1970-01-05\n";
    let card = &cards(table)[0];
    let names: Vec<&str> = card.extras.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["X-CINQASEPT-OTHER-END", "BDAY"]);
}

#[test]
fn a_day_of_zeros_is_none() {
    let table = "Nom;Anniversaire\nUn;0/0/00\nDeux;20/10/2000\n";
    let days: Vec<String> = cards(table).into_iter().map(|c| c.birthday).collect();
    assert_eq!(days, ["", "20/10/2000"]);
}
