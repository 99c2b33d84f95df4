"""One training step: the network with its loss, and the optimizer."""

from __future__ import annotations

from typing import Any

import keras

from app.card import AnchorLevel
from training.boxes import make_anchors
from training.config import Config
from training.distribution import machines_share_batches, sum_over_replicas
from training.drawing import Drawing
from training.losses import count_products, detection_loss
from training.network import normalise


class Trainer(keras.Model):  # type: ignore[misc]
    """The network with its loss, so that Keras' own train step serves every backend.

    Pictures are of 0..255, or what ``drawing`` makes them from.
    """

    def __init__(
        self, network: keras.Model, config: Config, levels: list[AnchorLevel], drawing: Drawing | None = None
    ) -> None:
        # The network's own layers choose half-width floats (mixed precision). Places on photos must not be rounded.
        super().__init__(name="trainer", autocast=False)
        self.network = network
        self.drawing = drawing
        self._config = config
        self._anchors = make_anchors(levels, config.augment.crop, config.augment.crop)
        self.class_loss = keras.metrics.Mean(name="class_loss")
        self.box_loss = keras.metrics.Mean(name="box_loss")

    def call(self, pictures: Any, training: bool = False) -> Any:
        return self.network(
            normalise(self.drawing(pictures) if self.drawing else pictures), training=training
        )

    def _maybe_symbolic_build(self, *_: Any, **__: Any) -> None:
        # All variables exist. Keras 3.15 would look at a batch here to make them, and fails to where machines share it:
        # it takes the mean of a pair of distributed values as though the pair were one value.
        return

    def compute_loss(self, _x: Any, y: Any, y_pred: Any, *_: Any, **__: Any) -> Any:
        """Sum of the two losses; each is also kept as a metric.

        On several devices it is this device's part of the loss: Keras sums the gradients of all parts, so they are
        normalised by the products of the whole batch. The metrics are those of the whole batch everywhere.
        """
        products = sum_over_replicas(count_products(y))
        class_loss, box_loss = detection_loss(
            y, y_pred, self._anchors, self._config.network.box_scales, self._config.loss, products
        )
        self.class_loss.update_state(sum_over_replicas(class_loss))
        self.box_loss.update_state(sum_over_replicas(box_loss))
        return class_loss + box_loss

    def compute_metrics(self, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Metrics by name, which are the same on all devices.

        Where machines share a batch, Keras 3.15 takes their mean along the first axis, which a scalar has not.
        """
        metrics = super().compute_metrics(*arguments, **options)
        return {name: value[None] for name, value in metrics.items()} if machines_share_batches() else metrics


def _is_backbone(variable: keras.Variable) -> bool:
    return bool(variable.path.startswith("backbone_"))


class RatedAdamW(keras.optimizers.AdamW):  # type: ignore[misc]
    """AdamW whose backbone variables learn at a fraction of the learning rate."""

    def __init__(self, backbone_rate: float, **options: Any) -> None:
        super().__init__(**options)
        self._backbone_rate = backbone_rate

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        # On TensorFlow, Keras passes the inner variable, which has no path.
        own = self._trainable_variables[self._get_variable_index(variable)]
        rate = self._backbone_rate if _is_backbone(own) else 1.0
        super().update_step(gradient, variable, learning_rate * rate)

    def _backend_apply_gradients(self, gradients: list[Any], variables: list[Any]) -> None:
        # Keras' hook. One by one, two hundred variables cost PyTorch more time than all else of a step on a GPU.
        if keras.backend.backend() == "torch":
            self._apply_together(gradients, variables)
        else:
            super()._backend_apply_gradients(gradients, variables)

    def _apply_together(self, gradients: list[Any], variables: list[Any]) -> None:
        """The same update (Loshchilov and Hutter 2019, algorithm 2) for all variables at once, in PyTorch.

        Nothing is read back from the device, which would have to finish its work first.
        """
        import torch

        with torch.no_grad():
            norm = torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)))
            gradients = torch._foreach_mul(
                gradients, self.global_clipnorm / norm.clamp(min=self.global_clipnorm)
            )
            rate = self._get_current_learning_rate()
            decayed = [variable.value for variable in variables if self._use_weight_decay(variable)]
            torch._foreach_mul_(decayed, 1 - self.weight_decay * rate)

            places = [self._get_variable_index(variable) for variable in variables]
            means = [self._momentums[place].value for place in places]
            squares = [self._velocities[place].value for place in places]
            torch._foreach_mul_(means, self.beta_1)
            torch._foreach_add_(means, gradients, alpha=1 - self.beta_1)
            torch._foreach_mul_(squares, self.beta_2)
            torch._foreach_addcmul_(squares, gradients, gradients, 1 - self.beta_2)
            step = (self.iterations + 1).to(torch.float32)
            rate = rate * torch.sqrt(1 - self.beta_2**step) / (1 - self.beta_1**step)
            changes = torch._foreach_div(
                torch._foreach_mul(means, rate),
                torch._foreach_add(torch._foreach_sqrt(squares), self.epsilon),
            )
            values = [variable.value for variable in variables]
            for chosen, share in ((True, self._backbone_rate), (False, 1.0)):
                of_part = [
                    place for place, variable in enumerate(variables) if _is_backbone(variable) is chosen
                ]
                torch._foreach_add_(
                    [values[place] for place in of_part], [changes[place] for place in of_part], alpha=-share
                )
            # The first average is the first value.
            kept = self.ema_momentum * (self.iterations.value > 0)
            averages = [self._model_variables_moving_average[place].value for place in places]
            torch._foreach_mul_(averages, kept)
            torch._foreach_add_(averages, torch._foreach_mul(values, 1 - kept))

    def _clip_gradients(self, gradients: list[Any]) -> list[Any]:
        # Keras would clip the gradient of each device's part of the batch: it is clipped below, as a whole.
        if keras.backend.backend() == "tensorflow":
            return gradients
        clipped: list[Any] = super()._clip_gradients(gradients)
        return clipped

    def _all_reduce_sum_gradients(self, grads_and_vars: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        """Keras' hook on TensorFlow, which sums the gradients of all devices."""
        gradients, variables = zip(*super()._all_reduce_sum_gradients(grads_and_vars), strict=True)
        return list(zip(super()._clip_gradients(list(gradients)), variables, strict=True))


def make_optimizer(config: Config) -> RatedAdamW:
    """AdamW with warm-up, cosine decay and an average of the weights."""
    run = config.run
    schedule = keras.optimizers.schedules.CosineDecay(
        run.learning_rate / 20, max(run.steps - run.warmup_steps, 1), alpha=0.01,
        warmup_target=run.learning_rate, warmup_steps=run.warmup_steps,
    )  # fmt: skip
    optimizer = RatedAdamW(
        run.backbone_rate, learning_rate=schedule, weight_decay=run.weight_decay, global_clipnorm=run.clip_norm,
        use_ema=True, ema_momentum=run.ema,
    )  # fmt: skip
    optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
    return optimizer
