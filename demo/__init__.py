"""The demo: two services that never see each other, told relative to the day on which it is loaded; and a country to measure on
(``scale/``).

Both are written as a service's own spreadsheets and go in through the same import as they do.
"""
