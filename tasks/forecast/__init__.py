"""The forecast: from a published file to a checked version, and what it changes."""
