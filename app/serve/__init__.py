"""The service over HTTP: the map's page, an OGC API - Features and what goes beyond it."""
