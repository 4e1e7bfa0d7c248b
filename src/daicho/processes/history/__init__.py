"""The story of the demo: some years of business, told day by day through the commands everybody uses."""
