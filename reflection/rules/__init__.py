"""What tools are, what a score means, and what may be said of many without telling of one. Plain Python."""
