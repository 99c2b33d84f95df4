"""The commands of ``python -m training embed``: ``learn | export | calibrate | evaluate | publish``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer(help="Makes the embedder, which tells products by their looks.", no_args_is_help=True)
console = Console()

Bundle = Annotated[Path, typer.Argument(help="Folder of the embedder's bundle.")]
ProtocolFolder = Annotated[
    Path, typer.Option(help="Folder with sku_protocol.json, coco.json and images/: never learnt from.")
]


@app.command()
def learn(
    train: Annotated[list[Path], typer.Option(help="Folder of converted photos to learn from; repeat it.")],
    start: Annotated[Path, typer.Option(help="The trunk: a quantised MobileNetV2, .tflite.")],
    out: Annotated[Path, typer.Option(help="Folder of the run.")],
    config: Annotated[
        Path | None, typer.Option(help="TOML file with the knobs of training/embed/config.py.")
    ] = None,
) -> None:
    """Learns which differences between facings mean another product. The photos need boxes, and no names."""
    from training.embed.config import load_config
    from training.embed.learn import learn as run
    from training.embed.learnt import WEIGHTS_NAME

    learnt = run(train, start, out, load_config(config))
    console.print(f"{out / WEIGHTS_NAME}: learnt from {learnt.facings:,} facings.")


@app.command()
def export(
    run: Annotated[Path, typer.Argument(help="Folder of the run.")],
    version: Annotated[str, typer.Option(help="Version of the bundle, 1.2.3 say.")],
    name: Annotated[str, typer.Option(help="Name of the bundle.")] = "looks",
    title: Annotated[str, typer.Option(help="What people read.")] = "Looks of products",
    out: Annotated[
        Path | None, typer.Option(help="Where to put the bundle's folder; default: in the run's folder.")
    ] = None,
    data: Annotated[str, typer.Option(help="What it learnt from, for the card.")] = "own photos",
    weights_licence: Annotated[str, typer.Option(help="Terms of use of the weights.")] = "not stated",
    data_licence: Annotated[str, typer.Option(help="Terms of use of the training photos.")] = "not stated",
    commercial_use: Annotated[bool | None, typer.Option(help="Whether the terms allow business use.")] = None,
) -> None:
    """Makes a bundle of what was learnt. Calibrate it before it is published."""
    from app.bundle import Licences, check_identity

    check_identity(name, version)  # Before the import of TensorFlow and the work.
    from training.embed.export import export as run_export
    from training.embed.learnt import WEIGHTS_NAME, read_learnt

    licences = Licences(weights=weights_licence, data=data_licence, commercial_use=commercial_use)
    folder = out or run
    card = run_export(
        read_learnt(run / WEIGHTS_NAME),
        folder,
        name=name,
        version=version,
        title=title,
        licences=licences,
        data=data,
    )
    size = sum(file.bytes for file in card.files) / 1e6
    console.print(
        f"{folder / card.folder_name}: {card.parameters:,} parameters, {size:.2f} MB.\n"
        f"Calibrate it with: python -m training embed calibrate {folder / card.folder_name} --protocol ..."
    )


@app.command()
def calibrate(
    bundle: Bundle,
    protocol: ProtocolFolder,
    section: Annotated[
        list[str] | None, typer.Option(help="Section of the shop to calibrate on; default: all.")
    ] = None,
) -> None:
    """Writes into the card how alike is alike."""
    from app.embedder_card import load_embedder
    from training.embed.calibrate import calibrate as run
    from training.embed.evaluate import CALIBRATED_ON, CALIBRATION_PHOTOS, vectors_of
    from training.embed.protocol import ProtocolError, read_protocol
    from training.evaluate import write_card

    card, all_of_it = load_embedder(bundle), read_protocol(protocol)
    there = set(all_of_it.sections.values())
    sections = sorted(set(section or there))
    if unknown := set(sections) - there:
        raise ProtocolError(f"{protocol} has no section {', '.join(sorted(unknown))}.")
    vectors, parts = vectors_of(bundle, all_of_it)
    limits = run(vectors, all_of_it.only(sections), parts)
    training = card.training | {CALIBRATED_ON: ", ".join(sections), CALIBRATION_PHOTOS: all_of_it.digest}
    write_card(bundle, card.model_copy(update={"limits": limits, "training": training}))
    console.print(
        f"alike {limits.alike}, known {limits.known}, margin {limits.margin}, others {limits.others}, "
        f"crowd {limits.crowd}"
    )


@app.command()
def evaluate(
    bundle: Bundle,
    protocol: ProtocolFolder,
    dataset: Annotated[str, typer.Option(help="Name of the data set, for the card.")] = "own photos",
    split: Annotated[str, typer.Option(help="What these photos are: dev, test ...")] = "dev",
    detector: Annotated[
        Path | None,
        typer.Option(help="Bundle of a detector: also measure with its boxes, for about two minutes."),
    ] = None,
    save: Annotated[bool, typer.Option(help="Write the numbers into the card.")] = False,
) -> None:
    """Measures a bundle through the exported TensorFlow.js graph: enrolled in one photo, asked for in others."""
    from app.embedder_card import load_embedder
    from training.embed import evaluate as measuring
    from training.evaluate import write_card

    metrics = measuring.evaluate(bundle, protocol, dataset=dataset, split=split)
    table = Table("examples", *metrics.top1, title=f"{bundle} on {dataset}, {split}")
    table.add_row("top-1", *(f"{value:.3f}" for value in metrics.top1.values()))
    table.add_row(
        "right names at 5 % of strangers", *(f"{value:.3f}" for value in metrics.known_at5.values())
    )
    console.print(table)
    console.print(
        f"Top-3 {metrics.top3:.3f}. At limits of other photos or sections: {metrics.named_right:.3f} named right, "
        f"{metrics.named_wrong:.3f} wrong, {metrics.strangers_named:.3f} of the strangers; groups: F1 "
        f"{metrics.grouping_f1:.3f}."
    )
    if six := metrics.six_named:
        console.print(
            f"Six products named on one photo: on {six.pairs} other photos {six.right:.3f} of their facings get their "
            f"right name, and {six.wrong:.3f} of all others one."
        )
    if detector:
        found = measuring.through_app(bundle, protocol, detector)
        console.print(
            f"{detector} has a box for {found.found:.3f} of the queries. Of those, top-1 with its boxes: "
            f"{list(found.by_detector.values())}, with the boxes that people drew: {list(found.by_people.values())}."
        )
    if save:
        write_card(bundle, measuring.with_metrics(load_embedder(bundle), metrics))


@app.command()
def publish(
    bundle: Bundle,
    protocol: ProtocolFolder,
    models: Annotated[Path, typer.Option(help="Folder of the published bundles.")] = Path("models"),
    allow_worse: Annotated[
        bool, typer.Option("--allow-worse", help="Publish it even if it is worse than the current one.")
    ] = False,
) -> None:
    """Puts a bundle beside the published ones, unless it is worse than the current one of its name."""
    from training.embed.publish import publish as run_publish

    run_publish(bundle, protocol, models, allow_worse=allow_worse)
