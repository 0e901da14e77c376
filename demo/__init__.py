"""The demo: two services that never see each other, told relative to the day on which it is loaded; and a country to measure on
(``scale/``).

Both are written as a service's own spreadsheets and go in through the same import as they do. The demo's come month by month
over three years, and what people did meanwhile is played on the days on which they did it (``past.py``, ``clock.py``).
"""
