from .factor_reset import FactorReset
from .merge_proposal import MergeProposal
from .on_record import PersonOnRecord
from .overwritten import Overwritten
from .upload import Upload

__all__ = ["FactorReset", "MergeProposal", "Overwritten", "PersonOnRecord", "Upload"]
