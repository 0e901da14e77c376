"""A tree drawn by the server: wide enough for what it says, and safe with whatever a name holds."""

import re

from nhsuk.charts import Branch, TreeChart


def test_it_is_as_wide_as_what_it_says():
    chart = TreeChart([Branch("Ann", 0), Branch("B" * 60, 3, 0, "Has nobody", "red")], "Two people")
    text = chart.__html__()
    width = int(re.search(r'width="(\d+)"', text)[1])
    assert max(int(x) + int(w) for x, w in re.findall(r'<rect x="(\d+)"[^>]*? width="(\d+)"', text)) <= width
    assert "B" * 39 + "…" in text and 'aria-label="Two people"' in text


def test_a_name_is_text():
    assert "&lt;b&gt;" in TreeChart([Branch("<b>", 0)], "x").__html__()
