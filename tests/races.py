"""How many want one thing at once, and how often. Few in the suite, so that it stays quick; more are asked for by the
environment:

RACE_MANY=50 RACE_ROUNDS=40 python tools/dev.py test tests/allocations/test_one_agreement.py tests/governance/test_once.py
"""

import os


def size(many: int, rounds: int) -> tuple[int, int]:
    """As many and as often as is asked for, or else these."""
    return int(os.environ.get("RACE_MANY", many)), int(os.environ.get("RACE_ROUNDS", rounds))
