"""The words for what happened to a request."""

from .models import RequestStep

STEPS = {
    "asked": "{by} asked {to}",
    "passed_on": "{by} passed it on to {to}",
    "nudged": "{by} sent a reminder",
    "signed": "{by} signed it off",
    "sent_back": "{by} sent it back",
    "in_error": "{by} withdrew it as recorded by mistake",
    "withdrawn": "{by} asks no longer",
}


def step_in_words(step: RequestStep) -> str:
    """``Ruth Abbott sent it back``."""
    return STEPS[step.deed].format(by=step.by, to=step.to)
