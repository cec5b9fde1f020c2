//! A PDF file under construction: pages of text, strokes, tick boxes, marks and codes.
//!
//! Lengths are points, and heights are measured downwards from the sheet's upper edge. Fonts are
//! embedded when the file ends, with the glyphs that were drawn; each says which letter it stands
//! for, so that text can be searched and copied.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use subsetter::GlyphRemapper;

use super::face::{Font, Fonts, Weight};
use super::fit::Line;
use super::{Area, MM, Paper, PrintError};
use crate::qr;

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const INFO: Ref = Ref::new(3);
const REGULAR: Ref = Ref::new(4);
const BOLD: Ref = Ref::new(5);
const FIRST_FREE: i32 = 6;
const REGULAR_NAME: Name<'static> = Name(b"R");
const BOLD_NAME: Name<'static> = Name(b"B");
const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The file.
pub(crate) struct Document {
    pub fonts: Fonts,
    pdf: Pdf,
    next: i32,
    width: f32,
    height: f32,
    pages: Vec<Ref>,
    current: Option<Current>,
    regular: Drawn,
    bold: Drawn,
}

/// The page under the pen.
struct Current {
    content: Content,
    codes: Vec<(String, Ref)>,
}

/// The glyphs of a font that were drawn, by their number in this file.
#[derive(Default)]
struct Drawn {
    numbers: GlyphRemapper,
    glyphs: BTreeMap<u16, (char, f32)>,
}

impl Document {
    pub fn new(paper: Paper) -> Result<Self, PrintError> {
        let (width, height) = paper.millimetres();
        Ok(Self {
            fonts: Fonts::embedded()?,
            pdf: Pdf::new(),
            next: FIRST_FREE,
            width: width * MM,
            height: height * MM,
            pages: Vec::new(),
            current: None,
            regular: Drawn::default(),
            bold: Drawn::default(),
        })
    }

    pub fn new_page(&mut self) {
        self.end_page();
        self.current = Some(Current {
            content: Content::new(),
            codes: Vec::new(),
        });
    }

    pub fn line(&mut self, line: &Line) {
        let (name, drawn) = match line.weight {
            Weight::Regular => (REGULAR_NAME, &mut self.regular),
            Weight::Bold => (BOLD_NAME, &mut self.bold),
        };
        let runs = drawn.encode(self.fonts.get(line.weight), &line.text);
        let up = self.height - line.baseline;
        let Some(page) = &mut self.current else {
            return;
        };
        let content = &mut page.content;
        content
            .set_fill_gray(line.grey)
            .begin_text()
            .set_font(name, line.size);
        content.next_line(line.left, up);
        let mut positioned = content.show_positioned();
        let mut items = positioned.items();
        for (bytes, kern) in &runs {
            items.show(Str(bytes));
            if *kern != 0.0 {
                items.adjust(-kern);
            }
        }
        items.finish();
        positioned.finish();
        content.end_text();
    }

    /// A level stroke, a third of a point thick unless told otherwise.
    pub fn rule(&mut self, left: f32, right: f32, top: f32, thick: f32, grey: f32) {
        let up = self.height - top;
        if let Some(page) = &mut self.current {
            page.content.set_stroke_gray(grey).set_line_width(thick);
            page.content.move_to(left, up).line_to(right, up).stroke();
        }
    }

    /// The outline of an area.
    pub fn outline(&mut self, area: Area, thick: f32, grey: f32) {
        let up = self.height - area.bottom();
        if let Some(page) = &mut self.current {
            page.content.set_stroke_gray(grey).set_line_width(thick);
            page.content
                .rect(area.left, up, area.width, area.height)
                .stroke();
        }
    }

    /// A filled lozenge in a square area.
    pub fn lozenge(&mut self, area: Area, grey: f32) {
        let (x, y) = (
            area.left + area.width / 2.0,
            self.height - area.top - area.height / 2.0,
        );
        let half = area.width / 2.0;
        if let Some(page) = &mut self.current {
            page.content
                .set_fill_gray(grey)
                .move_to(x - half, y)
                .line_to(x, y + half);
            page.content
                .line_to(x + half, y)
                .line_to(x, y - half)
                .fill_nonzero();
        }
    }

    /// A QR code in a square area, without its white border: the area has to stand in white.
    pub fn code(&mut self, link: &str, area: Area) -> Result<(), qr::TooLong> {
        let squares = qr::squares(link)?;
        let id = self.take();
        let bits = squares.bits();
        let mut image = self.pdf.image_xobject(id, &bits);
        image.width(squares.side as i32).height(squares.side as i32);
        image.image_mask(true).bits_per_component(1).finish();
        let up = self.height - area.bottom();
        if let Some(page) = &mut self.current {
            let name = format!("Q{}", page.codes.len());
            page.content.save_state().set_fill_gray(0.0);
            page.content
                .transform([area.width, 0.0, 0.0, area.height, area.left, up]);
            page.content.x_object(Name(name.as_bytes())).restore_state();
            page.codes.push((name, id));
        }
        Ok(())
    }

