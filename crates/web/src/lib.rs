//! HTML first: routes, pages, templates, words.
