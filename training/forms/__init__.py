from .certificates import CertificateField, DecideForm, MoreForm, SendForm
from .courses import AttendanceForm, CancelForm, DecidePlaceForm, DevelopmentForm, PlanForm

__all__ = [
    "AttendanceForm", "CancelForm", "CertificateField", "DecideForm", "DecidePlaceForm", "DevelopmentForm", "MoreForm", "PlanForm",
    "SendForm",
]  # fmt: skip
