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
from rich.table import Table

from training.errors import TrainingSideError

app = typer.Typer(
    help="Makes the detector that the phones run.", no_args_is_help=True, pretty_exceptions_enable=False
)
console = Console()


class Format(enum.StrEnum):
    """Annotation formats that can be converted."""

    SKU110K = "sku110k"
    VOC = "voc"


@app.command()
def convert(
    source: Annotated[Format, typer.Argument(help="Format of the annotations.")],
    annotations: Annotated[Path, typer.Option(help="The CSV file, or the folder of VOC's XML files.")],
    images: Annotated[Path, typer.Option(help="Folder of the photos.")],
    out: Annotated[Path, typer.Option(help="Folder for the TFRecord shards; old shards in it are replaced.")],
    label: Annotated[list[str] | None, typer.Option(help="Fixes the order of the labels; repeat it.")] = None,
    rename: Annotated[list[str] | None, typer.Option(help="OLD=NEW renames a label, object=product say.")] = None,
    shards: Annotated[int, typer.Option(min=1)] = 8,
    machine: Annotated[bool, typer.Option(help="A detector drew these boxes: products may be missing.")] = False,
) -> None:
    """Turns labelled photos into TFRecord shards and says what was wrong with them."""
    from training.data.records import write_records
    from training.data.sources import read_sku110k, read_voc, renamed

    read = read_sku110k if source is Format.SKU110K else read_voc
    photos = (renamed(photo, rename or []) for photo in read(annotations, images))
    card = write_records(photos, out, labels=label, shards=shards, machine_labelled=machine)
    table = Table("what", "count", title=str(out))
    for what, count in {"photos": card.photos, "boxes": card.boxes, **card.problems}.items():
        table.add_row(what, f"{count:,}")
    table.add_row("labels", ", ".join(card.labels))
    console.print(table)


@app.command()
def train(
    train: Annotated[list[Path], typer.Option(help="Folder of converted photos to learn from; repeat it.")],
    val: Annotated[Path, typer.Option(help="Folder of converted photos to measure on.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; an interrupted run in it goes on.")],
    config: Annotated[Path | None, typer.Option(help="TOML file with the knobs.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="section.knob=value overrides a knob.")] = None,
    start: Annotated[Path | None, typer.Option(help="TFLite SSD-MobileNetV2 whose backbone to start from.")] = None,
) -> None:
    """Trains the detector; the same command goes on where an interrupted run stopped."""
    from training.config import DEFAULT_CONFIG, load_config
    from training.train import train as run

    run(load_config(config or DEFAULT_CONFIG, set_), train, val, start, out)


def main() -> None:
    """Runs a command; a failure that has a known cause is one sentence and exit code 1."""
    try:
        app()
    except TrainingSideError as error:
        Console(stderr=True).print(f"[red]{type(error).__name__}:[/red] {error}")
        sys.exit(1)
