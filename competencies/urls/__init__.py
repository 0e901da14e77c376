"""Addresses of the judgement: ``/competencies/`` and ``/verify/``."""
