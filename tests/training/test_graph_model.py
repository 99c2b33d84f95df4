"""What the converter to TensorFlow.js says reaches the person who exports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import pytest
import tensorflow as tf

from training.graph_model import ConversionError, write_graph_model


def test_an_operation_that_tensorflow_js_does_not_know_is_named(tmp_path: Path) -> None:
    @tf.function(input_signature=[tf.TensorSpec((1,), tf.string)])  # type: ignore[untyped-decorator]
    def serve(text: Any) -> dict[str, Any]:
        return {"lower": tf.strings.lower(text)}

    with pytest.raises(ConversionError, match="StringLower"):
        write_graph_model(keras.Sequential(), serve, tmp_path / "graph")
