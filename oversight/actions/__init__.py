from governance.refusal import Refused

from .packs import make_pack

__all__ = ["Refused", "make_pack"]
