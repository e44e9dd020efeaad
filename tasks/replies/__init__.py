"""Replies from both sides: registered numbers in, written vedtak in, each known, read, or handed to a
person.
"""
