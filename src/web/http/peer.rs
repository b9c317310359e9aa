//! Where a request comes from, as throttling counts it.

use std::net::IpAddr;

use actix_web::HttpRequest;

use crate::config::Config;

/// The client's address: the peer's, or what a trusted proxy says. Of an IPv6 address the network, since whoever has one has all of it.
#[must_use]
pub fn address(req: &HttpRequest, config: &Config) -> String {
    let told = config.client_address_header.as_deref().and_then(|name| {
        // Whatever stands before the last entry was written by somebody whom nobody trusts.
        let value = req.headers().get_all(name).last()?.to_str().ok()?;
        value.rsplit(',').next()?.trim().parse().ok()
    });
    let address = told.or_else(|| req.peer_addr().map(|peer| peer.ip()));
    address.map_or_else(|| "unknown".into(), network)
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_client_is_its_network() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6".parse().unwrap()), "2001:db8:1:2::/64");
        assert_eq!(network("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1");
    }
}
