"""What the app's server adds to Voila: who is let in, how many, with how much, and what is closed to all."""
