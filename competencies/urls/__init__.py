"""Addresses of the judgement: ``/competencies/``, ``/my/`` and ``/people/<person>/``."""
