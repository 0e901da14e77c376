"""A pack as a board reads it: its summary on one page, a line or two for each person, and no more pages than that takes."""

from datetime import date, timedelta

import pytest
import time_machine

from nhsuk.components import Column, Table
from oversight.packs.contents import SECTIONS, PackContents, Section, contents
from oversight.packs.paper import as_html, as_pdf
from oversight.packs.shorter import printed
from people.labels import on_day
from tests.conftest import manage
from tests.nhsuk.test_pdf import Reader, verdict
from tests.oversight.test_pack import TODAY, service  # noqa: F401
from tests.supervision.conftest import NOON

FIRST = date(2025, 11, 26)
CASE, SKILLS = "Case management supervision", "Clinical skills supervision"
NEEDED = "Two years in the role; Accredited low-intensity training; Supervisor course; 26 competencies signed off"
LAST_NAMES = ("Abbott", "Ní Dhomhnaill", "Zieliński", "Raman", "Holloway", "Pritchard", "Featherstonehaugh-Okonkwo")


def named(number: int) -> str:
    return f"Person{number} {LAST_NAMES[number % len(LAST_NAMES)]}"


def weekly(kind: str, count: int, leader: str) -> list[tuple]:
    days = [FIRST + timedelta(days=7 * (number // 4)) for number in range(count)]
    return [(on_day(day), kind, 60, leader, "led", "confirmed 1 September 2026") for day in days]


def rows_of(people: int) -> dict[str, list[list[tuple]]]:
    """The lines of every table of a year of so many people, a fifth of whom supervise, and of whom little is in order."""
    everyone, leaders = [named(number) for number in range(people)], [named(number) for number in range(people // 5)]
    long_ago, today = on_day(date(2024, 9, 28)), on_day(TODAY)
    pairs = [(name, leaders[at % len(leaders)], kind) for kind in (CASE, SKILLS) for at, name in enumerate(everyone)]
    months = [f"{date(2026, month, 1):%B %Y}" for month in range(1, 11)]
    few = everyone[: people // 5]
    return {
        "register": [[
            (name, f"N{at:04}", "Moorside team", "Senior PWP", "Can supervise", long_ago, today, "") if name in leaders
            else (name, f"N{at:04}", "Moorside team", "Trainee PWP", "Not yet", long_ago, "", NEEDED)
            for at, name in enumerate(everyone)
        ]],
        "allocations": [[(*pair, long_ago, today, "yes") for pair in pairs]],
        "agreements": [[(*pair, long_ago, today) for pair in pairs]],
        "supporting": [[(name, month, 60, 1200, 60, "no") for name in leaders for month in months]],
        "dose": [[(name, kind, 47, 51, "92%", f"{long_ago} to {today}") for name in everyone for kind in (CASE, SKILLS)]],
        "exceptions": [
            [(name, "Supervisor course", long_ago, today, leaders[0], "The next course begins in spring.") for name in few],
            [(name, leaders[0], "another team", "Both wish it", long_ago, today) for name in few],
            [(name, today, "The supervisor was ill and there was no other day before the end of the year.") for name in few],
            [(today, CASE, leaders[0], name, 12, "yes") for name in everyone],
        ],
        "missing": [[(f"{name} with {leaders[0]}", long_ago, today) for name in names] for names in (everyone, few, few)],
        "sample": [
            rows for name in everyone[:5]
            for rows in ([("Post", "PWP", long_ago, "")] * 4, weekly(CASE, 200, name) + weekly(SKILLS, 24, name))
        ],
    }  # fmt: skip


def sections_of(of: PackContents, people: int) -> list[Section]:
    """The sections of a real pack, with the lines of a service of so many people."""
    rows, made = rows_of(people), []
    for section in (of.section(code) for code, _, _ in SECTIONS):
        lines = rows.get(section.code, [table.rows for table in section.tables])
        if section.code == "missing":
            columns = [Column(title) for title in ("Who", "Since", "Until")]
            tables = [Table(f"Gap {at} ({len(each)})", columns, each) for at, each in enumerate(lines)]
        else:
            tables = [
                Table(table.caption, table.columns, each, table.empty)
                for table, each in zip(section.tables * (5 if section.code == "sample" else 1), lines, strict=False)
            ]
        made.append(Section(section.code, section.title, section.words, tuple(tables)))
    return made


@pytest.fixture
def of(service):  # noqa: F811
    with time_machine.travel(NOON, tick=False):
        yield contents(service, "approved", FIRST, TODAY, 1, 1)


@pytest.mark.parametrize(("people", "fewer"), [(45, 30), (150, 80)])
def test_a_pack_is_as_long_as_a_board_bears(of, people, fewer):
    data = as_pdf(of, sections_of(of, people), "reference")
    reader = Reader(data)
    pages = {text: reader.page_of(heading) for text, heading in zip(reader.texts("H1"), reader.elements("H1"), strict=True)}

    assert len(reader.file.pages) < fewer
    assert (pages["Summary"], reader.page_of(reader.elements("Figure")[0]), pages["About this pack"]) == (0, 0, 1)
    assert verdict(data) == (104, [])


def test_a_person_is_one_line_or_two(of):
    lines = {}
    for section in sections_of(of, 45):
        if section.code in ("register", "allocations", "agreements", "dose", "supporting"):
            lines[section.code] = sum(len(table.rows) for table in printed(section))

    assert lines == {"register": 45, "allocations": 90, "agreements": 90, "dose": 90, "supporting": 9}


def test_the_register_on_paper_begins_with_who_can_supervise(of):
    tables = printed(next(section for section in sections_of(of, 45) if section.code == "register"))

    assert [table.caption for table in tables] == ["Can supervise (9)", "Not yet (36)"]
    assert tables[0].rows[0] == ("Person0 Abbott\nN0000", "Senior PWP\nMoorside team", "28 September 2024", "25 November 2026")
    assert tables[1].rows[0] == ("Person9 Zieliński\nN0009", "Trainee PWP\nMoorside team", NEEDED)


def test_months_that_were_not_enough_are_named(of):
    (table,) = printed(Section("supporting", "", "", (Table("S", of.section("supporting").tables[0].columns, [
        ("Sue S1", "October 2026", 30, 900, 60, "no"),
        ("Sue S1", "November 2026", 60, 900, 60, "yes"),
        ("Sue S2", "November 2026", 60, 900, 60, "yes"),
    ]),)))  # fmt: skip

    assert table.rows == [("Sue S1", "1 of 2", 90, 120, "Oct 2026"), ("Sue S2", "1 of 1", 60, 60, "none")]


def test_sessions_of_the_sample_are_a_line_a_month_with_every_day(of):
    columns = next(table.columns for table in of.section("sample").tables if table.caption.startswith("Sessions"))
    rows = [
        ("5 October 2026", CASE, 60, "Sue S1", "attended", "confirmed 6 October 2026"),
        ("12 October 2026", CASE, 60, "Sue S1", "attended", "not confirmed"),
        ("12 October 2026", CASE, 30, "Sue S1", "attended", "disputed"),
        ("14 October 2026", SKILLS, 60, "Sue S1", "attended", "not asked"),
        ("2 November 2026", CASE, 60, "Sue S1", "attended", "confirmed 6 November 2026"),
    ]
    tables = printed(Section("sample", "", "", (Table("Sessions of Pat P1", columns, rows),)))

    assert [(table.caption, *table.rows) for table in tables] == [
        (
            "Sessions of Pat P1: case management supervision (4)",
            ("October 2026", "5, 12 (2)", 3, 150, "Sue S1", "1 confirmed, 1 not confirmed, 1 disputed"),
            ("November 2026", "2", 1, 60, "Sue S1", "1 confirmed"),
        ),
        ("Sessions of Pat P1: clinical skills supervision (1)", ("October 2026", "14", 1, 60, "Sue S1", "1 not asked")),
    ]


def test_the_page_has_each_line_that_the_paper_counts(of):
    html = as_html(of, sections_of(of, 45), "reference").decode()

    assert html.count("<td>confirmed 1 September 2026</td>") == 5 * 224
    assert "<li>9 of 45 people in post can supervise.</li>" in html


def test_a_pack_of_the_demo_is_under_thirty_pages(the_demo, tmp_path):
    words = ("--service", "NORTHMOOR", "--from", "2026-01-01", "--to", "2026-11-28", "--out", str(tmp_path / "pack"))
    manage(the_demo, "evidence_pack", *words, DATA_DIR=str(tmp_path))

    assert len(Reader((tmp_path / "pack" / "pack.pdf").read_bytes()).file.pages) < 30
