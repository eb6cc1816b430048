"""The pages the dashboard is measured against, each a program of its own."""
