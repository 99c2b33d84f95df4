"""The way to make the detector: photos and boxes to TFRecord, training, evaluation, export to a model bundle."""
