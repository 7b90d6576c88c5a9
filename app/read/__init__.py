"""Bytes → Article: plain text, HTML pages, JSON Lines. Nothing here knows the network or the store."""
