from .allocation import Allocation, Apart, Capacity

__all__ = ["Allocation", "Apart", "Capacity"]
