//! Markdown that people write, as HTML that is safe to show: no raw HTML, no pictures from
//! elsewhere, headings below those of the page.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from([
            "a",
            "blockquote",
            "br",
            "code",
            "del",
            "em",
            "h3",
            "h4",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("nofollow noopener noreferrer"));
    builder
});

/// The HTML of a text.
pub fn html(text: &str) -> String {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let events = Parser::new_ext(text, options).map(|event| match event {
        // What looks like HTML is shown as it was typed.
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: below(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        other => other,
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    CLEANER.clean(&out).to_string()
}

/// The page has its `h1` and `h2`; what people write begins at `h3`.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        _ => HeadingLevel::H4,
    }
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn what_people_write_cannot_harm() {
        let text = "# Titre\n\n<script>alert(1)</script>\n\n**fort** ![x](https://e.example/p.png) \
                    [ici](javascript:alert(1)) [là](https://exemple.ca)";
        let out = html(text);
        assert!(out.contains("<h3>Titre</h3>"), "{out}");
        assert!(out.contains("<strong>fort</strong>"), "{out}");
        for bad in ["<script", "<img", "javascript:"] {
            assert!(!out.contains(bad), "{out}");
        }
        assert!(out.contains("href=\"https://exemple.ca\""), "{out}");
    }
}
