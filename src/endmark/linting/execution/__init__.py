"""Work in several processes, and results kept between runs."""
