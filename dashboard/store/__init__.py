"""What we know: the tables, how editions are added, and every question that is put to them."""
