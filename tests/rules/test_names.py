"""A name is the same name, whatever keyboard it was typed on; and another name is not."""

import pytest

from people.rules.names import matches, same_name

SAME = [
    ("Tomasz Zielinski", "Tomasz Zieliński"),
    ("LUKASZ WOJCIK", "Łukasz Wójcik"),
    ("siobhan ni dhomhnaill", "Siobhán Ní Dhomhnaill"),
    ("Niamh O'Byrne", "Niamh O’Byrne"),
    ("Oyvind  Aas", "Øyvind Aas"),
    ("Zoe Muller", "Zoë Müller"),
    (" Ipek Agaoglu ", "İpek Ağaoğlu"),
    ("Zieliński", "Zieliński"),
    ("Jörg Weiss", "Jörg Weiß"),
    ("Nguyen Thi Hoa", "Nguyễn Thị Hoà"),
]


@pytest.mark.parametrize(("typed", "name"), SAME)
def test_it_is_the_same_name(typed, name):
    assert same_name(typed, name) and same_name(name, typed)


@pytest.mark.parametrize(
    ("typed", "name"), [("Tomasz Zielinska", "Tomasz Zieliński"), ("", "Zoë"), ("   ", "Zoë"), ("Zo Muller", "Zoë Müller")]
)
def test_it_is_another(typed, name):
    assert not same_name(typed, name)


@pytest.mark.parametrize(
    ("words", "name", "found"),
    [
        ("ni sio", "Siobhán Ní Dhomhnaill", True),
        ("byrne", "Niamh O’Byrne", True),
        ("o'b", "Niamh O’Byrne", True),
        ("smith", "Ada Jones-Smith", True),
        ("  ", "Ada Jones-Smith", True),
        ("mith", "Ada Jones-Smith", False),
        ("ada byron", "Ada Jones-Smith", False),
    ],
)
def test_a_person_is_found_by_the_beginnings_of_their_names(words, name, found):
    assert matches(words, name) is found
