//! What goes lost by right: every loss that the ugly folder is allowed, with why.

use crate::witness::Pair;

/// A loss that is right.
struct Loss {
    /// The way of going out; empty for all.
    way: &'static str,
    /// How the file's name begins; empty for all.
    file: &'static str,
    /// The property, or the property and its parameter.
    what: &'static str,
    /// The value; empty for all.
    value: &'static str,
    /// Why it is right.
    #[allow(dead_code)]
    why: &'static str,
}

const LOSSES: [Loss; 3] = [
    Loss {
        way: "",
        file: "dates",
        what: "REV",
        value: "20240102T030405.678Z",
        why: "the time stamps of version 4.0 have no parts of a second",
    },
    Loss {
        way: "",
        file: "google_fr",
        what: "",
        value: "*Professionnel",
        why: "the label is understood: the kind is work",
    },
    Loss {
        way: "",
        file: "google_fr",
        what: "",
        value: "Mobile",
        why: "the label is understood: the kind is cell",
    },
];

/// Whether a loss is right.
pub fn is_right(file: &str, way: &str, (what, value): &Pair) -> bool {
    LOSSES.iter().any(|loss| {
        (loss.way.is_empty() || loss.way == way)
            && file.starts_with(loss.file)
            && loss.what == what
            && (loss.value.is_empty() || loss.value == value)
    })
}
