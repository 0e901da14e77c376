"""What runs in a process of its own, with Django, on a database of its own, and prints one line of JSON."""

import django

django.setup()
