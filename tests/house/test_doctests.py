"""Examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib

import pytest
from checkout import modules

WITH_EXAMPLES = [name for name, path in modules().items() if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_are_true(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted, f"{name} has examples that doctest does not find"
    assert not result.failed
