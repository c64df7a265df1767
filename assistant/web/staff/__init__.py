"""The staff desk: proofreading, drafting, evals, feedback and content, behind a door of its own."""
