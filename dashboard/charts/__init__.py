"""Charts: a chart's definition and its table in, a Vega-Lite specification out.  No data access, no state."""
