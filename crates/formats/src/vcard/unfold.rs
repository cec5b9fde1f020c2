//! Lines to content lines: folded ones are put together again, in every way that programs fold.

use super::lines::Line;

/// What stands before a value's colon, in upper case: enough to know how the value is encoded.
fn head(line: &[u8]) -> String {
    let end = line.iter().position(|b| *b == b':').unwrap_or(line.len());
    String::from_utf8_lossy(&line[..end]).to_ascii_uppercase()
}

/// How the value of a content line goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Going {
    Plain,
    Printable,
    Binary,
}

fn going(line: &[u8]) -> Going {
    let head = head(line);
    if head.contains("QUOTED-PRINTABLE") {
        Going::Printable
    } else if head.contains("BASE64") || head.contains("ENCODING=B") {
        Going::Binary
    } else {
        Going::Plain
    }
}

/// Whether this is the line, whatever its case and the white space after it. White space before it
/// would make it the end of a folded line, which may hold these very words.
pub(super) fn is(line: &[u8], what: &str) -> bool {
    line.trim_ascii_end().eq_ignore_ascii_case(what.as_bytes())
}

/// The content lines of one card. vCard 2.1 folds before white space, which stays.
pub(super) fn unfold(lines: Vec<Line>) -> Vec<Line> {
    let old = lines.iter().any(|line| is(&line.bytes, "VERSION:2.1"));
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut way = Going::Plain;
    for line in lines {
        let Some(last) = out.last_mut() else {
            way = going(&line.bytes);
            out.push(line);
            continue;
        };
        let more = &line.bytes;
        if way == Going::Printable && last.bytes.ends_with(b"=") && !is(more, "END:VCARD") {
            last.bytes.pop();
            last.bytes.extend_from_slice(more);
        } else if more.trim_ascii().is_empty() {
            // A blank line ends a picture in vCard 2.1, and says nothing elsewhere.
            way = Going::Plain;
        } else if more.starts_with(b" ") || more.starts_with(b"\t") {
            let apart = !old || way == Going::Binary || is_torn(&last.bytes, &more[1..]);
            last.bytes.extend_from_slice(&more[usize::from(apart)..]);
        } else if way == Going::Binary && is_base64(more) {
            last.bytes.extend_from_slice(more);
        } else {
            way = going(more);
            out.push(line);
        }
    }
    out
}

/// Whether a letter of several octets was cut in two.
fn is_torn(before: &[u8], after: &[u8]) -> bool {
    let goes_on = after.first().is_some_and(|b| (0x80..0xC0).contains(b));
    goes_on && std::str::from_utf8(before).is_err_and(|error| error.error_len().is_none())
}

fn is_base64(line: &[u8]) -> bool {
    let letter = |b: &u8| b.is_ascii_alphanumeric() || b"+/=".contains(b);
    line.trim_ascii().iter().all(letter)
}
