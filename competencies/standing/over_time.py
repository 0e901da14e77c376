"""Where somebody stood and will stand: the chart, its twin in words, and the waivers."""

from nhsuk.charts import Bar, Lane, TimelineChart
from nhsuk.components import Column, Table
from people.rules.period import BEGINNING, FOREVER, as_date, last_date, months_after

from .. import labels
from ..labels import on_day
from ..putting_right import Records
from ..rules.answer import Stand
from ..rules.outcome import Runs, joined, with_ends
from .known import KnownStanding

MONTHS_BEFORE, MONTHS_AFTER = 12, 12


def chart(known: KnownStanding) -> TimelineChart | None:
    """From a year before the day to a year after it, with the day in the middle; nothing where nothing is known."""
    judged, day = known.judged, known.day
    if not judged.states:
        return None
    start = max(judged.first, months_after(day, -MONTHS_BEFORE), BEGINNING)
    finish = min(months_after(max(day, start), MONTHS_AFTER), FOREVER - 1)
    shown = [stand for stand in known.answer.stands if not stand.leaf.advisable and stand.leaf.id not in known.spare]
    lanes = [Lane("May supervise", _bars(judged.states, labels.STATES))]
    lanes += [Lane(labels.title(stand.leaf, known.offered), _bars(_runs(known, stand), labels.OUTCOMES)) for stand in shown]
    first, last = as_date(min(start, day)), as_date(finish)
    summary = f"Timeline from {first.year} to {last.year}. The same is written out below it."
    return TimelineChart(lanes, first, last, known.on, on_day(known.on), summary)


def history(known: KnownStanding) -> Table:
    rows = [
        (on_day(as_date(start)), on_day(last_date(stop)) or "no end known", labels.STATES[state])
        for start, stop, state in with_ends(known.judged.states)
    ]
    columns = (Column("From"), Column("To"), Column("State"))
    return Table("May supervise, over time", columns, rows, "No facts are recorded yet.")


def waivers(known: KnownStanding, records: Records) -> Table:
    """Every waiver that runs on the day or is still to come."""
    titles = {
        node.id: labels.title(node, known.offered) for version in known.standard.versions for node in version.nodes() if node.id
    }
    rows = [
        (
            title := titles[waiver.requirement],
            on_day(waiver.granted_on),
            on_day(waiver.ends_on),
            records.put_right(waiver, title),
        )
        for waiver in known.career.waivers
        if waiver.requirement in titles and waiver.ends_on >= known.on
    ]
    return records.table("Waivers", ("What is waived", "From", "To"), rows, "")


def _bars(runs: Runs, tags: dict) -> list[Bar]:
    return [
        Bar(tags[value].text, tags[value].colour, as_date(start), last_date(stop)) for start, stop, value in with_ends(runs)
    ]


def _runs(known: KnownStanding, stand: Stand) -> Runs:
    """The outcomes of one requirement, one after the other."""
    number = known.answer.stays_by if stand.staying else known.answer.judged_by
    judged, version = known.judged.versions[number], known.standard.versions[number]
    tree, root = (judged.staying, version.staying) if stand.staying else (judged.becoming, version.becoming)
    runs = next(runs for leaf, runs in zip(root.leaves(), tree.leaves, strict=True) if leaf is stand.leaf)
    return joined((max(start, known.judged.first), outcome) for start, outcome in runs)
