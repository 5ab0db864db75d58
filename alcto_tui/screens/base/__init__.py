"""What every screen stands on: windows, lists, forms, questions, and what several rooms say alike."""
