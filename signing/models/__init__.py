from .rating import SelfRating
from .request import RequestState, RequestStep, SignOffRequest, SignOffRequestGrant
from .seal import Seal, SealGrant

__all__ = ["RequestState", "RequestStep", "Seal", "SealGrant", "SelfRating", "SignOffRequest", "SignOffRequestGrant"]
