"""What visitors think of an answer: kept with their consent, without what names a person."""
