"""Renditions of one frozen document, each a module with one public function. Pure Python."""
