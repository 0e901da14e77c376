"""A supervisor's certificate: what is true on the day of issue, and how a reader can tell whether it still is."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from nhsuk import pdf

from ..labels import on_day
from ..models import Certificate
from ..rules.codes import written


def certificate_pdf(certificate: Certificate) -> bytes:
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('verify:check')}"
    facts = [
        ("Name", certificate.name),
        ("Can supervise since", on_day(certificate.eligible_since)),
        ("Under", f"{certificate.title}, version {certificate.version}"),
        ("Issued", on_day(timezone.localdate(certificate.issued_at))),
        ("Code", written(certificate.code)),
    ]
    document = pdf.Document(
        title="Supervisor certificate",
        subtitle=certificate.name,
        marking="",
        blocks=[
            pdf.FactList(facts),
            pdf.Paragraph(
                "This certificate is true on the day of issue. It ends when the supervisor no longer meets the standard, so "
                "check it before you rely on it. Enter the code and the supervisor's last name at this address:"
            ),
            pdf.PdfLink(address, address),
        ],
    )
    return pdf.render(document)
