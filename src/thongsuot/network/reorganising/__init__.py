"""Thinking a batch through: the network's dated rows in memory, acts done to them, a plan."""
