"""A saved model, data and a reported number → the same statement, without anything having been recorded."""
