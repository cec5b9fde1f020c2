//! From a text to the rows of a table, each with the line at which it begins.
//!
//! A quote that is never closed would swallow the rest of the file: the line in which it stands is
//! read as it stands, and told; the lines after it are rows again.

/// Most open quotes for which the end of a file is looked for; after them, quotes are heard no more.
const OPEN_LIMIT: usize = 20;

/// A row that is not blank.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The line at which it begins, from 1, as an editor counts.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
    /// The line, where a quote in it is never closed.
    pub open: Option<String>,
}

/// The rows of a text, one at a time.
pub(super) struct Rows {
    text: String,
    separator: u8,
    at: usize,
    line: usize,
    open: usize,
}

/// The cells of one row, and where it ends.
struct Cut {
    cells: Vec<String>,
    end: usize,
    open: bool,
}

impl Rows {
    pub(super) fn new(text: String, separator: u8) -> Self {
        Self {
            text,
            separator,
            at: 0,
            line: 1,
            open: 0,
        }
    }

    /// The same rows from the first.
    pub(super) fn again(self) -> Self {
        Self::new(self.text, self.separator)
    }

    fn skip_blank(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
        let end = self.at + ends.count();
        self.line += line_ends(&rest[..end - self.at]);
        self.at = end;
    }

    /// The row that begins here, and its line where a quote in it is never closed.
    fn cut(&mut self) -> (Cut, Option<String>) {
        if self.open < OPEN_LIMIT {
            let cut = cut(&self.text, self.at, self.separator, true);
            if !cut.open {
                return (cut, None);
            }
            self.open += 1;
        }
        let mut cut = cut(&self.text, self.at, self.separator, false);
        let line = self.text[self.at..cut.end].trim_end().to_owned();
        if !line.contains('"') {
            return (cut, None);
        }
        for cell in &mut cut.cells {
            *cell = cell.trim_matches('"').to_owned();
        }
        (cut, Some(line))
    }
}

impl Iterator for Rows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        self.skip_blank();
        if self.at == self.text.len() {
            return None;
        }
        let line = self.line;
        let (Cut { cells, end, .. }, open) = self.cut();
        self.line += line_ends(&self.text.as_bytes()[self.at..end]);
        self.at = end;
        Some(Row { line, cells, open })
    }
}

/// How many lines end in some octets, whichever way.
fn line_ends(bytes: &[u8]) -> usize {
    let ends = |(n, byte): (usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(n + 1) != Some(&b'\n'),
        _ => false,
    };
    bytes.iter().enumerate().filter(|end| ends(*end)).count()
}

/// Cuts the row that begins at an octet; quotes hold cells together, if they are to be heard.
fn cut(text: &str, from: usize, separator: u8, quotes: bool) -> Cut {
    let bytes = text.as_bytes();
    let (mut cells, mut cell) = (Vec::new(), Vec::new());
    let (mut begins, mut quoted, mut at) = (true, false, from);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let next = bytes.get(at).copied();
        match byte {
            b'"' if quoted && next == Some(b'"') => {
                cell.push(byte);
                at += 1;
            }
            b'"' if quoted => quoted = false,
            _ if quoted => cell.push(byte),
            b'"' if quotes && begins => quoted = true,
            b'\r' if next == Some(b'\n') => {}
            b'\r' | b'\n' => break,
            _ if byte == separator => {
                cells.push(std::mem::take(&mut cell));
                begins = true;
                continue;
            }
            _ => cell.push(byte),
        }
        begins = false;
    }
    cells.push(cell);
    let text = |cell: Vec<u8>| String::from_utf8_lossy(&cell).into_owned();
    Cut {
        cells: cells.into_iter().map(text).collect(),
        end: at,
        open: quoted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let rows = Rows::new(text.to_owned(), b';');
        rows.map(|row| (row.line, row.cells)).collect()
    }

    #[test]
    fn lines_are_counted_as_an_editor_does_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["A;B", "1;2", "", "3;\"4", "5\"", "6;7"].join(end);
            let lines: Vec<usize> = rows(&text).iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [1, 2, 4, 6], "{end:?}");
        }
    }

    #[test]
    fn quotes_hold_separators_lines_and_quotes_together() {
        let row = &rows("\"a;\"\"b\"\"\nc\"d; \"e\";5\" vis;\n")[0];
        assert_eq!(row.1, ["a;\"b\"\ncd", " \"e\"", "5\" vis", ""]);
    }

    #[test]
    fn a_quote_that_is_never_closed_takes_its_own_line_only() {
        let text = "A;B\n\"ouvert;x\n\"y;1\";z\nfin;2\n\"encore;3";
        let all: Vec<Row> = Rows::new(text.to_owned(), b';').collect();
        // The first is closed by the second, which cannot be told from a cell of two lines.
        assert_eq!(all[1].cells, ["ouvert;x\ny", "1\"", "z"]);
        assert_eq!((all[2].line, all[2].cells[0].as_str()), (4, "fin"));
        assert_eq!(all[3].open.as_deref(), Some("\"encore;3"));
        assert_eq!(all[3].cells, ["encore", "3"]);
        let text = "A;B\n\"ouvert;x\nfin;2\n";
        let all: Vec<Row> = Rows::new(text.to_owned(), b';').collect();
        assert_eq!(all[1].open.as_deref(), Some("\"ouvert;x"));
        assert_eq!((all[2].line, all[2].cells.len()), (3, 2));
    }
    #[test]
    fn many_open_quotes_are_told_each_and_none_swallows_the_file() {
        let text = "\"y\";\"x\n".repeat(OPEN_LIMIT + 10);
        let rows = Rows::new(text + "fin;2\n", b';').collect::<Vec<_>>();
        let (last, open) = rows.split_last().unwrap();
        assert_eq!(open.len(), OPEN_LIMIT + 10);
        assert!(
            open.iter()
                .all(|row| row.cells == ["y", "x"] && row.open.is_some())
        );
        assert_eq!(
            (&last.cells[..], &last.open),
            (&["fin".to_owned(), "2".to_owned()][..], &None)
        );
    }
}
