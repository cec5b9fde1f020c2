//! The ugly folder of cards through a real notebook: taken in, kept, written out in every form, and
//! undone. What the readers find is tested with them; here nothing may go lost between them.

use std::collections::BTreeSet;
use std::path::Path;

use app::notebook_out::{self, Wanted};
use app::{Cx, imports, seat};
use domain::id::ImportId;
use domain::text::Lang;
use formats::{card_file, jscontact, vcard};

use crate::both;
use crate::harness::{Client, House};

#[allow(dead_code)]
#[path = "../../../formats/tests/ugly/witness.rs"]
pub mod witness;

use witness::{Pair, bare};

/// What the notebook says of itself, whoever the card is of.
const OWN: [&str; 3] = ["UID", "REV", "PROFILE"];
/// What stands in no cell of a table: pictures, and what has cells of its own for its parts.
const NO_CELL: [&str; 10] = [
    "PHOTO",
    "LOGO",
    "SOUND",
    "KEY",
    "N",
    "ADR",
    "ORG",
    "BDAY",
    "GEO",
    "X-ABLABEL of",
];

fn folder() -> Vec<(String, Vec<u8>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cards/ugly");
    let files = std::fs::read_dir(path)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

pub fn bring_in(cx: &mut Cx<'_, '_>, name: &str, file: &[u8]) -> app::Result<ImportId> {
    let keeper = seat::my_keeper(cx)?;
    let id = imports::take_in(cx, keeper, name, file)?;
    let plan = imports::plan(cx, keeper, id)?;
    let [new, joins, known, _] = plan.seen().counts;
    assert!(
        new + joins > 0 && known == 0,
        "{name}: {new}, {joins}, {known}"
    );
    imports::keep(cx, keeper, plan)?;
    Ok(id)
}

pub fn out(cx: &mut Cx<'_, '_>, file: &str) -> app::Result<Vec<u8>> {
    let keeper = seat::my_keeper(cx)?;
    let wanted = Wanted {
        file: file.into(),
        ..Wanted::default()
    };
    Ok(notebook_out::write(cx, keeper, &wanted, Lang::Fr)?.bytes)
}

/// What a file of the notebook says, all cards together.
pub fn said(file: &str, bytes: &[u8]) -> BTreeSet<Pair> {
    let cards = match file {
        "jscontact" => {
            let cards = jscontact::read(bytes).into_iter();
            let cards = cards.map(|read| vcard::write(&read.unwrap().card, vcard::Version::V4));
            witness::cards(cards.collect::<String>().as_bytes())
        }
        _ => witness::cards(bytes),
    };
    cards.into_iter().flat_map(|card| card.said).collect()
}

/// What the vCards of the folder say that were not refused.
fn expected() -> Vec<(String, Pair)> {
    let mut all = Vec::new();
    for (name, bytes) in folder()
        .into_iter()
        .filter(|(name, _)| name.ends_with("vcf"))
    {
        let source = card_file::kind(&bytes).unwrap();
        let refused: Vec<usize> = card_file::read(source, &bytes, &[])
            .filter(|item| item.card.is_err())
            .map(|item| item.line)
            .collect();
        let cards = witness::cards(&bytes).into_iter();
        let cards = cards.filter(|card| !refused.contains(&card.line));
        let pairs = cards.flat_map(|card| card.said);
        all.extend(pairs.map(|pair| (name.clone(), pair)));
    }
    all.retain(|(_, (what, _))| !OWN.contains(&what.as_str()));
    all
}

/// Whoever a browser is signed in as.
pub fn caller(client: &Client) -> app::Caller {
    let token = client.cookies.iter().find(|(name, _)| name == "session");
    app::Caller {
        session: token.map(|(_, value)| value.clone()),
        ..app::Caller::default()
    }
}

both!(
    the_ugly_folder_comes_in_goes_out_whole_and_is_undone,
    |house: House| async move {
        house.with_cast().await;
        let anselme = house.cast_member("anselme").await;
        let caller = caller(&anselme);
        let run = async |file: &'static str| {
            let job = move |cx: &mut Cx<'_, '_>| out(cx, file);
            house.web.app.write(caller.clone(), job).await.unwrap()
        };
        let before = run("vcard4").await;
        let mut kept = Vec::new();
        for (name, bytes) in folder() {
            let job = move |cx: &mut Cx<'_, '_>| bring_in(cx, &name, &bytes);
            kept.push(house.web.app.write(caller.clone(), job).await.unwrap());
        }
        let mut lost = Vec::new();
        for file in ["vcard3", "vcard4", "jscontact"] {
            let said = said(file, &run(file).await);
            let expected = expected().into_iter();
            lost.extend(
                expected
                    .filter(|(_, pair)| !said.contains(pair))
                    .map(|it| (file, it)),
            );
        }
        let table = bare(&String::from_utf8(run("csv").await).unwrap()).replace('"', "");
        lost.extend(expected().into_iter().filter_map(|it| {
            let (what, value) = &it.1;
            let apart = what.contains(';') || NO_CELL.contains(&what.as_str());
            (!apart && !table.contains(&value.replace('"', ""))).then_some(("csv", it))
        }));
        assert!(lost.is_empty(), "{lost:#?}");
        for id in kept {
            let undo = move |cx: &mut Cx<'_, '_>| {
                let keeper = seat::my_keeper(cx)?;
                imports::undo(cx, keeper, id)
            };
            assert!(house.web.app.write(caller.clone(), undo).await.unwrap());
        }
        assert_eq!(run("vcard4").await, before);
    }
);
