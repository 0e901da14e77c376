from .agreed import AgreedMeeting, ClauseTalk
from .allocation import Allocation, Apart, Capacity
from .change import ChangeRequest, ChangeStep
from .contract import Contract, ContractGrant, ContractTemplate, Party, Signature
from .contract_draft import ContractDraft
from .decisions import Away, SetAside
from .history import OpenedHistory, OpenedHistoryGrant

__all__ = [
    "AgreedMeeting",
    "Allocation",
    "Apart",
    "Away",
    "Capacity",
    "ChangeRequest",
    "ChangeStep",
    "ClauseTalk",
    "Contract",
    "ContractDraft",
    "ContractGrant",
    "ContractTemplate",
    "OpenedHistory",
    "OpenedHistoryGrant",
    "Party",
    "SetAside",
    "Signature",
]
