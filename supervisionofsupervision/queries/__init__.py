from .chain import chain_of, groups_of, months_of
from .leaders import Leaderless, leaderless
from .people import Here, here

__all__ = ["Here", "Leaderless", "chain_of", "groups_of", "here", "leaderless", "months_of"]
