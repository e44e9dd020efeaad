"""The outbox: every letter leaves exactly once, and its receipts are followed to the end."""
