"""Searching the guidance: words as they are typed, and what was probably meant."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from math import log

from django.core.cache import cache

from governance.prose import stream_words

from .models import GuidancePage
from .readers import guidance_for

WORD = re.compile(r"[^\W\d_]{3,}")
COMMON = frozenset(
    WORD.findall(
        "about and are can did does for from get has have how into may not our see she should that the their "
        "them there they this want was what when "
        "where which who why will with you your"
    )
)
"""Words that are in every question and say nothing about what is asked."""

MOST, MOST_RANKED, LIKE = 20, 200, 0.75
KEPT_FOR = 600


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``meant`` is the question in words that the guidance knows, empty where it knows all of them."""

    pages: list[GuidancePage]
    meant: str = ""


def search(person, words: str, topic: str = "") -> SearchResult:
    """The best first, of what this person reads. Of the words, those that say something are looked for; one that is found is
    enough."""
    asked = [word for word in WORD.findall(words.lower()) if word not in COMMON]
    if not asked:
        return SearchResult([])
    read = guidance_for(person).order_by()
    if topic:
        read = read.filter(topic=topic)
    rows = GuidancePage.objects.filter(pk__in=list(read.values_list("pk", flat=True)))
    pages = list(rows.search(" ".join(asked), operator="or", order_by_relevance=True)[:MOST_RANKED])
    return SearchResult(_ranked(pages, {_stem(word) for word in asked})[:MOST], _meant(asked))


def _stem(word: str) -> str:
    """The stem of a word, so that auditor finds auditors, and starting finds start."""
    return re.sub(r"(ing|ed|es|s)$", "", word) if len(word) > 5 else word


def _ranked(pages: list[GuidancePage], asked: set[str]) -> list[GuidancePage]:
    """A word counts for the more, the fewer of the pages say it; in a title four times, in a summary twice. The engine's order
    among equals."""
    said = {
        page.pk: (page.title.lower(), f"{page.summary} {page.audience}".lower(), stream_words(page.body).lower())
        for page in pages
    }
    saying = {word: sum(any(word in part for part in parts) for parts in said.values()) for word in asked}
    rare = {word: log(1 + len(pages) / max(count, 1)) for word, count in saying.items()}

    def worth(page: GuidancePage) -> float:
        title, summary, body = said[page.pk]
        return sum(rare[word] * (4 * (word in title) + 2 * (word in summary) + (word in body)) for word in asked)

    return sorted(pages, key=worth, reverse=True)


def _meant(asked: list[str]) -> str:
    known = cache.get_or_set("cms-words", _words, KEPT_FOR)
    likely = [word if word in known else next(iter(get_close_matches(word, known, 1, LIKE)), word) for word in asked]
    return " ".join(likely) if likely != asked else ""


def _words() -> set[str]:
    """Every word of the titles, summaries and texts that everybody reads."""
    pages = GuidancePage.objects.for_services(())
    return {
        word for page in pages for word in WORD.findall(f"{page.title} {page.summary} {page.body.render_as_block()}".lower())
    }
