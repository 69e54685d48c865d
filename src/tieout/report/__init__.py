"""Statement in, text out: a report draws what it is given and decides nothing."""
