"""Products of matrices by numpy's library, which knows more processors than the one that spaCy brings."""

from __future__ import annotations

from spacy.language import Language
from thinc.api import Model, NumpyOps, Ops


class NumpyProducts(NumpyOps):  # type: ignore[misc]
    """spaCy's own operations but for the product of two matrices: a third of a model's time goes into it.

    The library that spaCy brings falls back to plain code on processors it does not know, and then takes three times
    as long.
    """

    gemm = Ops.gemm


def use_numpy_products(nlp: Language) -> None:
    """Let every model of ``nlp`` that computes with spaCy's usual operations use numpy's product; others stay."""
    ops = NumpyProducts()
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if isinstance(model, Model):
            for node in model.walk():
                if type(node.ops) is NumpyOps:
                    node.ops = ops
