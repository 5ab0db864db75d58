"""What is told of one's records, as values: each page is made once, and laid out by the screens and by the verbs."""
