"""How words of the pages are put together."""


def in_a_sentence(label: str) -> str:
    """A label as it stands inside a sentence: abbreviations keep their capitals."""
    return label if label[:2].isupper() else f"{label[:1].lower()}{label[1:]}"
