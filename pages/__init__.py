"""One short script a page: it places things and decides nothing."""
