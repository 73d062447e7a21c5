"""Servanda: joint declarations in, a knowledge graph of commitments out."""

__version__ = "0.1.0"
