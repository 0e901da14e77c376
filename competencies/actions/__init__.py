from .certificates import NotEligible, issue_certificate
from .publishing import publish_framework, publish_standard
from .signing import (
    Asked,
    SigningRefused,
    nudge,
    pass_on,
    rate_oneself,
    request_sign_off,
    revoke,
    send_back,
    sign_off,
    standing_of,
    withdraw,
)

__all__ = [
    "Asked",
    "NotEligible",
    "SigningRefused",
    "issue_certificate",
    "nudge",
    "pass_on",
    "publish_framework",
    "publish_standard",
    "rate_oneself",
    "request_sign_off",
    "revoke",
    "send_back",
    "sign_off",
    "standing_of",
    "withdraw",
]
