//! Devices at the door: each has a token for one event's log, by which it writes in the name of the
//! host who let it in. A device comes in by a code that is shown once and good for some minutes, or
//! is given its token by hand; either is taken back at any time.

use domain::id::{DeviceId, EventId};
use jiff::SignedDuration;
pub use store::devices::{Device, Told};

use crate::form::Check;
use crate::log::{self, Open};
use crate::{Cx, Error, Result, access, token};

/// The longest name of a device.
pub const NAME_LIMIT: usize = 60;
/// How long a code is good.
pub const CODE_LIFE: SignedDuration = SignedDuration::from_mins(15);
/// Devices one event may have.
const LIMIT: usize = 50;
/// What codes are made of: nothing that is read for something else. Ten of them are fifty bits.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Letters of a code.
const CODE: usize = 10;

/// The event's devices, for those who run it.
pub fn list(cx: &mut Cx<'_, '_>, event: EventId) -> Result<Vec<Device>> {
    access::hosted_event(cx, event)?;
    Ok(store::devices::of_event(cx.tx, event)?)
}

/// Makes a device and its token, which is shown this once.
pub fn enrol(cx: &mut Cx<'_, '_>, event: EventId, name: &str) -> Result<(Device, String)> {
    let name = named(cx, event, name)?;
    let device = Device {
        id: cx.id(),
        event_id: event,
        name,
        made_by: cx.me()?.person_id,
        created_at: cx.now,
        seen_at: None,
        revoked_at: None,
        told: None,
    };
    let token = keep(cx, &device)?;
    Ok((device, token))
}

fn named(cx: &mut Cx<'_, '_>, event: EventId, name: &str) -> Result<String> {
    access::hosted_event(cx, event)?;
    let mut check = Check::default();
    let name = check.line("name", name, NAME_LIMIT);
    check.done()?;
    let waiting = store::devices::codes_of_event(cx.tx, event, cx.now)?;
    let devices = store::devices::of_event(cx.tx, event)?.len();
    if devices + usize::try_from(waiting).unwrap_or(LIMIT) >= LIMIT {
        return Err(Error::refused("devices-too-many"));
    }
    Ok(name)
}

fn keep(cx: &mut Cx<'_, '_>, device: &Device) -> Result<String> {
    let key = token::to_text(&cx.random::<32>());
    store::devices::insert(cx.tx, device, &token::hash(&key))?;
    Ok(key)
}

/// Makes a code by which one device comes in; it is shown this once.
pub fn invite(cx: &mut Cx<'_, '_>, event: EventId, name: &str) -> Result<String> {
    let name = named(cx, event, name)?;
    let drawn = cx.random::<CODE>();
    let letters = drawn.map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
    let text: String = letters.iter().collect();
    let code = store::devices::Code {
        id: cx.id(),
        event_id: event,
        name,
        made_by: cx.me()?.person_id,
        expires_at: cx.now + CODE_LIFE,
    };
    store::devices::insert_code(cx.tx, &code, &token::hash(&text), cx.now)?;
    Ok(text)
}

/// The event that a code opens.
pub fn event_of(cx: &mut Cx<'_, '_>, typed: &str) -> Result<EventId> {
    Ok(good(cx, typed)?.event_id)
}

fn good(cx: &mut Cx<'_, '_>, typed: &str) -> Result<store::devices::Code> {
    let hash = token::hash(&plain(typed));
    let found = store::devices::by_code(cx.tx, &hash, cx.now)?;
    found.ok_or(Error::refused("devices-code-dead"))
}

/// A code as it was made, however it was typed.
pub fn plain(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_uppercase()).take(40).collect()
}

/// Lets a device in by its code, which is used up; the token is told this once.
pub fn join(cx: &mut Cx<'_, '_>, event: EventId, typed: &str) -> Result<(Device, String)> {
    let code = good(cx, typed)?;
    if code.event_id != event || !store::devices::delete_code(cx.tx, event, code.id)? {
        return Err(Error::refused("devices-code-dead"));
    }
    let device = Device {
        id: code.id,
        event_id: event,
        name: code.name,
        made_by: code.made_by,
        created_at: cx.now,
        seen_at: Some(cx.now),
        revoked_at: None,
        told: None,
    };
    let token = keep(cx, &device)?;
    Ok((device, token))
}

/// Notes how a device fares.
pub fn tell(cx: &mut Cx<'_, '_>, event: EventId, token: &str, told: Told) -> Result<()> {
    let device = log::device(cx, event, token)?;
    Ok(store::devices::tell(cx.tx, device.id, told, cx.now)?)
}

/// The log of a device's event.
pub fn open(cx: &mut Cx<'_, '_>, event: EventId, token: &str) -> Result<Open> {
    log::open_by_device(cx, event, token)
}

/// Takes a device's token back.
pub fn revoke(cx: &mut Cx<'_, '_>, event: EventId, id: DeviceId) -> Result<()> {
    access::hosted_event(cx, event)?;
    let revoked = store::devices::revoke(cx.tx, event, id, cx.now)?;
    if revoked {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}
