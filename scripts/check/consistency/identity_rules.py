"""Identity: numbers that check themselves, one row an entity, and ids that mean what they say."""

import re
from unicodedata import combining, normalize

import pandas as pd
from stdnum import isin as isin_number
from stdnum import lei
from stdnum.be import vat

from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, entries, view
from scripts.evidence.pages import page_of

ROR_ALPHABET = {letter: value for value, letter in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}


def valid_ror(address: str) -> bool:
    """Whether a ROR address ends in a legal id: 0, six base-32 characters, two check digits."""
    found = re.fullmatch(r"https://ror\.org/(0[0-9a-hjkmnp-tv-z]{6})([0-9]{2})", address)
    if not found:
        return False
    number = 0
    for letter in found.group(1):
        number = number * 32 + ROR_ALPHABET[letter]
    return 98 - number * 100 % 97 == int(found.group(2))


def bare_name(name: str) -> str:
    """A name without accents, case, punctuation and legal forms; for comparison only."""
    letters = "".join(letter for letter in normalize("NFKD", name) if not combining(letter)).casefold()
    words = re.sub(r"[^\w]+", " ", re.sub(r"\b(\w)\.(?=\w\b)", r"\1", letters)).split()
    return " ".join(word for word in words if word not in entries("legal_forms", "form")) or letters


def _first_of(key: pd.Series, ids: pd.Series) -> pd.Series:
    """The id of the first row with the same key."""
    return ids.groupby(key).transform("first")


@view(of="companies")
def companies(world: World) -> pd.DataFrame:
    """Companies with the first that has the same name or website."""
    rows = world.typed["companies"]
    return rows.assign(
        same_name=_first_of(rows["name"].map(bare_name, na_action="ignore"), rows["company_id"]),
        same_website=_first_of(rows["website"].map(page_of, na_action="ignore"), rows["company_id"]),
    )


@view(of="entities")
def entities(world: World) -> pd.DataFrame:
    """Entities with `same_name` (the first of that name), its kind, and whether a note of either explains it."""
    rows = world.typed["entities"]
    name = rows["name"].map(bare_name, na_action="ignore")
    return rows.assign(
        same_name=_first_of(name, rows["entity_id"]),
        same_kind=_first_of(name, rows["kind"]),
        explained=rows["note"].notna().groupby(name).transform("any"),
    )


@view(of="sources")
def source_pages(world: World) -> pd.DataFrame:
    """Sources with the first one of the same page."""
    rows = world.typed["sources"]
    return rows.assign(same_page=_first_of(rows["url"].map(page_of, na_action="ignore"), rows["source_id"]))


@view(of="retired")
def retired(world: World) -> pd.DataFrame:
    """Retired ids with whether the id, and its successor, is in use in its table."""
    rows = world.typed["retired"]
    known = set()
    for table in rows["table"].dropna().unique():
        key = world.context.package.resources[table].schema.primary_key if table in world.typed else []
        if len(key) == 1:
            known |= {(table, id_) for id_ in world.typed[table][key[0]]}
    return rows.assign(
        in_use=[pair in known for pair in zip(rows["table"], rows["id"], strict=True)],
        successor_in_use=[pair in known for pair in zip(rows["table"], rows["successor"], strict=True)],
    )


@rule(
    "R101", "companies.enterprise_number", needs="enterprise_number",
    says="The check digits of {enterprise_number} are wrong.",
)
def enterprise_number(companies):
    """An enterprise number has right check digits.

    A slip in one digit names another company or none (the last two digits are 97 minus the rest modulo 97).

    Compare the number with the register, and correct the statement.
    """
    return companies["enterprise_number"].map(vat.is_valid)


@rule("R102", "companies.lei", needs="lei", says="The check digits of {lei} are wrong.")
def legal_entity_identifier(companies):
    """An LEI has right check digits.

    A slip in one character names another legal entity or none (ISO 17442, ISO 7064 MOD 97-10).

    Compare the LEI with the source, and correct the statement.
    """
    return companies["lei"].map(lei.is_valid)


@rule("R103", "companies.isin", needs="isin", says="{isin} is no legal ISIN.")
def securities_identification_number(companies):
    """An ISIN has the right check digit and country.

    A slip in one character names another security or none (ISO 6166).

    Compare the ISIN with the source, and correct the statement.
    """
    return companies["isin"].map(isin_number.is_valid)


@rule("R104", "institutions.ror_id", needs="ror_id", says="{ror_id} is no legal ROR id.")
def research_organization_id(institutions):
    """A ROR id has right check digits.

    A slip in one character leads to another institution or none (ISO 7064 MOD 97-10 over base 32).

    Copy the address again from the record: https://ror.org/ and nine characters.
    """
    return institutions["ror_id"].map(valid_ror)


@rule(
    "R105", "companies.website", needs="website company_id same_website",
    says="Another company has the website {website} already.", expected="another website than {same_website}",
)
def one_website(companies):
    """No two companies have one website.

    http or https, www, trackers and a last slash make no other site: such rows are one company twice, or a subsidiary
    with its parent's address.

    Merge the two entities, or leave the website with the one it belongs to.
    """
    return companies["company_id"] == companies["same_website"]


@rule(
    "R106", "companies.name", needs="name company_id same_name", expected="another name than {same_name}",
    says="Another company is called “{name}” already, but for accents, case, blanks or legal form.",
)
def one_name(companies):
    """No two companies have one name.

    Names that differ by accents, case, punctuation or legal form are mostly one company twice.

    Merge the two entities (keep the older id, put the other into retired), or tell their names apart.
    """
    return companies["company_id"] == companies["same_name"]


@rule(
    "R107", "entities.name", needs="name kind entity_id same_name", also="same_kind explained",
    says="Another entity is called “{name}” already, but for accents, case, blanks or legal form.",
    expected="another name than {same_name}",
)
def one_entity(entities):
    """No two entities of other or different kinds have one name.

    An organisation that a relation names is often a company or institution that has an id already.

    Use one id for both, or say in the note of either why they are two.
    """
    both_companies = (entities["kind"] == "company") & (entities["same_kind"] == "company")  # R106 speaks of those
    return (entities["entity_id"] == entities["same_name"]) | both_companies | entities["explained"]


@rule("R108", "retired.id", needs="table id", also="in_use", says="{id} is retired, and stands in {table}.")
def retired_for_good(retired):
    """A retired id is not in use.

    Whoever cited the id would find something else under it.

    Choose another id; if the row itself comes back, delete its row in retired.
    """
    return ~retired["in_use"]


@rule(
    "R109", "retired.successor", needs="table successor", also="successor_in_use",
    says="{successor} is no id of {table}.", expected="an id of {table}",
)
def successor_lives(retired):
    """The successor of a retired id is in use.

    Whoever follows an old citation must arrive somewhere.

    Name the id that stands for it now in the same table, or leave it blank.
    """
    return retired["successor_in_use"]


@rule(
    "R110", "source_pages.url", needs="url source_id same_page", says="{source_id} and {same_page} are one page.",
    expected="one row, {same_page}",
)
def one_page_is_one_source(sources):
    """No two sources are one page.

    http or https, www, a last slash, trackers and text fragments make no other page; one page twice would vouch for
    itself.

    Let all rows name one of the two, delete the other row, and say so in retired if it was released.
    """
    return sources["source_id"] == sources["same_page"]
