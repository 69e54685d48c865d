"""Weaves told from photographs."""
