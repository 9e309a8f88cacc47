"""Articles that lie in stores of objects and on other machines."""
