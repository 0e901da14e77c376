"""Where a person stands, as a PDF: the same words as the page."""

from collections import Counter
from dataclasses import replace

from nhsuk import pdf
from nhsuk.components import Table
from nhsuk.paper import as_table
from people.models import Person

from ..labels import BECAUSE, on_day
from ..standing import EligibilityStatus, RequirementStatus

NOISE = (BECAUSE["not_this_one"], BECAUSE["too_long_ago"])
"""Why evidence does not count, of which one look is enough."""
FEW = 3


def standing_pdf(person: Person, status: EligibilityStatus, *, names: bool = True) -> bytes:
    """Without ``names`` it says nothing of anybody else: neither who has to act nor who signed."""
    known = f", as it was known on {on_day(status.known_at.date())}" if status.known_at else ""
    blocks: list[pdf.Block] = [
        pdf.Heading(1, status.headline),
        pdf.Paragraph(status.explanation or status.tag.text),
    ]
    if status.next_steps and names:
        blocks += [
            pdf.Heading(2, "What is still needed"),
            pdf.Bullets([f"{what}. {step}." for what, step in status.next_steps]),
        ]
    blocks.append(pdf.Heading(2, "To become a supervisor"))
    for requirement in status.becoming:
        blocks += _requirement(requirement, names)
    if status.staying:
        blocks.append(pdf.Heading(2, "To stay a supervisor"))
        for requirement in status.staying:
            blocks += _requirement(requirement, names)
    blocks += [pdf.Heading(2, status.history.caption), as_table(replace(status.history, caption_hidden=True))]
    document = pdf.Document(
        title=f"Eligibility to supervise: {person.get_full_name()}",
        subtitle=f"On {on_day(status.on)}{known}, under {status.version}",
        marking="Official: sensitive",
        blocks=blocks,
    )
    return pdf.render(document)


def _requirement(requirement: RequirementStatus, names: bool) -> list[pdf.Block]:
    name = f"{requirement.title}{' (advisable)' if requirement.advisable else ''}: {requirement.tag.text.lower()}"
    said = [requirement.rule, f"{requirement.progress}." if requirement.progress else "", requirement.when]
    said += [f"{requirement.next_step}."] if requirement.next_step and names else []
    evidence = [as_table(without_noise(requirement.evidence))] if names else []
    return [pdf.Heading(3, name), pdf.Paragraph(" ".join(filter(None, said))), *evidence]


def without_noise(evidence: Table) -> Table:
    """Show a few of what is of another kind or too old, and count the rest: a year of it takes five pages."""
    rows, more = [], Counter[str]()
    for row in evidence.rows:
        why = str(row[-1])
        more[why] += 1
        if why not in NOISE or more[why] <= FEW:
            rows.append(row)
    rows += [(f"{more[why] - FEW} more", "", why) for why in NOISE if more[why] > FEW]
    return replace(evidence, rows=rows)
