"""The ledger's hot path: what thousands of deliveries a second cost, in SQL of both engines.

For the jobs of this room alone. What others tell of deliveries goes through
`circulation.actions.came_back` and `circulation.actions.receipt`.
"""
