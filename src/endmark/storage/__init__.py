"""Files: how one is read, and what is kept between runs."""
