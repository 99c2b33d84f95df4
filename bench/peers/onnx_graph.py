"""Writes the network as ONNX: ``onnx_graph.py plan.npz network.onnx``.

Runs in bench/.venv, the only place that has the package ``onnx``, so it imports nothing of the project. See
``graph_plan`` in convert.py for what a plan is. tf2onnx would do it in general, but it needs an older protobuf than
TensorFlow 2.19. Pictures come and predictions go as TensorFlow has them (NHWC); between, ONNX wants NCHW.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8


class Writer:
    """Collects nodes and constants."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: Any) -> str:
        """Adds a constant and returns its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """Adds a node and returns the name of its output."""
        self.nodes.append(helper.make_node(op, inputs, [output], name=f"node_{output}", **attributes))
        return output


def write_step(graph: Writer, step: dict[str, Any], weights: Any) -> None:
    """Adds the nodes of one step of the plan."""
    op, name, inputs = step["op"], step["name"], step["inputs"]
    if op in ("Conv2D", "DepthwiseConv2D"):
        kernel = weights[f"{step['kernel']}.kernel"]
        is_depthwise = op == "DepthwiseConv2D"
        # HWIO to OIHW; a depthwise kernel is (height, width, channels, 1).
        kernel = kernel.transpose((2, 3, 0, 1) if is_depthwise else (3, 2, 0, 1))
        constants = [
            graph.constant(f"{name}.kernel", kernel),
            graph.constant(f"{name}.bias", weights[f"{name}.bias"]),
        ]
        graph.node(
            "Conv", [*inputs, *constants], name,
            strides=step["strides"], kernel_shape=kernel.shape[2:], auto_pad="SAME_UPPER",
            group=kernel.shape[0] if is_depthwise else 1,
        )  # fmt: skip
    elif op == "Activation":
        graph.node("Clip", [*inputs, "zero", "six"], name)
    elif op == "Add":
        graph.node("Add", inputs, name)
    elif op == "UpsampleLike":
        graph.node(
            "Resize", [inputs[0], "", "twice"], name,
            mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor",
        )  # fmt: skip
    elif op == "Reshape":
        channels_last = graph.node("Transpose", inputs, f"{name}.nhwc", perm=[0, 2, 3, 1])
        shape = graph.constant(f"{name}.shape", np.array([1, -1, step["row"]], np.int64))
        graph.node("Reshape", [channels_last, shape], name)
    elif op == "Concatenate":
        graph.node("Concat", inputs, name, axis=1)  # rows, or channels in NCHW
    else:
        raise ValueError(f"There is no way to write {op}.")


def write(plan_file: Path, out: Path) -> None:
    """Writes the model of a plan."""
    weights = np.load(plan_file)
    plan = json.loads(str(weights["plan"]))
    steps = plan["steps"]
    row = next(step["row"] for step in steps if step["op"] == "Reshape")
    graph = Writer()
    graph.constant("zero", np.float32(0))
    graph.constant("six", np.float32(6))
    graph.constant("twice", np.array([1, 1, 2, 2], np.float32))
    graph.node("Transpose", ["nhwc"], plan["input"], perm=[0, 3, 1, 2])
    for step in steps:
        write_step(graph, step, weights)
    shape = [1, plan["height"], plan["width"], 3]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "network",
            [helper.make_tensor_value_info("nhwc", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info(steps[-1]["name"], TensorProto.FLOAT, [1, None, row])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, str(out))


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
