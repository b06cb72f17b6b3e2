"""What models share: pure functions from tables to tables. They know no screen and no files."""
