"""Evals: cases → runs → scores → report. Imports the assistant's public face and ``knowledge``."""
