from governance.refusal import Refused

from .answering import revoke, send_back, sign_off
from .asking import RequestedCompetency, rate_oneself, request_sign_off
from .following_up import nudge, pass_on, withdraw, withdraw_in_error

__all__ = [
    "Refused",
    "RequestedCompetency",
    "nudge",
    "pass_on",
    "rate_oneself",
    "request_sign_off",
    "revoke",
    "send_back",
    "sign_off",
    "withdraw",
    "withdraw_in_error",
]
