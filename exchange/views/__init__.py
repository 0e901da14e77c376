"""Taking in a service's own spreadsheets in the browser: send, look at what would change, apply."""
