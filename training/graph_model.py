"""From a TensorFlow function to a TensorFlow.js graph model.

TensorFlow.js' converter needs old versions of TensorFlow, protobuf and setuptools: it runs in an environment of its
own, training/.venv, which is made when something is converted for the first time.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from training.environments import locked_environment
from training.errors import TrainingSideError

CONVERTER = Path(__file__).with_name("saved_model_to_tfjs.py")
ENVIRONMENT = Path(__file__).with_name(".venv")


class ConversionError(TrainingSideError):
    """The converter failed; the message holds what it said."""


def write_graph_model(network: keras.Model, serve: Any, folder: Path, **options: Any) -> None:
    """Writes the ``tf.function`` ``serve``, which calls ``network``, as a TensorFlow.js graph model into ``folder``.

    ``options`` are those of tensorflowjs' ``convert_tf_saved_model``.

    Raises:
        ConversionError: the converter does not know an operation, for example.
        LockedEnvironmentError: the converter cannot be installed.
    """
    python = locked_environment("converter", ENVIRONMENT)
    with tempfile.TemporaryDirectory() as temporary:
        module = tf.Module()
        module.network = network
        tf.saved_model.save(module, temporary, signatures={"serving_default": serve.get_concrete_function()})
        command: list[str | Path] = [python, CONVERTER, temporary, folder, json.dumps(options)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise ConversionError(f"TensorFlow.js' converter failed: {done.stderr.strip()[-2000:]}")
