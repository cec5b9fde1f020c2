//! Fetching pages that people named, without ever being sent into a private network: every name is
//! resolved here, every address checked, and the connection goes to the checked address, on every
//! hop of a redirect.

use std::fmt;
use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use app::links::{Failure, Fetcher, Page};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, ResponseExt};

/// How long one page may take, redirects included.
const WHOLE: Duration = Duration::from_secs(10);
/// Redirects followed.
const REDIRECTS: u32 = 5;
/// Bytes of a page that are read; a longer one is cut there.
const BYTES: u64 = 512 * 1024;

/// The world wide web.
pub struct Web {
    agent: Agent,
}

impl Web {
    /// A fetcher that names itself by the installation's address.
    pub fn new(public_url: &str) -> Self {
        Self::with(public_url, false, WHOLE)
    }

    /// `loopback` lets this machine, on any port, be asked: for tests only.
    fn with(public_url: &str, loopback: bool, whole: Duration) -> Self {
        let config = Agent::config_builder()
            .user_agent(format!("cinqasept-links (+{public_url})"))
            .accept("text/html, application/xhtml+xml")
            .proxy(None)
            .max_redirects(REDIRECTS)
            .http_status_as_error(false)
            .max_idle_connections(0)
            .timeout_global(Some(whole))
            .build();
        let guard = Guard {
            inner: DefaultResolver::default(),
            loopback,
        };
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), guard),
        }
    }
}

impl Fetcher for Web {
    fn fetch(&self, url: &str) -> Result<Page, Failure> {
        let mut response = self
            .agent
            .get(url)
            .call()
            .map_err(|error| failure(&error))?;
        let status = response.status();
        if !status.is_success() {
            return Err(Failure::Status(status.as_u16()));
        }
        let url = response.get_uri().to_string();
        let mut bytes = Vec::new();
        let body = response.body_mut().as_reader();
        let read = body.take(BYTES).read_to_end(&mut bytes);
        read.map_err(|error| match error.kind() {
            std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => Failure::TimedOut,
            _ => failure(&Error::from(error)),
        })?;
        Ok(Page {
            url,
            html: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }
}

fn failure(error: &Error) -> Failure {
    match error {
        Error::Timeout(_) => Failure::TimedOut,
        Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Failure::Refused
        }
        Error::BadUri(_) => Failure::Refused,
        _ => Failure::Unreachable,
    }
}

/// Resolves names, and refuses those that lead where nobody may be sent.
struct Guard {
    inner: DefaultResolver,
    loopback: bool,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard")
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let usual = matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.port_u16().is_none_or(|port| port == 80 || port == 443);
        let may = |ip: IpAddr| (usual && is_public(ip)) || (self.loopback && ip.is_loopback());
        // One address that may not be asked condemns the name.
        if found.iter().all(|address| may(address.ip())) {
            return Ok(found);
        }
        let kind = std::io::ErrorKind::PermissionDenied;
        Err(Error::Io(std::io::Error::new(kind, "a private address")))
    }
}

/// Whether an address is one of the public internet.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// By the registry of special-purpose addresses (RFC 6890).
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

/// Global unicast (2000::/3) without what carries an IPv4 address inside (6to4, Teredo) or is set
/// apart. Mapped, NAT64, unique local, link-local and multicast addresses are outside of it.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let global = (0x2000..0x4000).contains(&a);
    let set_apart =
        a == 0x2002 || (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || (a == 0x3fff && b < 0x1000);
    global && !set_apart
}

#[cfg(test)]
mod tests;
