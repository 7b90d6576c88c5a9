"""``StoreApi``: the store as the other parts name it in their signatures."""

from app.store.store import Store as StoreApi

__all__ = ["StoreApi"]
