//! Content lines: escaping (RFC 5545 § 3.3.11), parameters (RFC 6868) and folding (§ 3.1). No
//! value can end a line or add a property, whatever people typed.

/// Longest line in octets, its end apart.
const WIDTH: usize = 75;

/// A parameter's name and value.
pub(super) type Parameter<'a> = (&'a str, &'a str);

/// The lines of a calendar being written.
pub(super) struct Lines {
    out: String,
    line: String,
}

impl Lines {
    pub(super) fn with_capacity(octets: usize) -> Self {
        Self {
            out: String::with_capacity(octets),
            line: String::new(),
        }
    }

    /// A value that needs no escaping: a number, a date, an address of a page.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.with(name, &[], value);
    }

    /// A plain value with parameters.
    pub(super) fn with(&mut self, name: &str, parameters: &[Parameter], value: &str) {
        self.begin(name, parameters);
        self.line.extend(value.chars().filter(|c| !c.is_control()));
        self.end();
    }

    /// A text as people typed it.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.text_in(name, "", text);
    }

    /// A text and the tag of its language, which may be empty.
    pub(super) fn text_in(&mut self, name: &str, language: &str, text: &str) {
        match language {
            "" => self.begin(name, &[]),
            _ => self.begin(name, &[("LANGUAGE", language)]),
        }
        escape(&mut self.line, text);
        self.end();
    }

    /// Several texts on one line.
    pub(super) fn texts(&mut self, name: &str, texts: &[String]) {
        self.begin(name, &[]);
        for (n, text) in texts.iter().enumerate() {
            if n > 0 {
                self.line.push(',');
            }
            escape(&mut self.line, text);
        }
        self.end();
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    fn begin(&mut self, name: &str, parameters: &[Parameter]) {
        self.line.push_str(name);
        for (name, value) in parameters {
            self.line.push(';');
            self.line.push_str(name);
            self.line.push('=');
            parameter(&mut self.line, value);
        }
        self.line.push(':');
    }

    fn end(&mut self) {
        fold(&mut self.out, &self.line);
        self.line.clear();
    }
}

fn escape(line: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => line.push_str("\\n"),
            '\\' | ';' | ',' => {
                line.push('\\');
                line.push(c);
            }
            '\t' => line.push(c),
            _ if c.is_control() => {}
            _ => line.push(c),
        }
    }
}

/// Quoted unless it is a plain word; the quote itself and line ends have their own escapes.
fn parameter(line: &mut String, value: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '_' | '+');
    if value.chars().all(plain) {
        line.push_str(value);
        return;
    }
    line.push('"');
    for c in value.chars() {
        match c {
            '"' => line.push_str("^'"),
            '^' => line.push_str("^^"),
            '\n' => line.push_str("^n"),
            _ if c.is_control() => {}
            _ => line.push(c),
        }
    }
    line.push('"');
}

/// Never inside a letter; a continuation begins with a space, which counts.
pub(crate) fn fold(out: &mut String, line: &str) {
    let mut rest = line;
    let mut width = WIDTH;
    while rest.len() > width {
        let cut = rest.floor_char_boundary(width);
        out.push_str(&rest[..cut]);
        out.push_str("\r\n ");
        rest = &rest[cut..];
        width = WIDTH - 1;
    }
    out.push_str(rest);
    out.push_str("\r\n");
}
