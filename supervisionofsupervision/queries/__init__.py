from .chain import chain_of, groups_of, months_of
from .leaders import Leaderless, leaderless
from .people import ServicePeople, here

__all__ = ["Leaderless", "ServicePeople", "chain_of", "groups_of", "here", "leaderless", "months_of"]
