"""The pipeline of the data package: evidence in, published tables, findings and releases out."""
