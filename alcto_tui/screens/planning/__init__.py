"""What is still to do, and what if."""
