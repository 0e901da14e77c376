"""Pages for those who answer for a service. They change no fact."""
