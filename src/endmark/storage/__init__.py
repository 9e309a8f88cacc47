"""Files: how one is read and written whole, and what is kept between runs."""
