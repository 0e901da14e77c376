"""Pages about standards and about where a person stands."""
