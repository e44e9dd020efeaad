"""What begins with an underscore is used in its own module, and only there: the type checker does not ask."""

from __future__ import annotations

import ast

from checkout import imports, modules, tree

DEFINED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _unused(whole: ast.Module) -> set[str]:
    """Return the private functions and classes of a module that it never names again."""
    made = {node.name for node in whole.body if isinstance(node, DEFINED) and _is_private(node.name)}
    return made and made - {node.id for node in ast.walk(whole) if isinstance(node, ast.Name)}


def test_no_private_function_or_class_is_left_unused():
    assert _unused(ast.parse("def _a(): ...\ndef _b(): ...\ndef c(): return _b()\n")) == {"_a"}
    unused = {name: _unused(tree(path)) for name, path in modules().items()}
    assert {name: found for name, found in unused.items() if found} == {}


def test_no_module_imports_what_is_private_to_another():
    taken = {(name, one) for name, path in modules().items() for one in imports(path)}
    assert {(name, one) for name, one in taken if any(map(_is_private, one.split(".")))} == set()
