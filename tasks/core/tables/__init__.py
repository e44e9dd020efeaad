"""Tables as they come and go: rows as text, cells with their marks, sums that are checked; pure."""
