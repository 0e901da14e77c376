"""The register as a PDF: exactly what the page shows."""

from competencies.labels import on_day
from nhsuk import pdf
from nhsuk.paper import as_table

from ..register import SHOWS, Register


def register_pdf(register: Register) -> bytes:
    shown = [
        SHOWS[register.show][0],
        *([register.team] if register.team else []),
        *([register.month] if register.month else []),
    ]
    figures = pdf.FactList([(name, str(count)) for count, name, _ in register.figures()])
    document = pdf.Document(
        title=f"Register of supervisors: {register.service.name}",
        subtitle=f"On {on_day(register.on)}, standard {register.standard}. Shown: {', '.join(shown)}.",
        marking="Official: sensitive",
        blocks=[figures, pdf.Heading(1, f"{len(register.shown)} people"), as_table(register.table())],
        landscape=True,
    )
    return pdf.render(document)
