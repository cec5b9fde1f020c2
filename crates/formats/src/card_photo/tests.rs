//! Readings from tables of words, as Tesseract writes them, and pictures of a rendered card.

use super::reading::assign;
use super::*;

fn line(text: &str, top: f32, height: f32) -> Line {
    Line {
        text: text.into(),
        confidence: 0.9,
        left: 0.1,
        top,
        height,
    }
}

fn card() -> Vec<Line> {
    vec![
        line("BELKACEM NOTAIRES INC.", 0.1, 0.03),
        line("Inès Belkacem", 0.3, 0.05),
        line("Notaire et médiatrice", 0.4, 0.025),
        line("T 514 555-0142 poste 22", 0.6, 0.02),
        line("ines@belkacem.example", 0.7, 0.02),
        line("www.belkacem.example", 0.8, 0.02),
        line("4201, rue Saint-Denis, bureau 300", 0.85, 0.02),
        line("Montréal (Québec) H2W 1Y4", 0.9, 0.02),
    ]
}

fn told(reading: &Reading, field: Field) -> Option<(&str, bool)> {
    let value = reading.of(field).next()?;
    Some((&value.text, value.confidence >= TRUSTED))
}

#[test]
fn every_line_of_a_card_finds_its_field() {
    let reading = assign(&[card(), card(), card(), card()]);
    assert_eq!(told(&reading, Field::Name), Some(("Inès Belkacem", true)));
    assert_eq!(
        told(&reading, Field::Title).unwrap().0,
        "Notaire et médiatrice"
    );
    assert_eq!(
        told(&reading, Field::Organisation).unwrap().0,
        "BELKACEM NOTAIRES INC"
    );
    assert_eq!(
        told(&reading, Field::Phone),
        Some(("514 555-0142 poste 22", true))
    );
    assert_eq!(
        told(&reading, Field::Email),
        Some(("ines@belkacem.example", true))
    );
    let address = told(&reading, Field::Address).unwrap().0;
    assert!(
        address.contains("H2W 1Y4") && address.contains("4201"),
        "{address}"
    );
}

#[test]
fn what_only_one_reading_tells_is_not_trusted() {
    let mut other = card();
    other[3].text = "T 514 555-0147".into();
    other[4].text = "ines@be1kacem.example".into();
    let reading = assign(&[card(), other.clone()]);
    for field in [Field::Phone, Field::Email] {
        let (_, trusted) = told(&reading, field).unwrap();
        assert!(!trusted, "{field:?}: {reading:?}");
    }
    let reading = assign(&[card(), card(), card(), other]);
    assert_eq!(
        told(&reading, Field::Email).unwrap().0,
        "ines@belkacem.example"
    );
}

#[test]
fn accents_that_one_reading_in_three_saw_are_kept() {
    let spelt = |name: &str, confidence: f32| {
        let mut page = card();
        (page[1].text, page[1].confidence) = (name.into(), confidence);
        page
    };
    let blurred = [
        spelt("Ines Belkacem", 0.97),
        spelt("Inés Belkacem", 0.4),
        spelt("Inès Belkacem", 0.6),
        spelt("Inès BeIkacem", 0.5),
    ];
    let reading = assign(&blurred);
    assert_eq!(told(&reading, Field::Name).unwrap().0, "Inès Belkacem");
    let unseen = [spelt("Ines Belkacem", 0.9), spelt("Ines Belkacem", 0.8)];
    let reading = assign(&unseen);
    let looked_at = Some(("Inès Belkacem", false));
    assert_eq!(told(&reading, Field::Name), looked_at);
}

#[test]
fn a_table_of_words_becomes_lines_and_columns_stand_apart() {
    let table = "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n\
                 5\t1\t1\t1\t1\t1\t100\t50\t80\t20\t96.5\tInès\n\
                 5\t1\t1\t1\t1\t2\t190\t50\t120\t20\t91\tBelkacem\n\
                 5\t1\t1\t1\t1\t3\t700\t50\t100\t20\t90\t514\n\
                 4\t1\t1\t1\t1\t0\t0\t0\t0\t0\t-1\t\n\
                 nonsense\n5\t1\n";
    let texts: Vec<String> = lines(table, (1000, 500))
        .into_iter()
        .map(|l| l.text)
        .collect();
    assert_eq!(texts, ["Inès Belkacem", "514"]);
}

/// Letters that say nothing.
struct Blind;

impl Letters for Blind {
    fn read(&self, page: &[u8], _: Layout) -> Result<String, Unread> {
        assert!(page.starts_with(b"\x89PNG"));
        Ok(String::new())
    }
}

