"""What is handed in, and the official record beside it."""
