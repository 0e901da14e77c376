"""Decisions about time: periods, months and tenure. Plain Python; see ELIGIBILITY sections 1 and 4.1 in docs/domain/."""
