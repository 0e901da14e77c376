"""Small numbers that could tell of somebody are not said, nor what would give them away."""

from collections.abc import Mapping

FEWEST = 5


def suppressed(cells: Mapping[str, int], *, total_said: bool = True) -> dict[str, int | None]:
    """``None`` in place of every count from 1 to 4. Where the total is said and one alone is missing, it could be worked out:
    then the smallest of the others goes too, a nought last."""
    kept: dict[str, int | None] = {name: None if 0 < count < FEWEST else count for name, count in cells.items()}
    hidden = [name for name, count in kept.items() if count is None]
    if total_said and len(hidden) == 1:
        others = [(cells[name] == 0, cells[name], name) for name in cells if kept[name] is not None]
        if others:
            kept[min(others)[2]] = None
    return kept
