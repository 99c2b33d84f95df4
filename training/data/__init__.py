"""Labelled photos from the formats that people have, to TFRecord shards, to training batches."""
