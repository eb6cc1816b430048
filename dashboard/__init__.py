"""Recorded Crime Quality: what is known about the quality of police recorded crime, and how sure it is."""
