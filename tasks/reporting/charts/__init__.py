"""Charts as SVG text: readable alone and without colour, coloured by the page's theme where it gives one."""

from tasks.reporting.charts.bars import Bar, bar_chart
from tasks.reporting.charts.coverage import coverage_chart
from tasks.reporting.charts.svg import data_uri
from tasks.reporting.charts.tile_map import Tile, tile_map

__all__ = ["Bar", "Tile", "bar_chart", "coverage_chart", "data_uri", "tile_map"]
