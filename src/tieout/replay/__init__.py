"""From a tape to measured scores: trace each number to its pass, undo what deviates, run the model again."""
