//! What the scripts of each page weigh on their way, compressed, with everything they take along.

use std::collections::BTreeSet;

use domain::text::Lang;

use super::Assets;
use crate::pages::{door_app, gallery};

/// The most any page may weigh.
const PAGE: usize = 15_000;
/// The most the door without network may weigh: its worker, and the decoder of codes, included.
const DOOR: usize = 60_000;
/// The decoder of codes: it comes when somebody opens a camera or a photo, where the browser reads
/// none by itself.
const DECODER: &str = "lib/qr/";

/// The scripts that a page names.
fn named(html: &str) -> impl Iterator<Item = String> {
    let start = format!("<script type=\"module\" src=\"{}", Assets::shared().url(""));
    let parts: Vec<&str> = html.split(&start).skip(1).collect();
    let names = parts.into_iter().filter_map(|part| part.split('"').next());
    names.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// A script and all it takes along, at once or later.
fn with_all_it_takes(name: &str, seen: &mut BTreeSet<String>) {
    if !seen.insert(name.to_owned()) {
        return;
    }
    let text = Assets::shared().text(name);
    assert!(!text.is_empty(), "{name} is no script of ours");
    for other in text.split(['"', '\'']) {
        if other.starts_with('.') && other.ends_with(".js") {
            with_all_it_takes(&beside(name, other), seen);
        }
    }
}

/// `../camera.js` beside `door/app.js`.
fn beside(name: &str, path: &str) -> String {
    let mut folders: Vec<&str> = name.split('/').collect();
    folders.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop()),
            other => folders.push(other),
        }
    }
    folders.join("/")
}

fn weigh<'a>(scripts: impl IntoIterator<Item = &'a String>) -> usize {
    let weights = scripts
        .into_iter()
        .map(|name| Assets::shared().weight(name));
    weights.sum()
}

#[test]
fn no_page_weighs_more_than_fifteen_kilobytes_of_script() {
    let now = "2026-11-12T21:30:00Z".parse().unwrap();
    let mut heaviest = (0, "");
    for page in gallery::NAMES.iter().filter(|name| **name != "DoorAppPage") {
        for html in gallery::rendered(page, Lang::Fr, now) {
            let mut scripts = BTreeSet::new();
            named(&html).for_each(|name| with_all_it_takes(&name, &mut scripts));
            scripts.retain(|name| !name.starts_with(DECODER));
            let weight = weigh(&scripts);
            assert!(weight <= PAGE, "{page} weighs {weight}: {scripts:?}");
            heaviest = heaviest.max((weight, page));
        }
    }
    println!("the heaviest page is {heaviest:?}");
    assert!(heaviest.0 > 0, "scripts are found");
}

#[test]
fn the_decoder_of_codes_comes_only_when_it_is_asked_for() {
    for name in Assets::shared().scripts() {
        let text = Assets::shared().text(name);
        let at_once = text
            .lines()
            .any(|line| line.contains("from \"") && line.contains(DECODER));
        assert!(!at_once, "{name} takes the decoder along at once");
    }
}

#[test]
fn the_whole_door_weighs_sixty_kilobytes_and_keeps_every_script_it_takes() {
    let mut scripts = BTreeSet::new();
    with_all_it_takes("door/app.js", &mut scripts);
    let kept: BTreeSet<String> = door_app::FILES.iter().map(ToString::to_string).collect();
    let missing: Vec<_> = scripts.difference(&kept).collect();
    assert!(missing.is_empty(), "not there without network: {missing:?}");
    scripts.insert("door/worker.js".into());
    let weight = weigh(&scripts);
    println!("the door weighs {weight}");
    assert!(weight <= DOOR, "the door weighs {weight}");
}
