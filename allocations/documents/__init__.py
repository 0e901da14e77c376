"""An agreement on paper."""

from django.utils import timezone

from nhsuk import pdf
from people.labels import on_day

from ..agreements import content_of
from ..models import Contract
from ..rules.contract import arrangement_lines, clause_text, own_words


def contract_pdf(contract: Contract) -> bytes:
    """Exactly the text that was signed, or the draft, and who has signed it."""
    content = content_of(contract)
    names = ", ".join(part["name"] for part in content["supervisees"])
    label = "Supervisees" if contract.group else "Supervisee"
    leads = contract.led_by
    facts = [(label, names), *([("Supervisor", leads)] if leads else []), *arrangement_lines(content)]
    blocks: list = [pdf.FactList(facts)]
    for title, text in [*own_words(content), *((clause["title"], clause_text(clause)) for clause in content["clauses"])]:
        if text:
            blocks += [pdf.Heading(2, title), *(pdf.Paragraph(line) for line in text.split("\n") if line.strip())]
    signed = [
        (str(one.person), f"signed as “{one.typed}” on {on_day(timezone.localdate(one.at))}")
        for one in contract.signatures.all()
    ]
    blocks += [pdf.Heading(2, "Signatures"), pdf.FactList(signed) if signed else pdf.Paragraph("Nobody has signed yet.")]
    if contract.digest:
        blocks.append(pdf.Paragraph(f"Digest of the text (SHA-256): {contract.digest}"))
    subtitle = f"{names}{f' with {leads}' if leads else ''}, version {contract.version}"
    marking = "" if contract.text else "Draft"
    return pdf.render(pdf.Document(title=content["title"], subtitle=subtitle, marking=marking, blocks=blocks))
