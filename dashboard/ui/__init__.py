"""The pieces of screen that pages share."""
