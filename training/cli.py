"""Commands: ``python -m training convert | train | evaluate | export``."""

from __future__ import annotations

import enum
import os
import sys
from pathlib import Path
from typing import Annotated

# Before TensorFlow is imported: bfloat16 products where the CPU has them, and no messages about missing GPUs.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("ONEDNN_DEFAULT_FPMATH_MODE", "BF16")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from app.card import BundleError
from training.errors import TrainingSideError

app = typer.Typer(
    help="Makes the detector that the phones run.", no_args_is_help=True, pretty_exceptions_enable=False
)
console = Console()


class Format(enum.StrEnum):
    """Annotation formats that can be converted."""

    SKU110K = "sku110k"
    VOC = "voc"
    COCO = "coco"
    YOLO = "yolo"


@app.command()
def convert(
    source: Annotated[Format, typer.Argument(help="Format of the annotations.")],
    annotations: Annotated[
        Path,
        typer.Option(
            help="sku110k: the CSV file; coco: the JSON file; voc, yolo: the folder of .xml or .txt files."
        ),
    ],
    images: Annotated[Path, typer.Option(help="Folder of the photos.")],
    out: Annotated[
        Path,
        typer.Option(help="Folder for the shards. What was converted into it before is replaced at the end."),
    ],
    label: Annotated[
        list[str] | None,
        typer.Option(
            help="Fixes the labels and their order; repeat it. Else: as the format orders them, or sorted."
        ),
    ] = None,
    rename: Annotated[
        list[str] | None,
        typer.Option(help="OLD=NEW renames a label, object=product say; several may become one. Repeat it."),
    ] = None,
    shards: Annotated[
        int | None, typer.Option(min=1, help="Files to write; else one for 128 photos, and 8 at least.")
    ] = None,
    machine: Annotated[
        bool, typer.Option(help="A detector drew these boxes: products may be missing.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            help="Any problem, however small, means exit code 1 and no data card: nothing is replaced, and training "
            "refuses the folder if it was new."
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes that check the pictures; else one for each processor."),
    ] = None,
) -> None:
    """Turns labelled photos into TFRecord shards with a data card, and says what was wrong with them.

    Bad boxes are clipped, merged or dropped, bad photos left out; each is counted, and named in the data card
    (data.json). If the conversion is interrupted, the same command goes on where it stopped. The exit code is 0 if
    there is something to train on.

    yolo: the classes' names come from data.yaml, classes.txt or obj.names beside the label files or up to two folders
    above. A photo without products has an empty .txt; one without a .txt is left out.
    """
    from training.data.coco import read_coco
    from training.data.convert import ProblemsError, write_records
    from training.data.sku110k import read_sku110k
    from training.data.sources import Report
    from training.data.summary import summary
    from training.data.voc import read_voc
    from training.data.yolo import read_yolo

    readers = {
        Format.SKU110K: read_sku110k, Format.VOC: read_voc, Format.COCO: read_coco, Format.YOLO: read_yolo,
    }  # fmt: skip
    report = Report()
    with console.status("Reading the annotations ..."):
        found = readers[source](annotations, images, report).renamed(rename or [])
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("Photos")
            card = write_records(
                found.photos,
                out,
                labels=label or found.labels,
                shards=shards,
                machine_labelled=machine,
                report=report,
                strict=strict,
                workers=workers or os.cpu_count() or 1,
                on_progress=lambda done, total: progress.update(task, completed=done, total=total),
            )
    except ProblemsError as error:
        console.print(summary(error.card, f"{out}: refused"))
        raise
    console.print(summary(card, str(out)))


@app.command()
def train(
    train: Annotated[list[Path], typer.Option(help="Folder of converted photos to learn from; repeat it.")],
    val: Annotated[Path, typer.Option(help="Folder of converted photos to measure on.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; an interrupted run in it goes on.")],
    config: Annotated[Path | None, typer.Option(help="TOML file with the knobs.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="section.knob=value overrides a knob.")
    ] = None,
    start: Annotated[
        Path | None, typer.Option(help="TFLite SSD-MobileNetV2 whose backbone to start from.")
    ] = None,
) -> None:
    """Trains the detector; the same command goes on where an interrupted run stopped."""
    from training.config import DEFAULT_CONFIG, load_config
    from training.train import train as run

    run(load_config(config or DEFAULT_CONFIG, set_), train, val, start, out)


@app.command()
def export(
    run: Annotated[Path, typer.Option(help="Folder of the run; its best checkpoint is exported.")],
    val: Annotated[Path, typer.Option(help="Converted photos on which the score thresholds are chosen.")],
    version: Annotated[str, typer.Option(help="Version of the bundle, 1.2.3 say.")],
    name: Annotated[str, typer.Option(help="Name of the bundle.")] = "shelf",
    title: Annotated[str, typer.Option(help="What people read in the list of models.")] = "Shelf products",
    models: Annotated[Path, typer.Option(help="Folder of the bundles.")] = Path("models"),
    data: Annotated[str, typer.Option(help="What it was trained on, for the card.")] = "own photos",
    weights_licence: Annotated[str, typer.Option(help="Terms of use of the weights.")] = "not stated",
    data_licence: Annotated[str, typer.Option(help="Terms of use of the training photos.")] = "not stated",
) -> None:
    """Makes a model bundle of a trained network, with thresholds chosen on the validation photos."""
    from app.card import Licences
    from training.evaluate import choose_thresholds, write_card
    from training.export import export as run_export

    licences = Licences(weights=weights_licence, data=data_licence)
    card = run_export(run, models, name=name, version=version, title=title, licences=licences, data=data)
    bundle = models / card.folder_name
    thresholds = choose_thresholds(bundle, val)
    write_card(bundle, card.model_copy(update={"defaults": card.defaults.model_copy(
        update={"score_threshold": thresholds})}))  # fmt: skip
    size = sum(file.bytes for file in card.files) / 1e6
    console.print(
        f"{bundle}: {size:.1f} MB, {card.parameters:,} parameters, score thresholds {thresholds.live} live and "
        f"{thresholds.photo} photo. Measure it with: python -m training evaluate {bundle}"
    )


@app.command()
def evaluate(
    bundle: Annotated[Path, typer.Argument(help="Folder of the model bundle.")],
    data: Annotated[Path, typer.Option(help="Folder of converted photos.")],
    split: Annotated[str, typer.Option(help="What these photos are: val, test ...")] = "val",
    dataset: Annotated[str, typer.Option(help="Name of the data set, for the card.")] = "own photos",
    size: Annotated[
        list[int] | None, typer.Option(help="Long side in pixels; default: the card's defaults.")
    ] = None,
    save: Annotated[bool, typer.Option(help="Write the numbers into the card.")] = False,
) -> None:
    """Measures a bundle through the exported TensorFlow.js graph, with the page's own decode and NMS."""
    from app.card import load_bundle
    from training.evaluate import detect_photos, measure, with_metrics, write_card

    card = load_bundle(bundle)
    live, photo = card.input.sizes.live[0], card.input.sizes.photo[0]
    table = Table(
        "long side", "AP", "AP50", "AP75", "AR300", "count error", "count bias", title=f"{bundle} on {split}"
    )
    for side in size or [live, photo]:
        thresholds = card.defaults.score_threshold
        command = f"python -m training evaluate {bundle} --data {data.name} --split {split} --size {side}"
        found = detect_photos(bundle, data, side)
        metrics = measure(
            found, dataset=dataset, split=split, long_side=side, command=command,
            threshold=thresholds.live if side <= live else thresholds.photo,
        )  # fmt: skip
        shares = (metrics.ap, metrics.ap50, metrics.ap75, metrics.ar300)
        table.add_row(
            str(side),
            *(f"{value:.3f}" for value in shares),
            f"{metrics.count_error:.1%}",
            f"{metrics.count_bias:+.1%}",
        )
        card = with_metrics(card, metrics)
    console.print(table)
    if save:
        write_card(bundle, card)


def main() -> None:
    """Runs a command; a failure that has a known cause is one sentence and exit code 1."""
    try:
        app()
    except (TrainingSideError, BundleError) as error:
        Console(stderr=True).print(f"[red]{type(error).__name__}:[/red] {error}")
        sys.exit(1)
