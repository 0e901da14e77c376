"""A standard whose holders lapse without supervision of supervision."""

STAYING = {
    "code": "seed-starter",
    "version": 1,
    "title": "Stays",
    "effective_from": "2015-01-01",
    "becoming": {"op": "ALL", "of": [{"id": "ok", "type": "approval", "kind": "stays"}]},
    "staying": {
        "op": "ALL",
        "grace_months": 3,
        "of": [
            {
                "id": "sos",
                "type": "session_minutes",
                "as": "attendee",
                "kinds": ["supervision_of_supervision"],
                "minutes": 180,
                "months": 4,
            }
        ],
    },
}
