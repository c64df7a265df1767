"""All targets of the plan in a table that filters and exports, and indicators over time."""
