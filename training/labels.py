"""The words for training: what codes of qualifications and tags of courses stand for, and what happened to evidence."""

from nhsuk.components import Tag
from people.labels import on_day

NAMES = {
    "li_training": "accredited low-intensity training",
    "hi_training": "accredited high-intensity training",
    "li_supervisor": "low-intensity supervisor course",
    "cpd": "continuing professional development",
    "cpd_supervision": "continuing professional development in supervision",
    "BABCP-PWP": "the BABCP (PWP)",
    "BPS-WPW": "the BPS (wider psychological workforce)",
}
QUALIFICATIONS = ("li_training", "hi_training")
STEPS = {
    "sent": "sent it",
    "more": "asked for more",
    "answered": "sent more",
    "verified": "verified it",
    "refused": "refused it",
}
PLACES = {
    "asked": Tag("To be approved", "blue"),
    "listed": Tag("On the waiting list", "orange"),
    "booked": Tag("Booked", "green"),
    "attended": Tag("Attended", "green"),
    "absent": Tag("Did not attend", "red"),
    "declined": Tag("Declined", "red"),
    "withdrawn": Tag("Given up", "grey"),
}
PLACE_STEPS = {
    "asked": "asked for a place",
    "listed": "put the request on the waiting list",
    "booked": "booked the place",
    "attended": "recorded that they attended",
    "absent": "recorded that they did not attend",
    "declined": "declined",
    "withdrawn": "gave the place up",
}


def days(edition) -> str:
    """``4 to 8 January 2027``, or the one day."""
    first, last = edition.starts_on, edition.ends_on
    if first == last:
        return on_day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {on_day(last)}"
    return f"{on_day(first)} to {on_day(last)}"


def name(code: str) -> str:
    """What a code stands for, as people write it."""
    return NAMES.get(code, code.replace("_", " ") if code.islower() else code)


def title(code: str) -> str:
    words = name(code)
    return words[:1].upper() + words[1:]
