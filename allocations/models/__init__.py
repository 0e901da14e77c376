from .allocation import Allocation, Capacity

__all__ = ["Allocation", "Capacity"]
