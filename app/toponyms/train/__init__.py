"""Learning the ranker's weights and measuring the stage on corpora with known points; never used by the service."""
