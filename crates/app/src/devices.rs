//! Devices at the door: a token for one event's log, shown once, taken back at any time.

use domain::id::{DeviceId, EventId};
pub use store::devices::Device;

use crate::form::Check;
use crate::{Cx, Error, Result, access};

/// The longest name of a device.
pub const NAME_LIMIT: usize = 60;
/// Devices one event may have.
const LIMIT: usize = 50;

/// The event's devices, for those who run it.
pub fn list(cx: &mut Cx<'_, '_>, event: EventId) -> Result<Vec<Device>> {
    access::hosted_event(cx, event)?;
    Ok(store::devices::of_event(cx.tx, event)?)
}

/// Makes a device and its token, which is shown this once.
pub fn enrol(cx: &mut Cx<'_, '_>, event: EventId, name: &str) -> Result<(Device, String)> {
    access::hosted_event(cx, event)?;
    let mut check = Check::default();
    let name = check.line("name", name, NAME_LIMIT);
    check.done()?;
    if store::devices::of_event(cx.tx, event)?.len() >= LIMIT {
        return Err(Error::refused("devices-too-many"));
    }
    let token = crate::token::to_text(&cx.random::<32>());
    let device = Device {
        id: cx.id(),
        event_id: event,
        name,
        made_by: cx.me()?.person_id,
        created_at: cx.now,
        seen_at: None,
        revoked_at: None,
    };
    store::devices::insert(cx.tx, &device, &crate::token::hash(&token))?;
    Ok((device, token))
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
