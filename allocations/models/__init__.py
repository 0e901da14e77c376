from .allocation import Allocation, Apart, Capacity
from .contract import Contract, ContractGrant, ContractTemplate, Party, Signature

__all__ = ["Allocation", "Apart", "Capacity", "Contract", "ContractGrant", "ContractTemplate", "Party", "Signature"]
