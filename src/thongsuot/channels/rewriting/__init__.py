"""Rewriting by a language model of the user's own: off until an endpoint is set."""
