"""Allocation: who is asked, for how many, and why. Everything here is pure; figures in, a round with reasons out."""