    /// Ends the file. The title is shown by readers, and the language (a BCP 47 tag) tells them
    /// how to read aloud.
    pub fn finish(mut self, title: &str, language: &str) -> Result<Vec<u8>, PrintError> {
        self.end_page();
        let (regular, bold) = (
            std::mem::take(&mut self.regular),
            std::mem::take(&mut self.bold),
        );
        self.embed(REGULAR, Weight::Regular, regular)?;
        self.embed(BOLD, Weight::Bold, bold)?;
        let count = i32::try_from(self.pages.len()).unwrap_or(i32::MAX);
        self.pdf
            .pages(PAGES)
            .kids(self.pages.iter().copied())
            .count(count);
        self.pdf
            .document_info(INFO)
            .title(TextStr(title))
            .producer(TextStr("Cinq à sept"));
        let mut catalog = self.pdf.catalog(CATALOG);
        catalog.pages(PAGES).lang(TextStr(language));
        catalog.viewer_preferences().display_doc_title(true);
        catalog.finish();
        Ok(self.pdf.finish())
    }

    fn end_page(&mut self) {
        let Some(Current { content, codes }) = self.current.take() else {
            return;
        };
        let (id, content_id) = (self.take(), self.take());
        let packed = packed(content.finish().as_slice());
        self.pdf
            .stream(content_id, &packed)
            .filter(Filter::FlateDecode);
        let mut page = self.pdf.page(id);
        page.media_box(Rect::new(0.0, 0.0, self.width, self.height))
            .parent(PAGES);
        page.contents(content_id);
        let mut resources = page.resources();
        resources
            .fonts()
            .pair(REGULAR_NAME, REGULAR)
            .pair(BOLD_NAME, BOLD);
        let mut images = resources.x_objects();
        for (name, code) in &codes {
            images.pair(Name(name.as_bytes()), *code);
        }
        images.finish();
        resources.finish();
        page.finish();
        self.pages.push(id);
    }

    fn embed(&mut self, id: Ref, weight: Weight, drawn: Drawn) -> Result<(), PrintError> {
        let [cid, descriptor, letters, file] = std::array::from_fn(|_| self.take());
        let font = self.fonts.get(weight);
        let name = format!("{}+{}", tag(&drawn), font.name);
        let name = Name(name.as_bytes());

        let mut outer = self.pdf.type0_font(id);
        outer
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"));
        outer.descendant_font(cid).to_unicode(letters);
        outer.finish();

        let mut inner = self.pdf.cid_font(cid);
        inner
            .subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(SYSTEM);
        inner.font_descriptor(descriptor).default_width(0.0);
        inner.cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = inner.widths();
        for (glyph, (_, width)) in &drawn.glyphs {
            widths.consecutive(*glyph, [*width]);
        }
        widths.finish();
        inner.finish();

        describe(&mut self.pdf, descriptor, name, font, file);
        let mut map = UnicodeCmap::new(Name(b"Letters"), SYSTEM);
        for (glyph, (letter, _)) in &drawn.glyphs {
            map.pair(*glyph, *letter);
        }
        self.pdf.cmap(letters, map.finish().as_slice());

        let data =
            subsetter::subset(font.data, 0, &drawn.numbers).map_err(|_| PrintError::Fonts)?;
        let length = i32::try_from(data.len()).map_err(|_| PrintError::Fonts)?;
        let packed = packed(&data);
        let mut stream = self.pdf.stream(file, &packed);
        stream
            .filter(Filter::FlateDecode)
            .pair(Name(b"Length1"), length);
        Ok(())
    }

    fn take(&mut self) -> Ref {
        let id = Ref::new(self.next);
        self.next += 1;
        id
    }
}

impl Drawn {
    /// The text as numbers of glyphs, cut where two letters stand closer or farther than usual.
    fn encode(&mut self, font: &Font, text: &str) -> Vec<(Vec<u8>, f32)> {
        let mut runs: Vec<(Vec<u8>, f32)> = vec![(Vec::new(), 0.0)];
        for glyph in font.glyphs(text) {
            let number = self.numbers.remap(glyph.id);
            self.glyphs
                .entry(number)
                .or_insert((glyph.letter, glyph.width));
            if let Some((bytes, kern)) = runs.last_mut() {
                bytes.extend(number.to_be_bytes());
                *kern = glyph.kern;
            }
            if glyph.kern != 0.0 {
                runs.push((Vec::new(), 0.0));
            }
        }
        runs
    }
}

fn describe(pdf: &mut Pdf, id: Ref, name: Name, font: &Font, file: Ref) {
    let points = |units: i16| f32::from(units) * font.scale;
    let bounds = font.face.global_bounding_box();
    let mut descriptor = pdf.font_descriptor(id);
    descriptor
        .name(name)
        .flags(FontFlags::NON_SYMBOLIC)
        .italic_angle(0.0);
    descriptor.bbox(Rect::new(
        points(bounds.x_min),
        points(bounds.y_min),
        points(bounds.x_max),
        points(bounds.y_max),
    ));
    descriptor
        .ascent(points(font.face.ascender()))
        .descent(points(font.face.descender()));
    descriptor.cap_height(points(font.face.capital_height().unwrap_or(0)));
    descriptor
        .stem_v(if font.face.is_bold() { 140.0 } else { 80.0 })
        .font_file2(file);
}

/// Six capitals that tell apart subsets of one font (ISO 32000-1, 9.6.4), from the letters in it.
fn tag(drawn: &Drawn) -> String {
    let mut hash = drawn
        .glyphs
        .values()
        .fold(0x811c_9dc5_u32, |hash, (letter, _)| {
            (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193)
        });
    let capitals = (0..6).map(|_| {
        let capital = b'A' + (hash % 26) as u8;
        hash /= 26;
        char::from(capital)
    });
    capitals.collect()
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail; were it to, the page would be empty, not the program gone.
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}
