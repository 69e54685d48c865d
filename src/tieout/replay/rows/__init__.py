"""Which rows a pass was fed, in what tables they stood, and where they came from."""
