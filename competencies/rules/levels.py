"""The five levels at which a competency is held (ELIGIBILITY 4.2), in the words of the rules: the same on every form, page and
seal."""

LEVELS = {
    0: "not yet evidenced",
    1: "developing",
    2: "safe with support",
    3: "independently competent",
    4: "can develop others",
}
BEFORE = {
    0: "not seen yet",
    1: "with help",
    2: "without help",
    3: "without help, also when it is difficult",
    4: "helps others to learn it",
}
"""What forms called them until November 2026: stricter at level 2 than the rules ask. A seal of that time holds no words, and
was given under these."""
