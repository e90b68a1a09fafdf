"""Pictures: what they print is what the tables hold."""

import re
import xml.etree.ElementTree as ET

import pandas as pd

from scripts.site import indicator_pages
from scripts.site.charts import intervals
from scripts.site.model import Site
from scripts.site.pictures import pictures
from scripts.verbs.common import read_everything

SHOWN = "gva_pharma_nace21_na"


def test_a_figure_in_a_picture_keeps_its_digits():
    rows = pd.DataFrame(
        {"label": ["Eurostat, 2016: 6.7555 billion <euro>"], "low": [6.7555], "high": [6.7556], "disputed": [False]}
    )
    svg = intervals(rows, "billion", "One figure: 6.7555")
    assert svg.count("6.7555") == 2
    assert "&lt;euro&gt;" in svg


def test_a_half_year_is_no_point_of_a_line_of_years(cut):
    package, tables = read_everything(cut)
    figures = tables["national_indicators"]
    last = (figures["indicator_id"] == SHOWN) & (figures["period"] == "2017")
    halves = figures.assign(period=figures["period"].mask(last, "2017-S1"))
    for shown, end in ((figures, "2017"), (halves, "2016")):
        page = indicator_pages.pages(Site(package, tables | {"national_indicators": shown}))[f"indicators/{SHOWN}/index.html"]
        assert f"2010 to {end}</title>" in page.decode()
        assert (">2017</text>" in page.decode()) is (end == "2017")


def test_a_picture_stands_alone_in_light_and_dark(cut):
    drawn = pictures(*read_everything(cut))
    assert {path.rpartition("/")[2] for path in drawn} >= {"map.svg", "value_added.svg", "headline.svg"}
    for path, content in drawn.items():
        text = content.decode()
        assert ET.fromstring(content).tag == "{http://www.w3.org/2000/svg}svg", path
        assert "<title>" in text or 'aria-label="' in text, path
        used, said = (set(re.findall(pattern, text)) for pattern in (r"var\((--[a-z]+)\)", r"(--[a-z]+):"))
        assert used <= said, path
        assert "(prefers-color-scheme: dark)" in text, path
        assert not re.search(r"""(?:href|src|url)[=(]["']?http""", text), path


def test_figures_far_apart_stand_on_a_logarithmic_scale():
    rows = pd.DataFrame({"label": ["a", "b", "c"], "low": [4.5, 5.85, 100], "high": [5.5, 5.95, 100.1], "disputed": True})
    assert "logarithmic" in intervals(rows, "billion", "far")
    assert "logarithmic" not in intervals(rows[:2], "billion", "near")
