"""Places of the world: names, points, areas. Knows nothing of events; usable alone as a geopy geocoder."""
