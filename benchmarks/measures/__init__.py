"""One module a measure; each has `measure(bench)`, which yields rows of the table."""
