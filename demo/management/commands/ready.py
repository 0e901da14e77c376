from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = (
        "Bring a database to what the code asks for, load the demo where nothing is in it, and take up what was broken off: in "
        "one process, and only what is needed."
    )

    def handle(self, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if behind:
            self.stdout.write("Bringing the database up to date.")
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            call_command("rebuild_timelines", stdout=self.stderr)  # a migration may empty what is only stored
        call_command("demo", if_empty=True, stdout=self.stdout)
        if behind:
            call_command("seed_guidance", stdout=self.stderr)
        call_command("resume_work", alone=True, stdout=self.stderr)
