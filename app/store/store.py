"""The store: one object by which all else reads and writes.

``Store.open(url)``; reading: ``store.query`` (incidents), ``store.articles``, ``store.changes``; writing: ``store.add``,
``store.import_many``, ``store.reviews``, ``store.tokens``, ``store.jobs``; keeping: ``store.keeping``.
All methods may be called from any thread and any process; readers never wait for writers.

A rendered Feature (``bytes``, written when the incident changes)::

    {"type": "Feature", "id": "<32 hex>", "geometry": {"type": "Point", "coordinates": [lon, lat]} | null,
     "properties": {"type", "group", "label", "status", "title", "place", "country", "precision", "radius_km", "place_id",
       "start", "end" (local ISO, naive), "time_precision", "zone", "start_utc", "end_utc" (ISO with Z), "confidence",
       "sources" (number of outlets), "reports" (number of reports, syndicated copies once), "outlets" ("; "-joined),
       "killed_min", "killed_max", "wounded_min", "wounded_max", "actors" ("; "-joined), "attribution", "excerpt",
       "grade", "tags" ("; "-joined), "reviewed" (bool), "updated" (ISO with Z)}}

Each property is a flat scalar; null where unknown.
"""
