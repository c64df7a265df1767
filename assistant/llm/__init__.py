"""A language model by address: it chooses look-ups and words prose; code puts the figures in.

Without ``LLM_BASE_URL`` nothing here is used. Importing is free.
"""
