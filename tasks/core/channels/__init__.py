"""Adapters shared by dispatch and replies: each named after what it talks to."""
