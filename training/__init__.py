"""The way to make detector and embedder: photos and boxes to TFRecord, training, evaluation, export to a bundle."""
