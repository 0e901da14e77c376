"""What is sealed with a sign-off: how it becomes one text (``text``), what goes into it (``content``), and how it is read
(``document``)."""
