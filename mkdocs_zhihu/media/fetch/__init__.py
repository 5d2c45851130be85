"""Fetching pictures: addresses, requests, limits, verification."""
