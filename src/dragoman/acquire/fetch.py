"""One page from a URL: http and https only, public addresses only, bounded in time, size and redirects."""

from __future__ import annotations

import ipaddress
import socket
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from dragoman.acquire.outcome import Limits, format_bytes
from dragoman.errors import InputError
from dragoman.records import Capture

if TYPE_CHECKING:
    import httpx

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
HEADERS = {
    "User-Agent": "dragoman/0.1 (reads one news page on a person's request)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
READABLE = ("text/html", "application/xhtml+xml", "text/plain", "")
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class _Hop(NamedTuple):
    url: str
    host: str
    address: str


def is_url(text: str) -> bool:
    """Whether an input is an address rather than a path."""
    return text.lower().startswith(("http://", "https://", "ftp://", "file://"))


def fetch_page(url: str, *, limits: Limits, allow_private: bool = False) -> Capture:
    """The page at `url` as it was sent, redirects followed; `source` is `url` as given.

    Every hop's host is resolved, all its addresses checked, and the checked address is the one connected to, so
    that a name cannot point elsewhere between check and use. Proxies of the environment are not used.
    Raises InputError: `url-invalid`, `private-address`, `unresolved`, `refused`, `timeout`, `http-status`,
    `too-many-redirects`, `too-large`, `not-a-page`, `network`.
    """
    import httpx

    deadline = time.monotonic() + limits.download_seconds
    target = url
    try:
        with httpx.Client(timeout=limits.timeout_seconds, trust_env=False, headers=HEADERS) as client:
            for _ in range(limits.redirects + 1):
                answer = _fetch_hop(client, _check_hop(target, url, allow_private), url, limits, deadline)
                if isinstance(answer, Capture):
                    return answer
                target = answer
    except httpx.TimeoutException:
        message = f"no answer within {limits.timeout_seconds:g} s; try again later or save the page to a file"
        raise InputError(url, "timeout", message) from None
    except httpx.ConnectError as error:
        raise InputError(url, "refused", f"the server cannot be reached ({error}); check the address") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise InputError(url, "network", f"the page cannot be fetched ({error}); save the page to a file") from None
    message = f"more than {limits.redirects} redirects; open it in a browser and give the final address"
    raise InputError(url, "too-many-redirects", message)


def _check_hop(target: str, source: str, allow_private: bool) -> _Hop:
    try:
        parts = urlsplit(target)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise InputError(source, "url-invalid", f"{target!r:.120} is not an address; check it") from None
    if parts.scheme.lower() not in ("http", "https") or not host:
        message = f"only http and https addresses with a host are read, not {target!r:.120}"
        raise InputError(source, "url-invalid", message)
    try:
        found = socket.getaddrinfo(host, port or (443 if parts.scheme == "https" else 80), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = f"the host {host} cannot be found ({error}); check the address and the connection"
        raise InputError(source, "unresolved", message) from None
    addresses = [str(item[4][0]).split("%")[0] for item in found]
    private = next((a for a in addresses if not is_public(ipaddress.ip_address(a))), None)
    if private and not allow_private:
        message = f"{host} is {private}, inside a private network; add --allow-private if that is meant"
        raise InputError(source, "private-address", message)
    return _Hop(target, host, addresses[0])


def is_public(address: Address) -> bool:
    """Whether anyone on the internet could reach the address; IPv4 inside IPv6 is looked through."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _fetch_hop(client: httpx.Client, hop: _Hop, source: str, limits: Limits, deadline: float) -> Capture | str:
    """The page, or the address the server sends us to."""
    import httpx

    url = httpx.URL(hop.url)
    # The connection goes to the checked address; name and certificate stay those of the host.
    request = client.build_request("GET", url.copy_with(host=hop.address), headers={"Host": url.netloc.decode()})
    request.extensions["sni_hostname"] = hop.host
    response = client.send(request, stream=True)
    try:
        location = response.headers.get("Location")
        if response.is_redirect and location:
            return str(urljoin(hop.url, location))
        if response.status_code >= 400:
            message = f"the server answered {response.status_code} {response.reason_phrase}; check the address"
            raise InputError(source, "http-status", message)
        kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if kind not in READABLE:
            raise InputError(source, "not-a-page", f"it is {kind}, not a page; give the address of an article")
        body = _read_body(response, source, limits, deadline)
    finally:
        response.close()
    return Capture(source, body, kind or None, response.charset_encoding, datetime.now(UTC).isoformat("T", "seconds"))


def _read_body(response: httpx.Response, source: str, limits: Limits, deadline: float) -> bytes:
    body = bytearray()
    most = limits.download_bytes
    for piece in response.iter_bytes():
        body += piece
        if len(body) > most:
            message = f"the server sends more than {format_bytes(most)}; save the article to a file"
            raise InputError(source, "too-large", message)
        if time.monotonic() > deadline:
            message = f"the page took more than {limits.download_seconds:g} s; save the page to a file"
            raise InputError(source, "timeout", message)
    return bytes(body)
