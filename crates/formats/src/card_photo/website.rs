//! Web addresses in a line of letters that may be misread.

/// Ends of names that cards bear; what has another needs `www` before it.
const ENDS: [&str; 36] = [
    "ca", "com", "org", "net", "quebec", "fr", "io", "co", "biz", "info", "dev", "app", "be", "ch",
    "eu", "us", "uk", "montreal", "coop", "shop", "store", "design", "studio", "agency", "law",
    "example", "test", "ai", "me", "tv", "lu", "cafe", "immo", "tech", "online", "site",
];

/// Every web address of a line, without what stands before it.
pub(super) fn websites(line: &str) -> Vec<String> {
    let line = line
        .replace("www ", "www.")
        .replace(" .", ".")
        .replace(',', ".");
    let words = line.split(|c: char| c.is_whitespace() || "|<>()[];\"•·".contains(c));
    words.filter_map(read).collect()
}

fn read(word: &str) -> Option<String> {
    if word.contains('@') || word.contains('©') || word.contains('®') {
        return None;
    }
    let word = domain::text::folded(word);
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = word.split_once("//").map_or(word, |(_, bare)| bare);
    let bare = bare.rsplit(':').next()?;
    let said = ["www.", "wwww.", "ww.", "vvww.", "wvvw.", "vvvvvv.", "wwvv."]
        .into_iter()
        .find_map(|start| bare.strip_prefix(start));
    let name = said.unwrap_or(bare);
    let host = name.split('/').next()?;
    let labels: Vec<&str> = host.split('.').collect();
    let sound = |label: &&str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let end = labels.last()?;
    let known = ENDS.contains(end) || (said.is_some() && end.len() >= 2);
    let letters = end.chars().all(char::is_alphabetic);
    let long = labels[0].len() >= 2 && host.chars().filter(|c| c.is_alphabetic()).count() >= 5;
    let is_site = labels.len() >= 2 && labels.iter().all(sound) && known && letters && long;
    is_site.then(|| {
        let www = if said.is_some() { "www." } else { "" };
        format!("{www}{}", name.trim_end_matches('/'))
    })
}

#[cfg(test)]
mod tests {
    use super::websites;

    #[test]
    fn web_addresses_are_found_and_nothing_else() {
        assert_eq!(websites("www.notaires.example"), ["www.notaires.example"]);
        assert_eq!(
            websites("https://notaires.quebec/ines/"),
            ["notaires.quebec/ines"]
        );
        assert_eq!(websites("Web : notaires.example"), ["notaires.example"]);
        for line in [
            "ines@notaires.example",
            "inc.",
            "M. Roy, ing.",
            "514.555.0142",
            "",
        ] {
            assert!(websites(line).is_empty(), "{line}");
        }
    }
}
