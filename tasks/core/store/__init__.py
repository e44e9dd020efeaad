"""The project's own database: append-only versions of every fact, and the files they came from.

Query modules are one per noun (``forecasts``, ``rounds``, ``letters`` ...). They take the :class:`Transaction`
that :meth:`Store.begin` gives and return values of ``tasks.core.model``; nothing of SQLAlchemy leaves this package.
"""

from tasks.core.store.engine import Store, Transaction

__all__ = ["Store", "Transaction"]
