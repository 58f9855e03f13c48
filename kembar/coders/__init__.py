"""Document to codings: rules, tables, people and models share one result, the Coding, and one check, the gate."""
