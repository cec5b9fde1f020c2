//! The reader of letters: Tesseract, a program of its own that is given a page and gives words. It is
//! held to limits of time and memory; without it pictures of cards are kept and typed by hand.

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use app::card_photos::{Layout, Letters, Unread};

/// How often it is looked whether a page is read, and how many times: fifteen seconds in all, for a machine
/// that has much else to do.
const STEP: Duration = Duration::from_millis(15);
const STEPS: usize = 1_000;
/// What the program may use, in KiB of addresses, and in seconds of a core: a card takes one, a page of
/// noise would take many.
const LIMITS: &str = "ulimit -v 1600000; ulimit -t 6; exec tesseract \"$@\"";
/// The most that is read of its answer, in octets.
const ANSWER: u64 = 4 << 20;
/// What is read: French, then English.
pub const LANGUAGES: [&str; 2] = ["fra", "eng"];

/// Tesseract, as the system has it.
pub struct Tesseract;

impl Letters for Tesseract {
    fn read(&self, page: &[u8], layout: Layout) -> Result<String, Unread> {
        let mut child = start(layout)?;
        let mut input = child.stdin.take().ok_or(Unread::Failed)?;
        let output = child.stdout.take().ok_or(Unread::Failed)?;
        let page = page.to_vec();
        // Written and read beside each other: neither pipe may fill.
        let writer = thread::spawn(move || input.write_all(&page));
        let reader = thread::spawn(move || {
            let mut answer = Vec::new();
            output.take(ANSWER).read_to_end(&mut answer).map(|_| answer)
        });
        let ended = wait(&mut child);
        let _ = writer.join();
        let answer = reader.join();
        ended?;
        let answer = answer.ok().and_then(Result::ok).ok_or(Unread::Failed)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

fn start(layout: Layout) -> Result<Child, Unread> {
    if !is_there() {
        return Err(Unread::Missing);
    }
    let layout = match layout {
        Layout::Sparse => "11",
        Layout::Block => "6",
    };
    Command::new("sh")
        .args(["-c", LIMITS, "sh", "stdin", "stdout", "-l"])
        .arg(LANGUAGES.join("+"))
        .args(["--psm", layout, "--dpi", "300", "tsv"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| Unread::Failed)
}

fn wait(child: &mut Child) -> Result<(), Unread> {
    for _ in 0..STEPS {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            // Killed: its seconds are used up.
            Ok(Some(status)) if status.signal().is_some() => return Err(Unread::Stopped),
            Ok(Some(_)) | Err(_) => return Err(Unread::Failed),
            Ok(None) => thread::sleep(STEP),
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    Err(Unread::Stopped)
}

/// Whether the program is installed with both languages.
pub fn is_there() -> bool {
    lacking().is_empty()
}

/// What is lacking of it: the program itself, or languages.
pub fn lacking() -> Vec<&'static str> {
    let listed = Command::new("tesseract").arg("--list-langs").output();
    let Ok(listed) = listed else {
        return vec!["tesseract"];
    };
    let text = String::from_utf8_lossy(&listed.stdout).into_owned();
    let has = |language: &&str| text.lines().any(|line| line.trim() == *language);
    LANGUAGES
        .into_iter()
        .filter(|language| !has(language))
        .collect()
}
