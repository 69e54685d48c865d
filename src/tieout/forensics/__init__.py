"""From predictions, labels and a printed number to the definition that gives exactly that number."""
