"""Reports → incidents. Pure functions: no I/O, no clock; the answer depends on the set of reports alone."""
