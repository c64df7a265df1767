"""Regular cases made from the plan's records, with phrasings written by hand."""
