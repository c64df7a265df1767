"""Questions over many records at once: which rows, boxes, terms or figures fit, and how many.

A question is read as scope × conditions × operation, each a phrase of ``words.toml`` that is
taken out of it. What is left over must be a topic or words of the plan itself; where it is
neither, the question was not understood and the other ways of answering have it.
"""
