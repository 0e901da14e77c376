"""Questions that open up a clause, so that an agreement is talked about and not only signed. Data, to be read and changed here.

By the codes of the clauses this product comes with, which a service keeps from version to version.
"""

QUESTIONS: dict[str, tuple[str, ...]] = {
    "purpose": ("What was the best supervision you have had, and what made it so?",),
    "when": ("Is this time safe from clinics and meetings?", "What would make you start late, and what will you do about it?"),
    "preparing": ("What do you bring, and how long before?", "How much time do you keep for reflection?"),
    "risk": (
        "Who do you call between sessions, and on which number?",
        "Who covers when your supervisor is away, or it is after hours?",
    ),
    "confidentiality": (
        "Who else may hear about what you discuss?",
        "How would you like to be told if something has to go further?",
    ),
    "records": ("Who writes the record, and by when does the other confirm it?", "Where do you keep your own notes?"),
    "feedback": ("How do you like to hear that something was not good enough?", "Who can each of you turn to?"),
    "cancelling": ("How much notice, and by phone, message or email?", "When in the same week could you meet instead?"),
    "wellbeing": ("How will I notice that you are struggling?", "How would you like to be asked?"),
    "relationship": ("Is there anything we should name, such as a friendship, or one of us managing the other?",),
    "supervisor": ("What do you need from your own supervision to do this well?",),
    "review": ("What would make you look at this again earlier than in 6 months?",),
}
FOR_ANY = ("What does this mean for how you work together?",)


def questions(code: str) -> tuple[str, ...]:
    return QUESTIONS.get(code, FOR_ANY)
