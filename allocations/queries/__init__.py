"""Who supervises whom on a day, and who could."""

from .members import Member as Member
from .members import colleagues as colleagues
from .situation import Situation as Situation
from .situation import frees_on as frees_on
from .situation import has_room as has_room
from .situation import load_ahead as load_ahead
from .situation import situation as situation
from .standing import CurrentPair as CurrentPair
from .standing import minutes_of as minutes_of
