"""The register of the service nearest to so many people, in turns with bare views of its one query."""

import json
import sys
import time
from datetime import date, timedelta
from statistics import median

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Post, Service
from people.models.conditions import covering

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OTHER_DAYS = (-365, 180)


def service_of(people: int, on: date) -> tuple[Service, int]:
    """The service with the number of people in post on the day that is nearest, and that number."""
    counts = Post.objects.live().filter(covering(on)).values_list("service").annotate(Count("person", distinct=True))
    service, found = min(counts, key=lambda row: (abs(row[1] - people), row[0]))
    return Service.objects.get(pk=service), found


def signed_in_lead(service: Service, on: date) -> Client:
    lead = Post.objects.live().filter(covering(on), service=service, role="clinical_lead").first().person
    client = Client()
    client.force_login(lead, backend=BACKEND)
    return client


def milliseconds(client: Client, address: str) -> tuple[float, float]:
    """On the clock, and of this process's processor time, which no neighbour on the machine lengthens."""
    began, worked = time.perf_counter(), time.process_time()
    response = client.get(address)
    took = time.perf_counter() - began, time.process_time() - worked
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return took[0] * 1000, took[1] * 1000


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len(captured)


def measure(people: int, rounds: int) -> dict:
    """Milliseconds of each address, how many times the bare view each takes (median of the rounds), and queries of the page."""
    today = timezone.localdate()
    service, found = service_of(people, today)
    client, page = signed_in_lead(service, today), f"/oversight/{service.code}/register"
    addresses = {"bare": f"/bare/{service.code}/{today}", "page": f"{page}/", "json": f"{page}.json"}
    for address in list(addresses.values()) * 3:
        milliseconds(client, address)
    taken = [{kind: milliseconds(client, address) for kind, address in addresses.items()} for _ in range(rounds)]
    days = [today, *(today + timedelta(days=days) for days in OTHER_DAYS)]
    return {
        "people": found,
        "took": {kind: median(times[kind][0] for times in taken) for kind in addresses},
        "ratio": {kind: median(times[kind][0] / times["bare"][0] for times in taken) for kind in addresses},
        "worked": {kind: median(times[kind][1] / times["bare"][1] for times in taken) for kind in addresses},
        "queries": sorted({queries(client, f"{page}/?on={day}") for day in days}),
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
