"""Pages about supervision that is planned and held."""
