"""Names of people who do not exist."""

from random import Random

FIRST = (
    "Aisha", "Ben", "Callum", "Chloe", "Daniel", "Ellie", "Farah", "Ffion", "George", "Hannah", "Ibrahim", "Isla", "Jordan",
    "Kwame", "Leila", "Luca", "Maya", "Mei", "Nadia", "Niamh", "Olu", "Oscar", "Poppy", "Priya", "Ravi", "Ruby", "Sanjay",
    "Siobhán", "Theo", "Tomasz", "Victor", "Yasmin", "Zoë", "Zofia",
)  # fmt: skip
LAST = (
    "Adebayo", "Ali", "Aziz", "Barnes", "Bennett", "Byrne", "Campbell", "Clarke", "Ellis", "Fraser", "Greaves", "Gupta",
    "Haddad", "Hassan", "Holloway", "Karim", "Kowalska", "Lindqvist", "Lockhart", "Marsh", "McAllister", "Mensah", "Morgan",
    "Nair", "Nwosu", "O’Connor", "Osei", "Petrova", "Pritchard", "Rahman", "Reid", "Romano", "Sinclair", "Tan", "Tindall",
    "Watkins", "Yusuf", "Zieliński",
)  # fmt: skip


def name_for(draw: Random) -> str:
    return f"{draw.choice(FIRST)} {draw.choice(LAST)}"
