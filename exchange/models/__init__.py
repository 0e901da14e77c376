from .merge_proposal import MergeProposal
from .on_record import PersonOnRecord
from .overwritten import Overwritten
from .upload import Upload

__all__ = ["MergeProposal", "Overwritten", "PersonOnRecord", "Upload"]
