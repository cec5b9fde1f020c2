//! Reads a PDF file back for tests, with a reader that shares nothing with the writer.

use lopdf::{Document, Object};

/// Text of each page, as a reader that copies it would get it.
pub(crate) fn texts(file: &[u8]) -> Vec<String> {
    let document = Document::load_mem(file).unwrap();
    let pages = document.get_pages();
    pages
        .keys()
        .map(|number| document.extract_text(&[*number]).unwrap())
        .collect()
}

/// How many font files there are, and the octets of each.
pub(crate) fn font_files(file: &[u8]) -> Vec<usize> {
    let document = Document::load_mem(file).unwrap();
    let descriptors = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    let ids = descriptors.filter_map(|dict| dict.get(b"FontFile2").ok()?.as_reference().ok());
    let streams = ids.map(|id| document.get_object(id).and_then(Object::as_stream).unwrap());
    streams.map(|stream| stream.content.len()).collect()
}

/// How many codes were drawn.
pub(crate) fn codes(file: &[u8]) -> usize {
    let document = Document::load_mem(file).unwrap();
    let streams = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    streams
        .filter(|stream| stream.dict.has(b"ImageMask"))
        .count()
}
