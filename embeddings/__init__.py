"""Finding passages: encoder, Chroma index, hybrid search. Importing it loads no model."""
