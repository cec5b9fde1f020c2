//! From bytes to text, and which character separates cells.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{FILE_LIMIT, TableError};

/// How a file was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// With or without a byte order mark.
    Utf8,
    /// "Unicode text" of spreadsheets, told by its mark.
    Utf16,
    /// What older spreadsheets write in Western languages: assumed of what is not UTF-8.
    Windows1252,
}

/// The file as text, without its mark.
pub(super) fn text(file: &[u8]) -> Result<(Cow<'_, str>, Encoding), TableError> {
    if file.len() > FILE_LIMIT {
        return Err(TableError::FileTooLarge);
    }
    unbounded(file)
}

/// The same of a file of any size.
pub(crate) fn unbounded(file: &[u8]) -> Result<(Cow<'_, str>, Encoding), TableError> {
    // The containers of .xlsx and .ods, and of .xls.
    if file.starts_with(b"PK\x03\x04") || file.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(TableError::Spreadsheet);
    }
    let (text, encoding) = decoded(file);
    if text.contains('\0') {
        return Err(TableError::NotText);
    }
    if text.trim().is_empty() {
        return Err(TableError::Empty);
    }
    Ok((text, encoding))
}

fn decoded(file: &[u8]) -> (Cow<'_, str>, Encoding) {
    if file.starts_with(b"\xFF\xFE") {
        return (UTF_16LE.decode(file).0, Encoding::Utf16);
    }
    if file.starts_with(b"\xFE\xFF") {
        return (UTF_16BE.decode(file).0, Encoding::Utf16);
    }
    let (text, _, broken) = UTF_8.decode(file);
    if broken {
        let text = WINDOWS_1252.decode_without_bom_handling(file).0;
        return (text, Encoding::Windows1252);
    }
    (text, Encoding::Utf8)
}

/// The one that cuts the first line that is not blank into the most cells; a comma when none does.
pub(crate) fn separator(text: &str) -> u8 {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            _ => {
                for (separator, count) in &mut counts {
                    *count += usize::from(*separator == byte);
                }
            }
        }
    }
    let mut best = counts[0];
    for next in &counts[1..] {
        if next.1 > best.1 {
            best = *next;
        }
    }
    best.0
}
