//! Secrets in links: random tokens of which only hashes are stored, and signed ones that need no
//! storing because they can be checked.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{AccountId, EventId, GroupId, InvitationId, PersonId, ShareId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Error, Result};

/// Bytes as text that can stand in an address.
pub fn to_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is stored of a random token: enough to recognise it, too little to make it.
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// How many bytes of the HMAC a link carries: 96 bits, beyond guessing and short enough to read.
const SEAL: usize = 12;

/// Signs links with the installation's secret and checks them.
#[derive(Clone)]
pub struct Signer {
    mac: Hmac<Sha256>,
}

/// What a signed link is for. Each kind is signed apart, so that none can pass for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Invitation = 1,
    MailStop = 2,
    Calendar = 3,
    Demo = 4,
    Pass = 5,
    Debrief = 6,
}

impl Signer {
    /// A signer for a secret.
    pub fn new(secret: &str) -> Result<Self> {
        let mac = Hmac::new_from_slice(secret.as_bytes());
        Ok(Self {
            mac: mac.map_err(|_| Error::Internal("the secret cannot be used".into()))?,
        })
    }

    /// The personal link of an invitation, as of its link version.
    pub fn invitation(&self, id: InvitationId, version: u32) -> String {
        self.sign(Use::Invitation, id.0, &version.to_be_bytes())
    }

    /// The invitation a personal link names; whether the version still holds is the caller's to ask.
    pub fn read_invitation(&self, token: &str) -> Option<(InvitationId, u32)> {
        let (id, rest) = self.check(Use::Invitation, token)?;
        Some((id.into(), u32::from_be_bytes(rest.try_into().ok()?)))
    }

    /// The private address of a member's calendar.
    pub fn calendar(&self, id: AccountId, version: u32) -> String {
        self.sign(Use::Calendar, id.0, &version.to_be_bytes())
    }

    /// The account whose calendar an address names.
    pub fn read_calendar(&self, token: &str) -> Option<(AccountId, u32)> {
        let (id, rest) = self.check(Use::Calendar, token)?;
        Some((id.into(), u32::from_be_bytes(rest.try_into().ok()?)))
    }

    /// The demo's door for a person.
    pub fn demo(&self, id: PersonId) -> String {
        self.sign(Use::Demo, id.0, &[])
    }

    /// Whom a door of the demo is for.
    pub fn read_demo(&self, token: &str) -> Option<PersonId> {
        self.check(Use::Demo, token).map(|(id, _)| id.into())
    }

    /// The link by which somebody shows their debrief.
    pub fn debrief(&self, id: ShareId) -> String {
        self.sign(Use::Debrief, id.0, &[])
    }

    /// The shown debrief a link names; whether it still is shown is the caller's to ask.
    pub fn read_debrief(&self, token: &str) -> Option<ShareId> {
        self.check(Use::Debrief, token).map(|(id, _)| id.into())
    }

    /// The link by which an address stops a group's mail, without signing in.
    pub fn mail_stop(&self, group: GroupId, email: &str) -> String {
        self.sign(Use::MailStop, group.0, email.as_bytes())
    }

    /// The group and address such a link names.
    pub fn read_mail_stop(&self, token: &str) -> Option<(GroupId, String)> {
        let (id, rest) = self.check(Use::MailStop, token)?;
        Some((id.into(), String::from_utf8(rest).ok()?))
    }

    /// What somebody's QR says at an event: who they are there. It gives no rights.
    pub fn pass(&self, event: EventId, person: PersonId) -> String {
        self.sign(Use::Pass, event.0, person.0.as_bytes())
    }

    /// Who shows a pass, and at which event.
    pub fn read_pass(&self, token: &str) -> Option<(EventId, PersonId)> {
        let (event, rest) = self.check(Use::Pass, token)?;
        Some((event.into(), Uuid::from_slice(&rest).ok()?.into()))
    }

    fn sign(&self, purpose: Use, id: Uuid, rest: &[u8]) -> String {
        let body = [id.as_bytes(), rest].concat();
        let seal = self.seal(purpose, &body).finalize().into_bytes();
        to_text(&[&seal[..SEAL], &body].concat())
    }

    fn check(&self, purpose: Use, token: &str) -> Option<(Uuid, Vec<u8>)> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (seal, body) = bytes.split_at_checked(SEAL)?;
        // Compared in constant time.
        self.seal(purpose, body).verify_truncated_left(seal).ok()?;
        let (id, rest) = body.split_at_checked(16)?;
        Some((Uuid::from_slice(id).ok()?, rest.to_vec()))
    }

    fn seal(&self, purpose: Use, body: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        mac.update(&[purpose as u8]);
        mac.update(body);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_reads_back_and_no_other_passes() {
        let signer = Signer::new("secret").unwrap();
        let id = InvitationId(Uuid::from_u128(42));
        let token = signer.invitation(id, 3);
        assert_eq!(signer.read_invitation(&token), Some((id, 3)));
        assert_eq!(signer.read_calendar(&token), None, "another use");
        assert_eq!(
            Signer::new("other").unwrap().read_invitation(&token),
            None,
            "another secret"
        );
        for at in 0..token.len() {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            if forged != token {
                assert_ne!(signer.read_invitation(&forged), Some((id, 3)), "byte {at}");
            }
        }
        assert_eq!(signer.read_invitation(""), None);
        let (event, person) = (EventId(id.0), PersonId(Uuid::from_u128(6)));
        let pass = signer.pass(event, person);
        assert_eq!(signer.read_pass(&pass), Some((event, person)));
        assert_eq!(
            signer.read_invitation(&pass),
            None,
            "a pass gives no rights"
        );
        let group = GroupId(Uuid::from_u128(7));
        let stop = signer.mail_stop(group, "é@exemple.ca");
        assert_eq!(
            signer.read_mail_stop(&stop),
            Some((group, "é@exemple.ca".into()))
        );
    }
}
