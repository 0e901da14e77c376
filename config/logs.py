"""Logs for machines to read: one JSON object a line, in UTC."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """A line breaks nowhere, whatever is in it. A request is told of by its method and path, never its query or its body."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := getattr(record, "request", None):
            said |= {"method": getattr(request, "method", ""), "path": getattr(request, "path", "")}
            said["person"] = getattr(getattr(request, "user", None), "pk", None)
        if record.exc_info:
            said["fault"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)
