"""The year written down as data, and the installation's settings."""
