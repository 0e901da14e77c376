"""The closed lists of words for evidence of competence."""

OBSERVATION_KINDS = ("practice", "supervision")
HIGHEST_LEVEL = 4
