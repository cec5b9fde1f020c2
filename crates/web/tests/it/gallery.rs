//! Every sample of every page, in both languages: whole, in words, and nothing inline.

use std::collections::HashSet;
use std::path::Path;

use domain::text::Lang;
use scraper::{ElementRef, Html, Selector};
use web::pages::gallery;
use web::words::Library;

use crate::both;
use crate::harness::{House, NOW};

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// What is wrong with a page.
fn faults(html: &str, lang: Lang) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut faults: Vec<String> = page.errors.iter().map(ToString::to_string).collect();
    let title: String = all(&page, "title").iter().flat_map(|t| t.text()).collect();
    if title.trim_start_matches([' ', '·']).is_empty() || title.trim_start().starts_with('·') {
        faults.push("an empty title".into());
    }
    if all(&page, "h1").len() != 1 {
        faults.push("not one h1".into());
    }
    faults.extend(inline(&page));
    faults.extend(unlabelled(&page));
    let mut ids = HashSet::new();
    for element in all(&page, "[id]") {
        let id = element.value().id().unwrap_or_default();
        if id.is_empty() || !ids.insert(id) {
            faults.push(format!("the id {id:?} twice or empty"));
        }
    }
    let words = Library::shared().of(lang);
    for text in page.root_element().text() {
        for word in text.split_whitespace() {
            if word.contains('-') && words.has(word) {
                faults.push(format!("the key {word} instead of words"));
            }
        }
    }
    faults
}

fn inline(page: &Html) -> Vec<String> {
    let mut faults = Vec::new();
    for element in all(page, "*") {
        for (name, _) in element.value().attrs() {
            if name == "style" || name.starts_with("on") {
                faults.push(format!("an attribute {name}"));
            }
        }
    }
    for script in all(page, "script:not([src])") {
        if script.attr("type") != Some("application/ld+json") {
            faults.push("an inline script".into());
        }
    }
    if !all(page, "style").is_empty() {
        faults.push("inline style".into());
    }
    faults
}

fn unlabelled(page: &Html) -> Vec<String> {
    let labelled: HashSet<_> = all(page, "label[for]")
        .iter()
        .filter_map(|label| label.attr("for"))
        .collect();
    let inside_label: HashSet<_> = all(page, "label :is(input, select, textarea)")
        .iter()
        .map(|control| control.id())
        .collect();
    let named = |control: &ElementRef<'_>| {
        control.attr("type") == Some("hidden")
            || control.attr("aria-label").is_some()
            || control.attr("aria-labelledby").is_some()
            || control.attr("id").is_some_and(|id| labelled.contains(id))
            || inside_label.contains(&control.id())
    };
    all(page, "input, select, textarea")
        .into_iter()
        .filter(|control| !named(control))
        .map(|control| format!("no label: {}", control.html()))
        .collect()
}

#[test]
fn every_sample_of_every_page_is_whole_in_both_languages() {
    let now = NOW.parse().unwrap();
    let mut wrong = Vec::new();
    for name in gallery::NAMES {
        for lang in [Lang::Fr, Lang::En] {
            let samples = gallery::rendered(name, lang, now);
            assert!(!samples.is_empty(), "{name} has no sample");
            for (n, html) in samples.iter().enumerate() {
                let faults = faults(html, lang);
                wrong.extend(
                    faults
                        .iter()
                        .map(|fault| format!("{name} {n} {lang:?}: {fault}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_page_is_missing_from_the_gallery() {
    let mut missing = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages"),
        &mut missing,
    );
    assert_eq!(missing, Vec::<String>::new());
}

fn walk(folder: &Path, missing: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, missing);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for at in text.match_indices("#[derive(Template").map(|(at, _)| at) {
            let after = text[at..].split("struct ").nth(1).unwrap();
            let end = after.find(|c: char| !c.is_alphanumeric()).unwrap();
            if after[..end].ends_with("Page") && !gallery::NAMES.contains(&&after[..end]) {
                missing.push(after[..end].to_owned());
            }
        }
    }
}

#[test]
fn the_faults_looked_for_are_found() {
    let bad = "<!doctype html><html lang=fr><head><title> · Cinq à sept</title></head><body>\
        <h1>me-title</h1><p id=a style='color:red'><input name=x><b id=a></i></p>\
        <script>1</script></body></html>";
    let found = faults(bad, Lang::Fr).join("\n");
    for fault in [
        "empty title",
        "me-title",
        "style",
        "no label",
        "\"a\" twice",
        "inline script",
    ] {
        assert!(found.contains(fault), "{fault} in {found}");
    }
}

both!(the_gallery_shows_each_sample, |house: House| async move {
    let mut visitor = house.anonymous();
    visitor
        .get("/gallery")
        .await
        .is(200)
        .shows("/gallery/MePage/2");
    visitor
        .get("/gallery/MePage/2")
        .await
        .is(200)
        .shows("Odile");
    visitor.get("/gallery/MePage/99").await.is(404);
    visitor.get("/gallery/Nothing/0").await.is(404);
});
