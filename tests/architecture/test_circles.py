from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import grimp


def circle() -> list[str]:
    """Modules that import each other in a ring, imports for types alone among them; empty where there is none."""
    graph = grimp.build_graph("app", "gazetteer", exclude_type_checking_imports=False)
    try:
        TopologicalSorter({m: graph.find_modules_directly_imported_by(m) for m in graph.modules}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other() -> None:
    assert circle() == []
