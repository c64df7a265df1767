"""The plan as a document people can read, search, link to and print."""
