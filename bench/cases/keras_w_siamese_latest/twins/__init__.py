"""Whether two digits are the same."""
