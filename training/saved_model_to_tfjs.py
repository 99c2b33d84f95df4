"""Converts a SavedModel to a TensorFlow.js graph model. graph_model.py runs it, in an environment of its own.

python saved_model_to_tfjs.py <SavedModel> <output folder> <options of convert_tf_saved_model, as JSON>
"""

from __future__ import annotations

import json
import os
import sys
import warnings

# TF-DF, which tensorflowjs imports, prints a welcome, and fails to where output is no terminal.
os.environ.setdefault("TFDF_DISABLE_WELCOME_MESSAGE", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # The old packages warn of their own deprecations.
    from tensorflowjs.converters.tf_saved_model_conversion_v2 import convert_tf_saved_model

saved_model, folder, options = sys.argv[1:]
convert_tf_saved_model(
    saved_model, folder, signature_def="serving_default", saved_model_tags="serve", **json.loads(options)
)
