//! Where somebody goes on who had to sign in first, or who asked for an address that only takes forms:
//! the page that held the form, never the form's own address.

use axum::http::{HeaderMap, Method, Uri, header};

use crate::routes;

/// The path and query of the page that a request comes from: its own when it asks for a page, else
/// the one that held the form, as the browser says or as the address tells.
pub fn page_of(method: &Method, uri: &Uri, headers: &HeaderMap) -> String {
    let own = uri.path_and_query().map_or("/", |path| path.as_str());
    if method.is_safe() {
        return own.to_owned();
    }
    referring(headers).unwrap_or_else(|| nearest(uri.path()).to_owned())
}

/// The page of this installation that the browser names, without its fragment.
fn referring(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name)?.to_str().ok();
    let (_, rest) = text(header::REFERER)?.split_once("://")?;
    let (host, path) = rest.split_at(rest.find('/')?);
    let here = text(header::HOST)? == host;
    let path = path.split('#').next()?;
    let page = is_page(path.split('?').next()?) && !path.starts_with("/sign-in");
    (here && page).then(|| path.to_owned())
}

/// The nearest page at a path or above it.
pub fn nearest(path: &str) -> &str {
    let mut path = path.trim_end_matches('/');
    while !is_page(path) {
        path = path.rfind('/').map_or("", |at| &path[..at]);
        if path.is_empty() {
            return "/";
        }
    }
    path
}

fn is_page(path: &str) -> bool {
    let pages = routes::LIST.iter().filter(|route| route.method == "get");
    pages.map(|route| route.path).any(|route| fits(route, path))
}

fn fits(route: &str, path: &str) -> bool {
    let (mut wanted, mut asked) = (route.split('/'), path.split('/'));
    loop {
        match (wanted.next(), asked.next()) {
            (None, None) => return true,
            // What is named by a star is a file.
            (Some(want), Some(ask)) if !want.starts_with("{*") => {
                let any = want.starts_with('{') && !ask.is_empty();
                if !any && want != ask {
                    return false;
                }
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_page_is_the_one_that_holds_the_form() {
        for (path, page) in [
            ("/notebook/abc/notes", "/notebook/abc"),
            ("/notebook/abc/notes/def/removal", "/notebook/abc"),
            ("/evening/t0/people/p1/cards", "/evening/t0/people/p1"),
            ("/me/sessions", "/me/sessions"),
            ("/assets/1/app.css", "/"),
            ("/nowhere/at/all", "/"),
            ("/", "/"),
        ] {
            assert_eq!(nearest(path), page, "{path}");
        }
    }

    #[test]
    fn the_page_that_a_form_was_on_is_taken_from_the_browser_of_this_house_only() {
        let of = |referer: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "house.example".parse().unwrap());
            headers.insert(header::REFERER, referer.parse().unwrap());
            let uri: Uri = "/follow-ups/a/state".parse().unwrap();
            page_of(&Method::POST, &uri, &headers)
        };
        assert_eq!(
            of("https://house.example/notebook/b?x=1#y"),
            "/notebook/b?x=1"
        );
        assert_eq!(
            of("https://house.example/follow-ups/a/state"),
            "/follow-ups/a"
        );
        assert_eq!(of("https://elsewhere.example/notebook/b"), "/follow-ups/a");
        assert_eq!(of("https://house.example/sign-in"), "/follow-ups/a");
    }
}
