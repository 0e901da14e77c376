"""Pages about supervision of supervision."""
