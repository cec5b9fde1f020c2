//! Words: complete in both languages, and every key that is used exists.

use std::collections::BTreeSet;
use std::path::Path;

use domain::text::Lang;
use web::words::Library;

fn keys(lang: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(lang);
    let mut keys = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let lines = text
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        keys.extend(
            lines
                .filter_map(|line| line.split_once('='))
                .map(|(key, _)| key.trim().to_owned()),
        );
    }
    keys
}

#[test]
fn both_languages_have_the_same_messages() {
    let (fr, en) = (keys("fr"), keys("en"));
    assert!(fr.len() > 50);
    assert_eq!(
        fr.difference(&en).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "missing in English"
    );
    assert_eq!(
        en.difference(&fr).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "missing in French"
    );
}

/// What is wrong with the spaces of a French text: a colon and what stands in guillemets keep theirs,
/// which do not break; `?`, `!` and `;` have none, as Québec writes.
fn wrong_space(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let apart = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
    let wrong = |at: usize| {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let (before, after) = (before.unwrap_or('\u{a0}'), chars.get(at + 1));
        match chars[at] {
            ':' => apart(after) && before != '\u{a0}',
            '»' => before != '\u{a0}',
            '«' => after.is_some_and(|c| *c != '\u{a0}'),
            '?' | '!' | ';' => before.is_whitespace(),
            _ => false,
        }
    };
    (0..chars.len()).any(wrong)
}

#[test]
fn french_spaces_stand_where_they_should_and_none_breaks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(&root.join("locales/fr"), &mut files);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            assert!(!wrong_space(line), "{}: {line}", file.display());
            let said = line.contains("de { $name }") || line.contains("de { $through }");
            assert!(!said, "DE($name) elides: {line}");
        }
    }
    let guide = std::fs::read_to_string(root.join("../../docs/guide.fr.md")).unwrap();
    for line in guide.lines().filter(|line| !line.starts_with('|')) {
        assert!(!wrong_space(line), "docs/guide.fr.md: {line}");
    }
}

#[test]
fn every_key_in_use_has_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["templates", "src", "../app/src"] {
        walk(&root.join(folder), &mut files);
    }
    let words = Library::shared().of(Lang::Fr);
    let mut missing = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let calls = [
            ".t(\"",
            ".with(\"",
            ".count(\"",
            "Say::new(\"",
            "refused(\"",
        ];
        for call in calls {
            for (at, _) in text.match_indices(call) {
                let key = text[at + call.len()..].split('"').next().unwrap();
                if !words.has(key) {
                    missing.insert(format!("{key} in {}", file.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

#[test]
fn dates_times_and_plurals_follow_the_language() {
    let (fr, en) = (
        Library::shared().of(Lang::Fr),
        Library::shared().of(Lang::En),
    );
    let at = "2026-11-12T22:30:00Z".parse().unwrap();
    let zone = "America/Toronto";
    assert_eq!(fr.date(&at, zone), "jeudi 12 novembre 2026");
    assert_eq!(en.date(&at, zone), "Thursday, November 12, 2026");
    assert_eq!(
        fr.time(&at, zone).replace(['\u{a0}', '\u{202f}'], " "),
        "17 h 30"
    );
    assert_eq!(
        en.time(&at, zone).replace(['\u{a0}', '\u{202f}'], " "),
        "5:30 p.m."
    );
    let first = "2026-10-01T12:00:00Z".parse().unwrap();
    assert_eq!(fr.date(&first, zone), "jeudi 1er octobre 2026");
    assert_eq!(fr.short_date(&first, zone), "1er octobre 2026");
    assert_eq!(en.short_date(&first, zone), "October 1, 2026");
    assert_eq!(fr.count("problems", 1), "Une chose à corriger");
    assert_eq!(en.count("problems", 2), "2 things to correct");
}
