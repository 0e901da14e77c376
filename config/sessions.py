"""Sessions in the database, which does not always take anything: on a disk that is full, people can still read."""

import logging

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError

LAST_PAGE = "last_page"
"""When the last page was opened. It is kept on the way, whatever somebody came for, and is no reason to show them nothing."""

logger = logging.getLogger(__name__)


class SessionStore(db.SessionStore):
    def save(self, must_create: bool = False) -> None:
        """Save the session. Raises ``OperationalError`` where the database takes nothing and there is more to keep than the
        time of the last page: the library calls that a session which was deleted meanwhile."""
        try:
            super().save(must_create)
        except UpdateError as fault:
            if not isinstance(fault.__context__, OperationalError):
                raise
            if self._without_time() != self.__class__(self.session_key)._without_time():
                raise fault.__context__ from None
            logger.warning("The database took nothing: the time of a last page was not kept.")

    def _without_time(self) -> dict:
        return {name: value for name, value in self._get_session().items() if name != LAST_PAGE}
