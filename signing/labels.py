"""The words for what happened to a request."""

from .models import RequestStep

STEPS = {
    "asked": "{by} asked {to} to sign it off",
    "passed_on": "{by} passed it on to {to}",
    "nudged": "{by} sent a reminder",
    "signed": "{by} signed it off",
    "sent_back": "{by} sent it back",
    "in_error": "{by} withdrew the request as recorded by mistake",
    "withdrawn": "{by} withdrew the request",
}


def step_in_words(step: RequestStep) -> str:
    """``Ruth Abbott sent it back``."""
    return STEPS[step.deed].format(by=step.by, to=step.to)
