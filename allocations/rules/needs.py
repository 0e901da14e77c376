"""What people often need from supervision, and where each can be found if a supervisor cannot offer it. Data, to be read and
changed here.

Our own words, from what contracts of supervision usually name (RCSLT 2017, section 5.5; the seed article) and what surveys of
low-intensity practitioners find missing.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """``guidance`` is the page to read, ``elsewhere`` where to find it if not from this supervisor."""

    code: str
    title: str
    elsewhere: str
    guidance: str


CATALOGUE = (
    Need(
        "structure",
        "A clear agenda, with time kept for each item",
        "Agree an agenda template with your team",
        "running-case-management-supervision",
    ),
    Need(
        "risk",
        "Help with questions of risk and safeguarding",
        "The duty clinician and the safeguarding lead, on the same day",
        "risk-and-safeguarding",
    ),
    Need(
        "first_question",
        "To be asked what I think before I am told",
        "The first question, in case management and outside it",
        "the-first-question",
    ),
    Need(
        "reflection",
        "Time to reflect on the work and on myself",
        "A clinical skills group, or a colleague to reflect with",
        "contracting-and-saying-what-you-need",
    ),
    Need(
        "recordings",
        "Feedback on recordings, or on watching me work",
        "A clinical lead or another supervisor who observes",
        "contracting-and-saying-what-you-need",
    ),
    Need(
        "practice",
        "To practise skills, with feedback",
        "The clinical skills group, and courses in Training",
        "contracting-and-saying-what-you-need",
    ),
    Need(
        "difference",
        "A supervisor who understands who I am and who my patients are",
        "A second supervisor for some of the time, or a staff network",
        "contracting-and-saying-what-you-need",
    ),
    Need(
        "wellbeing",
        "To be asked how I am, without it being therapy",
        "Occupational health, or the wellbeing service of your employer",
        "contracting-and-saying-what-you-need",
    ),
    Need(
        "development",
        "Help to plan my development",
        "Your line manager, and the page on becoming a supervisor",
        "becoming-a-supervisor",
    ),
    Need(
        "adjustments",
        "Adjustments to how, where or when we meet",
        "Your line manager, and Access to Work",
        "contracting-and-saying-what-you-need",
    ),
)
BY_CODE = {need.code: need for need in CATALOGUE}


def in_order(codes: Collection[str]) -> list[str]:
    """Those of the codes that there are, in the order of the catalogue."""
    return [need.code for need in CATALOGUE if need.code in codes]


def titles(codes: Collection[str]) -> list[str]:
    return [BY_CODE[code].title for code in in_order(codes)]


def elsewhere(codes: Collection[str]) -> list[Need]:
    """Where to find what is not offered."""
    return [BY_CODE[code] for code in in_order(codes)]
