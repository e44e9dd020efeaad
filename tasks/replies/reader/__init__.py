"""The vedtak reader: from the text of a document to what the council decided, with the words it rests on.

Deterministic rules in this order: clean the text, take mail chains apart, find the agenda item and its
adopted
text, read numbers, years and conditions only there, and say for everything which words gave the answer.
"""
