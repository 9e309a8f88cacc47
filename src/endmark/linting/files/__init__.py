"""Which files a run checks, and why others are left out."""
