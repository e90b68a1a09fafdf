"""Addresses of one page, and what an address keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.evidence.identifiers import source_id
from scripts.evidence.pages import page_of, without_needless

PAGE = "https://www.altair.be/news/GMP?lang=fr"
SAME = [
    "http://www.altair.be/news/GMP?lang=fr", "https://altair.be/news/GMP/?lang=fr", "HTTPS://WWW.Altair.BE/news/GMP?lang=fr",
    "https://www.altair.be:443/news/GMP?lang=fr", "http://altair.be:80/news/GMP?lang=fr",
    "https://www.altair.be./news/GMP?lang=fr", "https://www.altair.be/news/GMP?lang=fr#:~:text=une%20usine",
    "https://www.altair.be/news/GMP?lang=fr#contact", "https://www.altair.be/news/GMP?utm_source=x&lang=fr&fbclid=1",
    "https://www.altair.be/news/GMP?lang=fr&UTM_Medium=mail&", "https://www.altair.be/news/%47MP?lang=fr",
    " https://www.altair.be/news/GMP?lang=fr ",
]  # fmt: skip
OTHER = [
    "https://www.altair.be/news/gmp?lang=fr", "https://www.altair.be/news/GMP?lang=nl", "https://www.altair.be/news/GMP",
    "https://fr.altair.be/news/GMP?lang=fr", "https://www.altair.be:8080/news/GMP?lang=fr",
    "https://www.altair.be/news/GMP?lang=fr#/sites", "https://www.altair.be/news/GMP?lang=fr#!/sites",
]  # fmt: skip


@pytest.mark.parametrize("url", SAME)
def test_addresses_of_one_page_have_one_key_and_give_one_id(url):
    assert page_of(url) == page_of(PAGE)
    assert source_id(url) == source_id(PAGE)


@pytest.mark.parametrize("url", OTHER)
def test_addresses_of_other_pages_do_not(url):
    assert page_of(url) != page_of(PAGE)


def test_pages_of_one_program_are_told_apart_by_their_routes():
    assert page_of("https://a.be/#/one") != page_of("https://a.be/#/two")
    assert page_of("https://a.be/#/one/") == page_of("http://a.be#/one:~:text=words")


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("https://a.be/x?utm_source=y&id=1#:~:text=z", "https://a.be/x?id=1"),
        ("https://a.be/x/?fbclid=1#top", "https://a.be/x/"),
        ("https://a.be/#/route", "https://a.be/#/route"),
        (" http://www.a.be ", "http://www.a.be"),
    ],
)
def test_an_address_keeps_what_leads_to_the_page(given_, kept):
    assert without_needless(given_) == kept
    assert page_of(given_) == page_of(kept)


@given(st.text())
def test_whatever_is_typed_has_a_key_and_never_raises(text):
    assert isinstance(page_of(text), str)
    assert page_of(f"https://www.altair.be/{text}") == page_of(f"http://ALTAIR.be/{text}")
    assert source_id(text) == source_id(text)
