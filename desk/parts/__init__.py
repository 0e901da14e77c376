"""The parts of the front page that are somebody's own: whom they supervise, who supervises them, and their eligibility."""

from . import eligibility as eligibility
from . import supervised as supervised
from . import supervising as supervising
