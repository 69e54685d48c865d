"""What a scored model was trained on, and what of that training it still has."""
