"""An embedder's bundle: learnt, exported, run as phones run it, calibrated, measured, published."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from app.bundle import describe_file
from app.embedder_card import EmbedderProbe, load_embedder
from tests.training.embed.conftest import SMALL
from training.cli import app
from training.config import ConfigError
from training.embed.calibrate import calibrate
from training.embed.config import load_config
from training.embed.evaluate import evaluate, unseen, vectors_of
from training.embed.export import export
from training.embed.graph import EmbedderGraph
from training.embed.learnt import Learnt, LearntError, read_learnt
from training.embed.network import as_input
from training.embed.protocol import ProtocolError, read_protocol
from training.embed.publish import publish
from training.embed.trunk import read_trunk
from training.evaluate import write_card
from training.export import ExportError
from training.graph import GraphError
from training.publish import PublishError
from training.start_weights import StartWeightsError


@pytest.fixture
def copied(bundle: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundle, tmp_path / "run" / bundle.name))


def test_the_exported_graph_gives_the_vectors_of_the_network(learnt: Learnt, bundle: Path) -> None:
    crops = np.random.default_rng(0).integers(0, 256, (20, SMALL.height, SMALL.width, 3), np.uint8)
    expected = learnt.network().predict(as_input(crops), verbose=0)
    with EmbedderGraph(bundle) as graph:
        found = graph.vectors(crops)
        np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
        assert (found * expected).sum(axis=1).min() > 0.995, "kernels are stored in whole numbers"
        np.testing.assert_allclose(graph.vectors(crops[3:4])[0], found[3], atol=1e-4)
        known = load_embedder(bundle).probe
        assert known is not None
        np.testing.assert_allclose(graph.probe(), known.numbers, atol=1e-3)


def test_a_bundle_is_small_and_never_overwritten(learnt: Learnt, bundle: Path) -> None:
    card = load_embedder(bundle)
    assert card.parameters == learnt.network().count_params()
    assert (card.input.height, card.input.width, card.output.dimensions) == (32, 24, 8)
    with pytest.raises(ExportError, match="exists already"):
        export(
            learnt,
            bundle.parent,
            name=card.name,
            version=card.version,
            title="",
            licences=card.licence,
            data="",
        )


def test_what_was_learnt_is_the_same_after_it_was_written(learnt: Learnt, tmp_path: Path) -> None:
    learnt.write(tmp_path / "embedder.npz")
    again = read_learnt(tmp_path / "embedder.npz")
    assert again.config == learnt.config and again.trunk.keys() == learnt.trunk.keys()
    np.testing.assert_array_equal(again.kernel, learnt.kernel)
    (tmp_path / "other.npz").write_bytes(b"no")
    with pytest.raises(LearntError, match="holds no embedder"):
        read_learnt(tmp_path / "other.npz")


def test_limits_are_measured_on_sections_that_they_do_not_come_from(
    copied: Path, protocol_folder: Path
) -> None:
    run = CliRunner().invoke
    command = ["embed", "calibrate", str(copied), "--protocol", str(protocol_folder)]
    assert run(app, [*command, "--section", "tea"], catch_exceptions=False).exit_code == 0
    measure = ["embed", "evaluate", str(copied), "--protocol", str(protocol_folder), "--save"]
    assert run(app, measure, catch_exceptions=False).exit_code == 0
    card = load_embedder(copied)
    assert card.training["calibratedOn"] == "tea" and card.limits.alike < 1
    (entry,) = card.metrics
    assert (entry.photos, entry.queries, entry.strangers) == (4, 12, 4)
    assert entry.top1.keys() == {"1", "2"} and entry.top3 >= entry.top1["2"] > 0.3
    run(app, measure, catch_exceptions=False)
    assert load_embedder(copied).metrics == [entry], "measured again, it is replaced"
    assert isinstance(run(app, [*command, "--section", "fish"]).exception, ProtocolError)


def test_limits_of_all_sections_are_measured_by_those_of_the_others(
    copied: Path, protocol_folder: Path
) -> None:
    command = ["embed", "calibrate", str(copied), "--protocol", str(protocol_folder)]
    assert CliRunner().invoke(app, command, catch_exceptions=False).exit_code == 0
    card, protocol = load_embedder(copied), read_protocol(protocol_folder)
    assert card.training["calibratedOn"] == "rice, tea"
    measured = vectors_of(copied, protocol)
    parts = unseen(card, protocol, *measured)
    assert [{part.sections[photo] for photo in part.photos[part.is_named].tolist()} for _, part in parts] == [
        {"rice"}, {"tea"},
    ]  # fmt: skip
    assert [limits for limits, _ in parts] == [
        calibrate(measured[0], protocol.only([section]), measured[1]) for section in ("tea", "rice")
    ]
    assert evaluate(copied, protocol_folder, dataset="", split="").queries == 12
    elsewhere = replace(protocol, digest="another")
    ((limits, part),) = unseen(card, elsewhere, *measured)
    assert limits == card.limits and part is elsewhere, "the limits do not come from other photos"
    alone = replace(protocol, sections=dict.fromkeys(protocol.sections, "tea"))
    with pytest.raises(ProtocolError, match="all of one section"):
        unseen(card, alone, *measured)


def test_a_bundle_is_published_once_and_never_an_older_or_another_one(
    copied: Path, protocol_folder: Path, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    assert publish(copied, protocol_folder, models) == models / "looks-0.1.0"
    assert publish(copied, protocol_folder, models) == models / "looks-0.1.0"
    card = load_embedder(copied)
    write_card(copied, card.model_copy(update={"title": "Another"}))
    with pytest.raises(PublishError, match="exists with another content"):
        publish(copied, protocol_folder, models)
    older = copied.rename(copied.parent / "looks-0.0.9")
    write_card(older, card.model_copy(update={"version": "0.0.9"}))
    with pytest.raises(PublishError, match=r"not newer than looks-0\.1\.0"):
        publish(older, protocol_folder, models)


def test_a_worse_bundle_is_published_only_on_demand(
    copied: Path, bundle: Path, protocol_folder: Path, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    shutil.copytree(bundle, models / bundle.name)
    worse = copied.rename(copied.parent / "looks-0.2.0")
    weights = next(worse.glob("*.bin"))
    content = bytearray(weights.read_bytes())
    content[-3000:] = bytes(3000)  # the end of the projection
    weights.write_bytes(content)
    files = [describe_file(worse, path) for path in ("model.json", weights.name)]
    card = load_embedder(bundle).model_copy(update={"version": "0.2.0", "files": files, "probe": None})
    write_card(worse, card)
    with pytest.raises(PublishError, match=r"worse than looks-0\.1\.0"):
        publish(worse, protocol_folder, models)
    assert publish(worse, protocol_folder, models, allow_worse=True).is_dir()


def test_a_probe_that_is_not_the_graphs_is_not_published(
    copied: Path, protocol_folder: Path, tmp_path: Path
) -> None:
    card = load_embedder(copied)
    probe = EmbedderProbe(tolerance=0.05, numbers=[0.9] + [0.0] * (SMALL.dimensions - 1))
    write_card(copied, card.model_copy(update={"probe": probe}))
    with pytest.raises(PublishError, match="does not give what its card says"):
        publish(copied, protocol_folder, tmp_path)


def test_a_bundle_that_cannot_be_run_says_why(copied: Path) -> None:
    card = load_embedder(copied)
    output = card.output.model_copy(update={"name": "other"})
    write_card(copied, card.model_copy(update={"output": output}))
    with EmbedderGraph(copied) as graph, pytest.raises(GraphError, match="Node stopped"):
        graph.probe()


def test_a_knob_that_does_not_exist_is_named(tmp_path: Path) -> None:
    path = tmp_path / "knobs.toml"
    path.write_text("dimension = 3")
    with pytest.raises(ConfigError, match="dimension"):
        load_config(path)
    path.write_text("dimensions = 3\n[changes]\nturn = 1.0")
    assert load_config(path).changes.turn == 1.0


@pytest.mark.filterwarnings("ignore:.*tf.lite.Interpreter")
def test_what_is_no_trunk_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trunk.tflite").write_bytes(b"no network")
    with pytest.raises(StartWeightsError, match="Cannot read the start weights"):
        read_trunk(tmp_path / "trunk.tflite")
