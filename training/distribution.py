"""Several devices or machines that train one network: how they share a batch, and which process writes.

TensorFlow shares the devices of a machine with MirroredStrategy, and machines that have TF_CONFIG set with
MultiWorkerMirroredStrategy; JAX shares all devices that it sees; PyTorch uses one. Each device (a "replica" in
TensorFlow's terms) gets its part of the batch, and together they take the step that one device would have taken with
the whole of it.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import keras

from training.data.batches import TrainingBatches

Tensor = Any


def share_batches() -> AbstractContextManager[object]:
    """The scope in which the network is built, so that all devices and machines at hand share each batch."""
    if keras.backend.backend() == "jax":
        import jax

        if len(jax.devices()) > 1:
            keras.distribution.set_distribution(keras.distribution.DataParallel())
    elif keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        if machines_share_batches():
            return tf.distribute.MultiWorkerMirroredStrategy().scope()  # type: ignore[no-any-return]
        if len(tf.config.list_logical_devices("GPU")) > 1:
            return tf.distribute.MirroredStrategy().scope()  # type: ignore[no-any-return]
    return nullcontext()


def feed(batches: TrainingBatches, step: int, steps: int | None = None) -> Any:
    """The batches of ``steps`` steps from ``step`` on, or endlessly, as Keras' fit and predict take them.

    TensorFlow's devices divide only batches that it has as a dataset of its own.
    """
    if keras.backend.backend() != "tensorflow":
        return batches.from_step(step, steps)
    import tensorflow as tf

    signature = tf.nest.map_structure(
        lambda values: tf.TensorSpec(values.shape, values.dtype), next(batches.from_step(step, 1))
    )
    dataset = tf.data.Dataset.from_generator(
        lambda: batches.from_step(step, steps), output_signature=signature
    )
    count = tf.data.INFINITE_CARDINALITY if steps is None else steps
    options = tf.data.Options()
    # Machines that train together share each batch. By default TensorFlow would look for files to share.
    options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.DATA
    return dataset.apply(tf.data.experimental.assert_cardinality(count)).prefetch(1).with_options(options)


def machines_share_batches() -> bool:
    """Whether TF_CONFIG names machines that train together with TensorFlow."""
    return keras.backend.backend() == "tensorflow" and "TF_CONFIG" in os.environ


def is_chief() -> bool:
    """Whether this process writes the run's checkpoints and log. Of several processes, exactly one does."""
    if keras.backend.backend() == "jax":
        import jax

        return bool(jax.process_index() == 0)
    if not machines_share_batches():
        return True
    import tensorflow as tf

    resolver = tf.distribute.cluster_resolver.TFConfigClusterResolver()
    if "chief" in resolver.cluster_spec().jobs:
        return bool(resolver.task_type == "chief")
    return bool(resolver.task_type == "worker" and resolver.task_id == 0)


def replicas() -> int:
    """Among how many devices the step that is being traced shares its batch; JAX shows a step the whole batch."""
    context = _replica_context()
    return context.num_replicas_in_sync if context else 1


def sum_over_replicas(value: Tensor) -> Tensor:
    """The sum of what every device computed for its part of the batch."""
    context = _replica_context()
    if context is None or context.num_replicas_in_sync == 1:
        return value
    import tensorflow as tf

    return context.all_reduce(tf.distribute.ReduceOp.SUM, value)


def _replica_context() -> Any:
    """TensorFlow's replica context; None outside of one and on other backends."""
    if keras.backend.backend() != "tensorflow":
        return None
    import tensorflow as tf

    return tf.distribute.get_replica_context()
