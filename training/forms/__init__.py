from .certificates import CertificateField, DecideForm, MoreForm, SendForm
from .courses import AttendanceForm, CancelEditionForm, DecidePlaceForm, DevelopmentForm, PlanEditionForm

__all__ = [
    "AttendanceForm",
    "CancelEditionForm",
    "CertificateField",
    "DecideForm",
    "DecidePlaceForm",
    "DevelopmentForm",
    "MoreForm",
    "PlanEditionForm",
    "SendForm",
]
