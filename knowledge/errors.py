"""What can be wrong with a plan that is given."""

from __future__ import annotations


class PlanError(ValueError):
    """A plan that cannot be read; the message tells the user, in one Chinese line, what to do."""
