"""An agreement on paper."""

from django.utils import timezone

from nhsuk import pdf
from people.labels import on_day

from ..agreements import content_of
from ..models import Contract
from ..rules.contract import BULLET, arrangement_lines, clause_text, own_words


def contract_pdf(contract: Contract) -> bytes:
    """Exactly the text that was signed, or the draft, and who has signed it."""
    content = content_of(contract)
    names = ", ".join(part["name"] for part in content["supervisees"])
    label = "Supervisees" if contract.group else "Supervisee"
    leads = contract.led_by
    facts = [(label, names), *([("Supervisor", leads)] if leads else []), *arrangement_lines(content)]
    blocks: list = [pdf.FactList(facts)]
    for title, text in own_words(content):
        blocks += _section(title, text) if text else []
    clauses = [(clause["title"], clause_text(clause)) for clause in content["clauses"]]
    blocks += [pdf.Heading(2, "Clauses"), pdf.FactList(clauses), pdf.Heading(2, "Signatures")]
    signed = [
        (str(signature.person), f"signed as “{signature.typed}” on {on_day(timezone.localdate(signature.at))}")
        for signature in contract.signatures.all()
    ]
    digest = [("Digest of the text (SHA-256)", contract.digest)] if contract.digest else []
    blocks.append(pdf.FactList([*signed, *digest]) if signed else pdf.Paragraph("Not signed yet."))
    subtitle = f"{names}{f' with {leads}' if leads else ''}, version {contract.version}"
    marking = "" if contract.text else "Draft"
    return pdf.render(pdf.Document(title=content["title"], subtitle=subtitle, marking=marking, blocks=blocks))


def _section(title: str, text: str) -> list:
    """A part that somebody wrote: what was chosen from a list as a list, then their own words."""
    lines = [line for line in text.split("\n") if line.strip()]
    chosen = [line.removeprefix(BULLET) for line in lines if line.startswith(BULLET)]
    words = [pdf.Paragraph(line) for line in lines if not line.startswith(BULLET)]
    return [pdf.Heading(2, title), *([pdf.Bullets(chosen)] if chosen else []), *words]
