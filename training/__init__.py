"""The way to make the detector and the embedder: photos and boxes to TFRecord, training, evaluation, export to a model bundle."""
