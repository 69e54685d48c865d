"""The scripts that the demo copies to the user's folder; they are run there and never imported."""
