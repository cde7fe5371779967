"""The versions of the data: every confirmed delivery, kept as it was received, in one line that nobody can change."""
