"""The words for training: what codes of qualifications and tags of courses stand for, and what happened to evidence."""

NAMES = {
    "li_training": "accredited low-intensity training",
    "hi_training": "accredited high-intensity training",
    "li_supervisor": "low-intensity supervisor course",
    "cpd": "continuing professional development",
    "cpd_supervision": "continuing professional development in supervision",
}
QUALIFICATIONS = ("li_training", "hi_training")
STEPS = {
    "sent": "sent it",
    "more": "asked for more",
    "answered": "sent more",
    "verified": "verified it",
    "refused": "refused it",
}


def name(code: str) -> str:
    """What a code stands for, as people write it."""
    return NAMES.get(code, code.replace("_", " ") if code.islower() else code)


def title(code: str) -> str:
    words = name(code)
    return words[:1].upper() + words[1:]
