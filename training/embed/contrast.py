"""The whole network learns that two views show one facing, and that other facings are others.

Contrastive learning with the loss of Chen et al. 2020 (SimCLR, NT-Xent), from weights that tell something already.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from training import checkpoint
from training.boxes import Floats, Ints
from training.embed.config import Contrast, EmbedConfig
from training.embed.facings import Facings
from training.embed.learnt import Learnt
from training.embed.links import Linked, link, unlinked
from training.embed.network import as_input
from training.embed.views import Views
from training.run_folder import RunFolder

BATCH = 256
LOG_EVERY = 50
NEVER = 1e9


def vectors_of(network: keras.Model, facings: Facings, views: Views) -> Floats:
    """(N, dimensions), of length 1, of the facings as they are."""
    vectors = np.zeros((len(facings), network.output_shape[1]), np.float32)
    for first in range(0, len(facings), BATCH):
        crops = views.unchanged(tf.constant(facings.pictures[first : first + BATCH]))
        vectors[first : first + BATCH] = network.predict_on_batch(as_input(crops))
    return vectors


class Sampler:
    """Which facings a step looks at: of some photos, each with the facing that its second view is of."""

    def __init__(self, facings: Facings, linked: Linked, rules: Contrast, seed: int) -> None:
        by_photo = (np.flatnonzero(facings.photos == photo) for photo in np.unique(facings.photos))
        self._photos = [each for each in by_photo if len(each) >= rules.facings]
        self._linked, self._rules, self._seed = linked, rules, seed

    def step(self, number: int) -> tuple[Ints, Ints]:
        """First and second facings (B,) of a step: the same whenever it is asked for."""
        rules, random = self._rules, np.random.default_rng([self._seed, number])
        photos = random.choice(len(self._photos), rules.photos, replace=len(self._photos) < rules.photos)
        first = np.concatenate(
            [random.choice(self._photos[photo], rules.facings, replace=False) for photo in photos]
        )
        second = [
            self._linked.other(facing, random) if random.random() < rules.linked else facing
            for facing in first.tolist()
        ]
        return first, np.array(second, np.int64)


def contrast_loss(vectors: tf.Tensor, before: tf.Tensor, rules: Contrast) -> tuple[tf.Tensor, tf.Tensor]:
    """The loss of views (2B, dimensions), the second ones behind the first ones, and the share that finds its twin.

    ``before`` (2B, dimensions) are vectors of their facings as the round began: two that were alike even then may be
    one product, and say nothing.
    """
    count = vectors.shape[0]
    twins = tf.roll(tf.eye(count), count // 2, axis=0)
    same = tf.eye(count)
    says_nothing = tf.cast(tf.matmul(before, before, transpose_b=True) > rules.apart, tf.float32) * (
        1 - twins
    )
    cosines = tf.matmul(vectors, vectors, transpose_b=True) / rules.temperature
    asked = cosines - NEVER * tf.maximum(says_nothing, same)
    right = tf.reduce_sum(cosines * twins, axis=1)
    loss = tf.reduce_mean(tf.reduce_logsumexp(asked, axis=1) - right)
    found = tf.reduce_mean(tf.cast(right >= tf.reduce_max(asked, axis=1) - 1e-4, tf.float32))
    return loss, found


class Round:
    """One round: how alike facings are, and which are linked, is known from ``learnt``, and stays so."""

    def __init__(self, learnt: Learnt, facings: Facings, number: int) -> None:
        self._config = config = learnt.config
        rules = config.contrast
        self._learnt, self._facings, self._steps = learnt, facings, rules.steps[number]
        self._views = Views(config)
        self._network = learnt.network()
        self._before = vectors_of(self._network, facings, self._views)
        self.linked = (
            link(self._before, facings.photos, rules.links) if number > 0 else unlinked(len(facings))
        )
        self._sampler = Sampler(facings, self.linked, rules, config.seed + number)
        self._optimizer = keras.optimizers.AdamW(
            keras.optimizers.schedules.CosineDecay(
                rules.rate / 20, max(1, self._steps - rules.warmup), alpha=0.02,
                warmup_target=rules.rate, warmup_steps=rules.warmup,
            ),
            weight_decay=rules.decay, clipnorm=rules.clip, use_ema=True, ema_momentum=rules.average,
        )  # fmt: skip
        self._optimizer.build(self._network.trainable_variables)

    def run(self, folder: RunFolder[EmbedConfig], begun: int) -> Learnt:
        """Goes on from the folder's latest.npz where it is of this round, which began with step ``begun`` of all.

        Raises:
            CheckpointError: a checkpoint cannot be read or written, or a weight is no number any more.
            TrainingError: the folder holds a run with another configuration.
        """
        rules = self._config.contrast
        kept = checkpoint.variables_of(self._network, self._optimizer)
        state = folder.latest()
        done = 0
        if state and begun < state.step < begun + self._steps:
            checkpoint.restore(kept, state.values)
            done = state.step - begun
        folder.open_log(begun + done)
        train = tf.function(self._train)
        sums = np.zeros(2)
        for step in range(done, self._steps):
            facings = np.concatenate(self._sampler.step(step))
            sums += train(tf.constant(self._facings.pictures[facings]), tf.constant(self._before[facings]))
            if (step + 1) % LOG_EVERY == 0:
                loss, found = sums / LOG_EVERY
                sums[:] = 0
                folder.log(begun + step + 1, {"loss": loss, "found": found})
                folder.say(f"Step {begun + step + 1}: loss {loss:.3f}, {found:.1%} of views find their twin")
            if (step + 1) % rules.save_every == 0:
                folder.save("latest.npz", begun + step + 1, checkpoint.values_of(kept))
        self._optimizer.finalize_variable_values(self._network.trainable_variables)
        return self._learnt.with_weights_of(self._network)

    def _train(self, pictures: Any, before: Any) -> tuple[tf.Tensor, tf.Tensor]:
        crops = as_input(self._views.changed(pictures))
        with tf.GradientTape() as tape:
            loss, found = contrast_loss(self._network(crops, training=True), before, self._config.contrast)
        variables = self._network.trainable_variables
        self._optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return loss, found
