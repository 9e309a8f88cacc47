"""What is kept between runs: where it lies, how it is read and written, and which program it was made by."""
