"""What is reported, what is missing, and what is to be expected: worked out of facts, in plain Python."""
