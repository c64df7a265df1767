"""The plan as records: parser, targets, indicators, conflicts. Imports nothing of ours."""
