"""What a letter says (data), its PDF (Typst), and the proof that the PDF says it."""
