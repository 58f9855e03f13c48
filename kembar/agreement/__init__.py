"""How far readings agree: with the gold sets, and (later) with each other."""
