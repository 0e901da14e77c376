"""Addresses of what is somebody's own, ``/my/``, and of the page of a person, ``/people/<person>/``: gathered here from every
room."""
