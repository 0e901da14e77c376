"""Who supports the supervisors: decisions in plain Python."""
