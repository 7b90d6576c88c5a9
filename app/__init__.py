"""Geospatial incident map: news text in, incidents with their evidence out."""
