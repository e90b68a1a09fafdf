"""Web addresses that are safe to follow: plain, public, http or https."""

import ipaddress
import re
from urllib.parse import urlsplit

import pandas as pd

ILLEGAL = re.compile(r'[\s<>"\\^`{|}]')
# What needs no closer look: a host name in small letters and a path of harmless ASCII.
ORDINARY = r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[!#-;=?-\[\]_a-z~]*)?"


def safe(addresses: pd.Series) -> pd.Series:
    """Whether each web address is safe; few need to be taken apart for that."""
    ordinary = addresses.str.fullmatch(ORDINARY)
    others = addresses[~ordinary].map(address_problem) == ""
    return ordinary | others.reindex(addresses.index, fill_value=False)


def address_problem(address: str) -> str:
    """Say what is wrong with a web address; "" for a plain, public http or https one."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "cannot be taken apart"
    if parts.scheme not in ("http", "https"):
        return f"begins with {parts.scheme or 'nothing'}: and not with http: or https:"
    if ILLEGAL.search(address):
        return "holds a blank or another character that no address may hold"
    if parts.username is not None:
        return "holds a user name before the host"
    if not host or "." not in host.strip("."):
        return "has no public host"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return ""
    return "has a number in place of a host name"
