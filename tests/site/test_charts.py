"""Pictures: what they print is what the tables hold."""

import pandas as pd

from scripts.site.charts import intervals


def test_a_figure_in_a_picture_keeps_its_digits():
    rows = pd.DataFrame(
        {"label": ["Eurostat, 2016: 6.7555 billion <euro>"], "low": [6.7555], "high": [6.7556], "disputed": [False]}
    )
    svg = intervals(rows, "billion", "One figure: 6.7555")
    assert svg.count("6.7555") == 2
    assert "&lt;euro&gt;" in svg
