"""See the package around it."""
