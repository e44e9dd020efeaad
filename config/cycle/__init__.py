"""Typed reader of a year file: what the rest of the program knows about one settlement year."""

from config.cycle.figures import Figure
from config.cycle.year import Cycle

__all__ = ["Cycle", "Figure"]