#[test]
fn a_picture_of_nothing_reads_as_nothing() {
    let mut file = std::io::Cursor::new(Vec::new());
    let grey = GrayImage::from_pixel(90, 50, image::Luma([200]));
    grey.write_to(&mut file, image::ImageFormat::Png).unwrap();
    let photo = Photo::open(file.get_ref()).unwrap();
    let look = photo.look(&Blind).unwrap();
    assert_eq!((look.reading, look.unread), (Reading::default(), None));
    assert!(look.kept.starts_with(&[0xFF, 0xD8]));
    assert!(Photo::open(b"no picture").is_err());
}

/// Letters of which only so many pages are read, then none; and how many were asked for.
struct Stops {
    after: usize,
    asked: std::sync::atomic::AtomicUsize,
}

impl Letters for Stops {
    fn read(&self, _: &[u8], _: Layout) -> Result<String, Unread> {
        let asked = self.asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let line = "5\t1\t1\t1\t1\t1\t100\t50\t300\t30\t95\t514\n";
        (asked < self.after)
            .then(|| line.into())
            .ok_or(Unread::Stopped)
    }
}

#[test]
fn a_reading_that_is_stopped_is_given_up_and_what_was_read_counts() {
    let mut file = std::io::Cursor::new(Vec::new());
    let grey = GrayImage::from_pixel(90, 50, image::Luma([200]));
    grey.write_to(&mut file, image::ImageFormat::Png).unwrap();
    let photo = Photo::open(file.get_ref()).unwrap();
    for (after, unread) in [(0, Some(Unread::Stopped)), (2, None), (5, None)] {
        let stops = Stops {
            after,
            asked: Default::default(),
        };
        let look = photo.look(&stops).unwrap();
        assert_eq!(look.unread, unread, "{after}");
        assert_eq!(look.reading.text.is_empty(), after == 0);
        // Neither more pages nor other turns.
        assert_eq!(stops.asked.into_inner(), after + 1);
    }
}

/// Letters that are read only when they stand in the upper left of something wider than high.
struct Upright;

impl Letters for Upright {
    fn read(&self, page: &[u8], _: Layout) -> Result<String, Unread> {
        let page = image::load_from_memory(page).unwrap().into_luma8();
        let (width, height) = page.dimensions();
        let mut ink = [0_u32; 4];
        for (x, y, _) in page.enumerate_pixels().filter(|(_, _, p)| p.0[0] < 100) {
            ink[usize::from(x > width / 2) + 2 * usize::from(y > height / 2)] += 1;
        }
        let read = width > height && ink[1..].iter().all(|part| *part * 2 < ink[0]);
        let line = "5\t1\t1\t1\t1\t1\t100\t50\t300\t30\t95\tines@belkacem.example\n";
        Ok(if read { line.into() } else { String::new() })
    }
}

/// A white card with dark red lines in its upper left.
fn red_card() -> RgbImage {
    RgbImage::from_fn(700, 400, |x, y| {
        let line = (60..300).contains(&x) && (50..180).contains(&y) && y % 20 < 7;
        image::Rgb(if line { [150, 20, 20] } else { [250, 248, 245] })
    })
}

/// The card on a table, as a file.
fn on_table(card: &RgbImage, (x, y): (i64, i64)) -> Vec<u8> {
    let mut table = RgbImage::from_pixel(1_000, 1_100, image::Rgb([70, 80, 90]));
    image::imageops::overlay(&mut table, card, x, y);
    file_of(&table)
}

fn opened(file: &[u8]) -> RgbImage {
    image::load_from_memory(file).unwrap().into_rgb8()
}

#[test]
fn the_picture_that_stays_is_the_card_alone_upright_and_in_colour() {
    let lying = image::imageops::rotate90(&red_card());
    let photo = Photo::open(&on_table(&lying, (280, 190))).unwrap();
    let look = photo.look(&Upright).unwrap();
    let email = look.reading.of(Field::Email).next().unwrap();
    assert_eq!(email.text, "ines@belkacem.example");
    let kept = opened(&look.kept);
    let (width, height) = (f64::from(kept.width()), f64::from(kept.height()));
    assert!((width / height - 1.75).abs() < 0.1, "{width} {height}");
    // Dark red above on the left, and hardly anything of the table.
    let (mut above, mut elsewhere, mut table) = (0, 0, 0);
    for (x, y, pixel) in kept.enumerate_pixels() {
        let [red, _, blue] = pixel.0.map(i16::from);
        let there = x * 2 < kept.width() && y * 2 < kept.height();
        if red > 100 && red > blue + 60 {
            *(if there { &mut above } else { &mut elsewhere }) += 1;
        }
        table += u32::from(blue > red && red < 100);
    }
    assert!(above > 1_000 && elsewhere == 0, "{above} {elsewhere}");
    assert!(table * 50 < kept.width() * kept.height(), "{table}");
}

