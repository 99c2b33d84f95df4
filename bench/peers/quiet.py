"""TensorFlow without its greetings."""

from __future__ import annotations

import os
import warnings
from typing import Any


def import_tensorflow() -> Any:
    """The module. It takes seconds and much memory, so only what needs it imports it, and late."""
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    # It complains of GPUs that are not there; what is really wrong is raised.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import tensorflow
    return tensorflow
