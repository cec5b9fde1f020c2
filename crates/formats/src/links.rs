//! The links of a web page: where its `<a href>` lead, relative ones resolved.
//!
//! Owned here: reading HTML as browsers do, whatever is wrong with it. Refused: fetching.

use scraper::{Html, Selector};
use url::Url;

/// How many links of one page are looked at.
const LIMIT: usize = 20_000;

/// Whether a page links to another site: to its host, with or without `www.`.
pub fn leads_to(html: &str, page: &str, site: &str) -> bool {
    let Some(wanted) = host_of(site) else {
        return false;
    };
    links(html, page).any(|link| host(&link).as_deref() == Some(&wanted))
}

/// The host of an address, as two spellings of it are compared: lower case, in ASCII, without
/// `www.`; nothing when it is no web address.
pub fn host_of(address: &str) -> Option<String> {
    host(&Url::parse(address.trim()).ok()?)
}

fn host(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?.trim_end_matches('.');
    let bare = host.strip_prefix("www.").unwrap_or(host);
    (!bare.is_empty()).then(|| bare.to_owned())
}

fn links(html: &str, page: &str) -> impl Iterator<Item = Url> {
    let document = Html::parse_document(html);
    let page = Url::parse(page).ok();
    let first = |selector: &str, attribute: &str| {
        let selector = Selector::parse(selector).ok()?;
        let element = document.select(&selector).next()?;
        element.value().attr(attribute).map(str::to_owned)
    };
    let base = match (first("base[href]", "href"), &page) {
        (Some(base), Some(page)) => page.join(&base).ok(),
        (Some(base), None) => Url::parse(&base).ok(),
        (None, _) => None,
    };
    let base = base.or(page);
    let mut found = Vec::new();
    if let Ok(selector) = Selector::parse("a[href], area[href]") {
        for element in document.select(&selector).take(LIMIT) {
            let href = element.value().attr("href").unwrap_or_default().trim();
            let link = match &base {
                Some(base) => base.join(href).ok(),
                None => Url::parse(href).ok(),
            };
            found.extend(link);
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_counts_however_the_page_writes_it() {
        let page = "https://racines.example/amis/";
        for html in [
            r#"<a href="https://www.atelier-tran.example/">Lộc</a>"#,
            r#"<A HREF='//Atelier-Tran.example/reliure?x=1#y'>"#,
            r#"<p><a class=x href=http://atelier-tran.example>"#,
            r#"<base href="https://atelier-tran.example/x/"><a href="y">ici</a>"#,
            r#"<map><area href="https://atelier-tran.example/"></map>"#,
        ] {
            assert!(
                leads_to(html, page, "https://atelier-tran.example"),
                "{html}"
            );
        }
    }

    #[test]
    fn a_mention_is_no_link_and_neither_is_a_likeness() {
        let page = "https://racines.example";
        for html in [
            "atelier-tran.example",
            "<!-- <a href='https://atelier-tran.example'>x</a> -->",
            r#"<a href="https://atelier-tran.example.voleur.example">x</a>"#,
            r#"<a href="/atelier-tran.example">x</a>"#,
            r#"<script>"<a href='https://atelier-tran.example'>"</script>"#,
            r#"<a href="mailto:loc@atelier-tran.example">x</a>"#,
            "",
        ] {
            assert!(
                !leads_to(html, page, "https://atelier-tran.example"),
                "{html}"
            );
        }
    }
}