#[test]
fn a_picture_that_says_nothing_stays_whole_and_is_turned_by_hand() {
    let photo = Photo::open(&on_table(&red_card(), (150, 300))).unwrap();
    let kept = photo.look(&Blind).unwrap().kept;
    assert_eq!(opened(&kept).dimensions(), (1_000, 1_100));
    let left = opened(&quarter_turn(&kept, Side::Left).unwrap());
    assert_eq!(left.dimensions(), (1_100, 1_000));
    // What was above on the left is below on the left.
    let paper = left.get_pixel(310, 840).0;
    assert!(paper.iter().all(|light| *light > 200), "{paper:?}");
    let nothing = quarter_turn(b"no picture", Side::Right);
    assert_eq!(nothing, Err(PictureError::UnknownKind));
}

/// Letters that take anything dark for a name, and lines in the upper left for an address.
struct Guess;

impl Letters for Guess {
    fn read(&self, page: &[u8], layout: Layout) -> Result<String, Unread> {
        let told = Upright.read(page, layout)?;
        let page = image::load_from_memory(page).unwrap().into_luma8();
        let dark = page.pixels().filter(|p| p.0[0] < 100).count();
        let name = "5\t1\t2\t1\t1\t1\t100\t50\t300\t90\t95\tHes\n";
        Ok(told + if dark > 500 { name } else { "" })
    }
}

/// A code drawn on a picture, eight pixels a square.
fn draw_code(picture: &mut RgbImage, text: &str, (left, top): (u32, u32)) {
    let squares = crate::qr::squares(text).unwrap();
    let (side, row) = (squares.side, squares.side.div_ceil(8));
    let bits = squares.bits();
    for (x, y) in (0..side * 8)
        .flat_map(|y| (0..side * 8).map(move |x| (x / 8, y / 8, x, y)))
        .filter(|(x, y, ..)| bits[y * row + x / 8] >> (7 - x % 8) & 1 == 0)
        .map(|(_, _, x, y)| (x as u32, y as u32))
    {
        picture.put_pixel(left + x, top + y, image::Rgb([20, 20, 20]));
    }
}

fn file_of(picture: &RgbImage) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut file, image::ImageFormat::Png)
        .unwrap();
    file.into_inner()
}

#[test]
fn a_code_alone_gives_what_it_says_and_no_letters_of_its_squares() {
    for (text, field, told) in [
        (
            "https://belkacem.example/fr",
            Field::Website,
            "https://belkacem.example/fr",
        ),
        (
            "MATMSG:TO:ines@belkacem.example;SUB:;BODY:;;",
            Field::Email,
            "ines@belkacem.example",
        ),
    ] {
        let mut picture = RgbImage::from_pixel(600, 600, image::Rgb([240, 240, 240]));
        draw_code(&mut picture, text, (120, 120));
        let look = Photo::open(&file_of(&picture))
            .unwrap()
            .look(&Guess)
            .unwrap();
        let values = &look.reading.values;
        assert_eq!(values.len(), 1, "{values:?}");
        assert_eq!((values[0].field, values[0].text.as_str()), (field, told));
        assert!(values[0].confidence >= TRUSTED);
    }
}

#[test]
fn a_page_of_a_code_stands_beside_what_the_letters_say() {
    let mut picture = RgbImage::from_pixel(1_000, 560, image::Rgb([250, 248, 245]));
    image::imageops::overlay(&mut picture, &red_card(), 0, 0);
    draw_code(&mut picture, "https://belkacem.example/fr", (680, 250));
    let look = Photo::open(&file_of(&picture))
        .unwrap()
        .look(&Upright)
        .unwrap();
    let said = |field| look.reading.of(field).map(|v| v.text.as_str()).next();
    assert_eq!(said(Field::Website), Some("https://belkacem.example/fr"));
    assert_eq!(said(Field::Email), Some("ines@belkacem.example"));
}

/// Any bytes, any table: an answer, never a panic. The numbers come from a fixed seed.
#[test]
fn no_table_and_no_line_stops_the_reader() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let alphabet: Vec<char> = "aÀ@.,-+() \t\n0159OlSBéß🙂©|poste#:/wH2".chars().collect();
    for _ in 0..3_000 {
        let length = next() % 80;
        let text: String = (0..length)
            .map(|_| alphabet[(next() % alphabet.len() as u64) as usize])
            .collect();
        let _ = lines(&text, ((next() % 3) as u32, (next() % 3) as u32));
        let page = vec![line(&text, 0.1, 0.02)];
        let _ = assign(&[page.clone(), page]);
    }
}
