"""Logs for machines to read: one JSON object a line, in UTC."""

import json
import logging
import re
from datetime import UTC, datetime

ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
SECRET = re.compile(r"(?<=/)(?![0-9a-fA-F-]{36}(?:[/.?]|$))[\w-]{32,}(?=[/.?\s\"']|$)|(?<=/key/)[^/\s\"']+")


def discreet(text: str) -> str:
    """Without the addresses of people, and without what opens something: the long secrets of calendars, links and new
    passwords."""
    return SECRET.sub("…", ADDRESS.sub("…@…", text))


class Plain(logging.Formatter):
    """Lines for people to read, as discreet."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


class JsonLines(logging.Formatter):
    """A line breaks nowhere, whatever is in it. A request is told of by its method and path, never its query or its body."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
        }
        if request := getattr(record, "request", None):
            said |= {"method": getattr(request, "method", ""), "path": discreet(getattr(request, "path", ""))}
            said["person"] = getattr(getattr(request, "user", None), "pk", None)
        if record.exc_info:
            said["fault"] = discreet(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)
