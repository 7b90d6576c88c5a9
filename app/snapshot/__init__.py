"""One self-contained HTML page with a map, for a disk, a mail or an archive: no server, no network."""
