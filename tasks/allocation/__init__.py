"""Allocation: who is asked, for how many, and why. Pure but for tasks.py."""
