"""Referrals and settlements against the vedtak, with the carry-over at New Year."""
