"""The clauses this product comes with."""

import json
from pathlib import Path

from .actions import publish_template
from .models import ContractTemplate
from .rules.clauses import read_clauses

STARTER = Path(__file__).parent / "data" / "contract.starter.2.json"


def publish_starter(*, by) -> ContractTemplate:
    return publish_template(document=read_clauses(json.loads(STARTER.read_text(encoding="utf-8"))), by=by)
