//! Bytes to lines, whatever ends them and whatever the file's width of a character.

use std::io::BufRead;

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};

/// What some programs begin a file with.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A line without its end.
pub(super) struct Line {
    pub number: usize,
    pub bytes: Vec<u8>,
    /// It was longer than asked for, and is cut.
    pub cut: bool,
}

pub(super) struct Lines<R> {
    input: R,
    number: usize,
    /// The line before ended with a carriage return: a line feed that follows ends nothing.
    returned: bool,
    wide: Option<Decoder>,
    begun: bool,
    waiting: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R) -> Self {
        Self {
            input,
            number: 0,
            returned: false,
            wide: None,
            begun: false,
            waiting: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    /// The next line, of which at most `limit` octets are kept.
    pub fn next(&mut self, limit: usize) -> std::io::Result<Option<Line>> {
        let mut line = Line {
            number: self.number + 1,
            bytes: Vec::new(),
            cut: false,
        };
        loop {
            if self.at >= self.waiting.len() && !self.refill()? {
                if line.bytes.is_empty() && !line.cut {
                    return Ok(None);
                }
                break;
            }
            let rest = &self.waiting[self.at..];
            if std::mem::take(&mut self.returned) && rest[0] == b'\n' {
                self.at += 1;
                continue;
            }
            let end = rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
            let piece = &rest[..end.unwrap_or(rest.len())];
            let room = limit.saturating_sub(line.bytes.len());
            line.cut |= piece.len() > room;
            line.bytes
                .extend_from_slice(&piece[..piece.len().min(room)]);
            let taken = piece.len();
            self.at += taken;
            if end.is_some() {
                self.returned = rest[taken] == b'\r';
                self.at += 1;
                break;
            }
        }
        self.number += 1;
        // Files put together of several have the mark of each.
        if line.bytes.starts_with(MARK) {
            line.bytes.drain(..MARK.len());
        }
        Ok(Some(line))
    }

    /// Takes what the source gives next; false at its end.
    fn refill(&mut self) -> std::io::Result<bool> {
        self.waiting.clear();
        self.at = 0;
        if !std::mem::replace(&mut self.begun, true) {
            self.begin()?;
        }
        while self.waiting.is_empty() && !self.ended {
            let given = self.input.fill_buf()?;
            let taken = given.len();
            self.ended = taken == 0;
            take(&mut self.wide, &mut self.waiting, given, taken == 0);
            self.input.consume(taken);
        }
        Ok(!self.waiting.is_empty())
    }

    /// Looks for the mark that tells how wide characters are.
    fn begin(&mut self) -> std::io::Result<()> {
        let mut head = Vec::with_capacity(3);
        while head.len() < 3 {
            let given = self.input.fill_buf()?;
            let taken = given.len().min(3 - head.len());
            if taken == 0 {
                break;
            }
            head.extend_from_slice(&given[..taken]);
            self.input.consume(taken);
        }
        self.wide = match head[..] {
            [0xFF, 0xFE, ..] => Some(UTF_16LE.new_decoder()),
            [0xFE, 0xFF, ..] => Some(UTF_16BE.new_decoder()),
            _ => None,
        };
        take(&mut self.wide, &mut self.waiting, &head, false);
        Ok(())
    }
}

fn take(wide: &mut Option<Decoder>, waiting: &mut Vec<u8>, given: &[u8], last: bool) {
    let Some(decoder) = wide else {
        waiting.extend_from_slice(given);
        return;
    };
    let most = decoder.max_utf8_buffer_length(given.len());
    let mut text = String::with_capacity(most.unwrap_or(0).max(16));
    let _ = decoder.decode_to_string(given, &mut text, last);
    waiting.extend_from_slice(text.as_bytes());
}
