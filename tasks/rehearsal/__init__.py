"""Plays KS, the municipalities and the channel, seeded, at the program's outer surfaces: files in and out."""
