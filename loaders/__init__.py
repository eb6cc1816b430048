"""Publication file to checked rows.  Loaders know publications and nothing of the screen."""
