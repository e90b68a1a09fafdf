"""Web addresses that lead to one page: one page is one source."""

import csv
import re
from functools import cache
from pathlib import Path
from string import ascii_letters, digits
from urllib.parse import unquote, urlsplit

UNRESERVED = {*ascii_letters, *digits, *"-._~"}
TEXT_FRAGMENT = ":~:"  # what follows it tells a browser which words to show, and the page nothing
DEFAULT_PORTS = (None, 80, 443)


@cache
def trackers() -> tuple[str, ...]:
    """Parameters of an address that say who clicked where and change nothing of the page (trackers.csv)."""
    with Path(__file__).with_name("trackers.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(row["parameter"] for row in csv.DictReader(handle))


@cache
def page_of(url: str) -> str:
    """The address without all that makes no other page; equal for two addresses of one page.

    These are http or https, www., the case of the host, default ports, a last slash, trackers, the order of
    parameters, characters that are escaped without need, and fragments, but for the routes of a page that is a program
    (#/companies, #!/companies). What cannot be taken apart stays as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip(".").removeprefix("www."), parts.port
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not host:
        return url
    kept = sorted(parameter for parameter in parts.query.split("&") if parameter and not _is_tracker(parameter))
    query = f"?{_plain('&'.join(kept))}" if kept else ""
    fragment = parts.fragment.partition(TEXT_FRAGMENT)[0]
    route = f"#{fragment.rstrip('/')}" if re.match("!?/.", fragment) else ""
    return (host if port in DEFAULT_PORTS else f"{host}:{port}") + _plain(parts.path).rstrip("/") + query + route


def without_needless(url: str) -> str:
    """An address as it is kept: trackers and fragments that are no route are cut off, all else stays as given."""
    address, _, fragment = url.strip().partition("#")
    fragment = fragment.partition(TEXT_FRAGMENT)[0]
    base, mark, query = address.partition("?")
    kept = "&".join(parameter for parameter in query.split("&") if not _is_tracker(parameter))
    return base + (mark + kept if kept else "") + (f"#{fragment}" if re.match("!?/.", fragment) else "")


def _is_tracker(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name.startswith("utm_") or name in trackers()


def _plain(text: str) -> str:
    """Escapes of characters that need none undone, the others in capitals (RFC 3986, section 6.2.2)."""
    return re.sub("%[0-9a-fA-F]{2}", _unescape, text)


def _unescape(escape: re.Match) -> str:
    character = unquote(escape[0], encoding="latin-1")
    return character if character in UNRESERVED else escape[0].upper()
