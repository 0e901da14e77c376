"""The desk of the service nearest to so many people, and its indicators, in turns with a bare view that runs the same SQL."""

import json
import sys
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from . import urls
from .register import milliseconds, service_of, signed_in_lead

PAGES = {"desk": "/oversight/{}/", "indicators": "/oversight/{}/indicators/"}


def _statements(client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [one["sql"] for one in captured if one["sql"].startswith(("SELECT", "WITH", "(SELECT"))]


def measure(people: int, rounds: int) -> dict:
    """Milliseconds of each page and of its SQL alone, and how many times as long it takes (median of the rounds)."""
    today = timezone.localdate()
    service, found = service_of(people, today)
    client, pages = signed_in_lead(service, today), {}
    for name, form in PAGES.items():
        address = form.format(service.code)
        client.get(address)
        urls.REPLAYED = _statements(client, address)
        client.get("/replayed")
        taken = [(milliseconds(client, "/replayed")[0], milliseconds(client, address)[0]) for _ in range(rounds)]
        pages[name] = {
            "bare": median(bare for bare, _ in taken), "page": median(page for _, page in taken),
            "ratio": median(page / bare for bare, page in taken), "queries": len(urls.REPLAYED),
        }  # fmt: skip
    return {"people": found, "service": service.code, "pages": pages}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
