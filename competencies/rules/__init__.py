"""The judgement: may this person supervise, on which day, under which rules, and why. Plain Python."""
