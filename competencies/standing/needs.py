"""What is still needed, counted: ``1 course and 26 sign-offs``."""

from collections.abc import Iterable

from nhsuk.words import how_many

from .. import labels
from ..rules.standard import Leaf, Node
from .known import KnownStanding


def needs(known: KnownStanding, items: Iterable[Node]) -> str:
    """What the open items ask for, each kind once."""
    return labels.in_a_list(dict.fromkeys(_need(known, item) for item in items), "and")


def _need(known: KnownStanding, item: Node) -> str:
    """What an item asks for; one or the other, where any one of a group would do."""
    leaves = [leaf for leaf in item.leaves() if leaf.id in known.accounts and not leaf.advisable]
    still = [leaf for leaf in leaves if not known.outcomes[leaf.id].passes] or leaves
    return labels.in_a_list(dict.fromkeys(_of(known, leaf) for leaf in still)) or labels.in_a_sentence(
        labels.title(item, known.offered)
    )


def _of(known: KnownStanding, leaf: Leaf) -> str:
    """Worked example: 23 of 26 competencies count, so ``3 sign-offs``."""
    if leaf.type in labels.KNOWN_BY_TITLE and leaf.notes.title:
        return labels.in_a_sentence(leaf.notes.title)
    account = known.accounts[leaf.id]
    short = max(1, account.need - account.have)
    counted = {
        "sign_offs": how_many(short, "sign-off"),
        "courses": how_many(short, "course"),
        "observations": how_many(short, "observed session"),
    }
    return labels.NEEDS[leaf.type].format(**counted, **labels.about(leaf))
