"""The outline of an article: the numbers of its sections, and the list that names them."""
