"""What can be done about training: sending and verifying evidence, planning courses, and taking places on them."""

from governance.refusal import Refused as Refused

from .certificates import ask_for_more as ask_for_more
from .certificates import refuse as refuse
from .certificates import send_course as send_course
from .certificates import send_more as send_more
from .certificates import send_qualification as send_qualification
from .certificates import verify as verify
from .courses import describe_course as describe_course
from .development import note_development as note_development
from .development import take_back_development as take_back_development
from .editions import cancel_edition as cancel_edition
from .editions import plan_edition as plan_edition
from .places import approve_place as approve_place
from .places import ask_for_place as ask_for_place
from .places import decline_place as decline_place
from .places import lacks_before as lacks_before
from .places import note_attendance as note_attendance
from .places import withdraw_place as withdraw_place
