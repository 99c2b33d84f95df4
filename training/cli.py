"""The commands of ``python -m training``.

``convert | train | pack | relabel | export | probe | evaluate | certainty | shelves | gaps | twice | publish | embed``
"""

from __future__ import annotations

import enum
import os
import sys
from pathlib import Path
from typing import Annotated, Literal, NoReturn

# Before TensorFlow is imported: bfloat16 products where the CPU has them, and no messages about missing GPUs.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("ONEDNN_DEFAULT_FPMATH_MODE", "BF16")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from app.bundle import BundleError
from training.embed.cli import app as embed_commands
from training.errors import TrainingSideError

app = typer.Typer(
    help="Makes the networks that the phones run.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.add_typer(embed_commands, name="embed")
console = Console()


# Options of every command that says how a run is made.
TrainFolders = Annotated[
    list[Path], typer.Option(help="Folder of converted photos to learn from; repeat it.")
]
ValFolder = Annotated[Path, typer.Option(help="Folder of converted photos to measure on.")]
Knobs = Annotated[Path | None, typer.Option(help="TOML file with the knobs.")]
Overrides = Annotated[list[str] | None, typer.Option("--set", help="section.knob=value overrides a knob.")]


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
    leave_out: Annotated[
        list[Path] | None,
        typer.Option(
            help="File that names photos to leave out, one a line or in a CSV's first column. Repeat it."
        ),
    ] = None,
    only: Annotated[
        Path | None, typer.Option(help="File that names the only photos to take, in the same form.")
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
    """Converts labelled photos to TFRecord shards with a data card, and says what was wrong with them.

    Bad boxes are clipped, merged or dropped, bad photos left out; each is counted, and named in the data card
    (data.json). If the conversion is interrupted, the same command goes on where it stopped. The exit code is 0 if
    there is something to train on.

    yolo: the classes' names come from data.yaml, classes.txt or obj.names beside the label files or up to two folders
    above. A photo without products has an empty .txt; one without a .txt is left out.
    """
    from training.data.coco import read_coco
    from training.data.convert import ProblemsError, write_records
    from training.data.sku110k import read_sku110k
    from training.data.sources import Report, names_in
    from training.data.summary import summary
    from training.data.voc import read_voc
    from training.data.yolo import read_yolo

    readers = {
        Format.SKU110K: read_sku110k, Format.VOC: read_voc, Format.COCO: read_coco, Format.YOLO: read_yolo,
    }  # fmt: skip
    report = Report()
    with console.status("Reading the annotations ..."):
        left_out = {name for path in leave_out or [] for name in names_in(path)}
        found = readers[source](annotations, images, report).renamed(rename or []).without(left_out)
        if only:
            found = found.only(names_in(only))
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
    train: TrainFolders,
    val: ValFolder,
    out: Annotated[Path, typer.Option(help="Folder of the run; an interrupted run in it goes on.")],
    config: Knobs = None,
    set_: Overrides = None,
    start: Annotated[
        Path | None,
        typer.Option(
            help="Where the weights start: a .tflite SSD-MobileNetV2 (its backbone), the best.npz of a run, or the "
            "folder of a bundle."
        ),
    ] = None,
) -> None:
    """Trains the detector; the same command goes on where an interrupted run stopped.

    Every knob is described in training/config.py. configs/default.toml suits two CPU cores and some hundred photos,
    configs/sku110k.toml a GPU and the full SKU-110K. KERAS_BACKEND=jax or torch trains with JAX or PyTorch, without
    TensorFlow. Watch a run with: tensorboard --logdir runs
    """
    from training.config import DEFAULT_CONFIG, load_config
    from training.train import train as run

    run(load_config(config or DEFAULT_CONFIG, set_), train, val, start, out)


@app.command()
def pack(
    train: TrainFolders,
    val: ValFolder,
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("experiment.tar"),
    config: Knobs = None,
    set_: Overrides = None,
    start: Annotated[
        Path | None,
        typer.Option(help="Where the weights start: the best.npz of a run or the folder of a bundle."),
    ] = None,
    latest: Annotated[
        Path | None, typer.Option(help="latest.npz of the run that is to go on there; give its own knobs.")
    ] = None,
    quality: Annotated[int, typer.Option(min=1, max=95, help="JPEG quality of the photos.")] = 85,
    long_side: Annotated[int, typer.Option(min=1, help="Long side of the photos at most, in pixels.")] = 1280,
    most: Annotated[float, typer.Option(help="Megabytes that the file may have.")] = 64.0,
) -> None:
    """Packs code, photos and start weights into one file that trains on a machine without a network.

    There: tar -xf experiment.tar && experiment/run
    """
    from training.config import DEFAULT_CONFIG
    from training.pack import Pictures
    from training.pack import pack as run_pack

    size = run_pack(
        out, train=train, val=val, config=config or DEFAULT_CONFIG, overrides=set_ or [], start=start, latest=latest,
        pictures=Pictures(quality, long_side), most_megabytes=most,
    )  # fmt: skip
    console.print(f"{out}: {size:.1f} MB")


@app.command()
def relabel(
    run: Annotated[Path, typer.Option(help="Folder of the run whose best network labels the photos.")],
    data: Annotated[Path, typer.Option(help="Folder of converted photos that a detector labelled.")],
    out: Annotated[Path, typer.Option(help="Folder for the photos with the new labels.")],
    size: Annotated[int, typer.Option(help="Long side of the network's input, in pixels.")] = 1024,
    sure: Annotated[float, typer.Option(help="A new box is a product from this score on.")] = 0.6,
    doubtful: Annotated[
        float, typer.Option(help="From this score on, a new box is a region to be ignored.")
    ] = 0.25,
) -> None:
    """Relabels machine-labelled photos: boxes that both detectors find are products, others are ignored."""
    from training.relabel import relabel as run_relabel

    counts = run_relabel(run, data, out, long_side=size, sure=sure, doubtful=doubtful)
    table = Table("boxes", "count", title=str(out))
    for how, count in sorted(counts.items()):
        table.add_row(how, f"{count:,}")
    console.print(table)


@app.command()
def export(
    run: Annotated[Path, typer.Option(help="Folder of the run; its best checkpoint is exported.")],
    val: Annotated[
        list[Path], typer.Option(help="Converted photos on which NMS and thresholds are chosen; repeat it.")
    ],
    version: Annotated[str, typer.Option(help="Version of the bundle, 1.2.3 say.")],
    name: Annotated[str, typer.Option(help="Name of the bundle.")] = "shelf",
    title: Annotated[str, typer.Option(help="What people read in the list of models.")] = "Shelf products",
    out: Annotated[
        Path | None, typer.Option(help="Where to put the bundle's folder; default: in the run's folder.")
    ] = None,
    weights: Annotated[
        Literal["float16", "uint8"],
        typer.Option(help="How the weights are stored: uint8 is half the download; measure what it costs."),
    ] = "float16",
    data: Annotated[str, typer.Option(help="What it was trained on, for the card.")] = "own photos",
    average_with: Annotated[
        Path | None,
        typer.Option(
            help="Bundle that the run started from: the weights become the mean of the run's and its own."
        ),
    ] = None,
    weights_licence: Annotated[str, typer.Option(help="Terms of use of the weights.")] = "not stated",
    data_licence: Annotated[str, typer.Option(help="Terms of use of the training photos.")] = "not stated",
    commercial_use: Annotated[
        bool | None,
        typer.Option(help="Whether the terms allow business use; the app tells people where they do not."),
    ] = None,
) -> None:
    """Makes a model bundle of a trained network, with post-processing chosen on the validation photos."""
    from app.bundle import Licences, check_identity

    check_identity(name, version)  # Before the import of TensorFlow and the work.
    from training.evaluate import choose_defaults, write_card
    from training.export import export as run_export
    from training.export import stored_bytes
    from training.graph import GraphRunner

    licences = Licences(weights=weights_licence, data=data_licence, commercial_use=commercial_use)
    folder = out or run
    card = run_export(
        run, folder, name=name, version=version, title=title, licences=licences, data=data, weights=weights,
        average_with=average_with,
    )  # fmt: skip
    bundle = folder / card.folder_name
    defaults = choose_defaults(bundle, val)
    with GraphRunner(bundle) as graph:
        known = graph.probe()
    write_card(bundle, card.model_copy(update={"defaults": defaults, "probe": known}))
    table = Table("what", "", title=str(bundle))
    table.add_row("parameters", f"{card.parameters:,}")
    for kind, size in stored_bytes(bundle).items():
        table.add_row(f"weights as {kind}", f"{size / 1e6:.2f} MB")
    table.add_row("graph (model.json)", f"{card.files[0].bytes / 1e6:.2f} MB")
    table.add_row("download", f"{sum(file.bytes for file in card.files) / 1e6:.2f} MB")
    table.add_row("NMS IoU", str(defaults.nms_iou))
    table.add_row("score threshold, live", str(defaults.score_threshold.live))
    table.add_row("score threshold, photo", str(defaults.score_threshold.photo))
    console.print(table)
    console.print(
        f"Measure it with: python -m training evaluate {bundle} --data {val[0]} --save\n"
        f"Put it on the phones with: python -m training publish {bundle} --val {val[0]}"
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
    tiles: Annotated[
        int,
        typer.Option(
            min=1, help="Tiles that a live frame is cut into, as on a phone whose cores share the work."
        ),
    ] = 1,
    save: Annotated[bool, typer.Option(help="Write the numbers into the card.")] = False,
    report: Annotated[
        Path | None, typer.Option(help="Folder for a page, for each size, with the photos that went worst.")
    ] = None,
) -> None:
    """Measures a bundle through the exported TensorFlow.js graph, with the page's own decode and NMS."""
    from app.card import load_bundle
    from training import evaluate as measuring
    from training.report import tables, write_page

    card = load_bundle(bundle)
    jpegs, names = measuring.pictures(data)
    evaluations: list[measuring.Evaluation] = []
    pages: list[Path] = []
    for side in size or [card.input.sizes.live[0], card.input.sizes.photo[0]]:
        evaluation, found = measuring.evaluate_bundle(
            bundle, data, side, split=split, dataset=dataset, tiles=tiles
        )
        evaluations.append(evaluation)
        card = measuring.with_metrics(card, evaluation.metrics)
        if report:
            pages.append(write_page(report, evaluation, found, jpegs, names, card.folder_name))
    for table in tables(evaluations, f"{bundle} on {split}"):
        console.print(table)
    for page in pages:
        console.print(f"Pictures: {page}")
    if save:
        measuring.write_card(bundle, card)


@app.command()
def certainty(
    bundle: Annotated[Path, typer.Argument(help="Folder of the model bundle.")],
    data: Annotated[Path, typer.Option(help="Folder of converted photos.")],
    fit: Annotated[
        bool,
        typer.Option(
            "--fit", help="Fit on these photos, and write that into the card: validation photos only."
        ),
    ] = False,
) -> None:
    """Measures on photos and their middles how often the range of a count holds the true count. Four in five is right.

    With --fit, these photos first tell how sure the bundle's counts are.
    """
    from app.card import load_bundle
    from training import certainty as measuring
    from training.cuts import PARTS
    from training.evaluate import write_card

    pictures = measuring.find_pictures(bundle, data)
    card = load_bundle(bundle)
    if fit:
        card = measuring.with_certainty(card, pictures)
        write_card(bundle, card)
    if card.certainty is None:
        raise measuring.CertaintyError(
            f"The card of {bundle} does not say how sure its counts are: give --fit first."
        )
    console.print(card.certainty)
    table = Table("pictures", "number", "true count held", "half the width", title=f"{bundle} on {data}")
    for part in ["whole", *PARTS, None]:
        shown = [each for each in pictures if part in (None, each.cut)]
        measured = measuring.coverage(shown, card.defaults.score_threshold.photo, card.certainty)
        share = f"{measured.held / max(measured.pictures, 1):.0%} ({measured.held})"
        table.add_row(part or "all", str(measured.pictures), share, f"{measured.half_width:.1%}")
    console.print(table)


@app.command()
def shelves(
    bundle: Annotated[Path, typer.Argument(help="Folder of the model bundle.")],
    images: Annotated[Path, typer.Option(help="Folder of the photos.")],
    counts: Annotated[
        Path | None, typer.Option(help="JSON file with the shelves of each photo, counted by hand.")
    ] = None,
    marks: Annotated[
        Path | None, typer.Option(help="CSV file with the empty places that people marked.")
    ] = None,
) -> None:
    """Measures what the page makes of the boxes: rows against --counts, gaps against --marks."""
    import json

    from training import shelves as measuring
    from training.data.photo_folder import photo_named

    if counts:
        by_hand: dict[str, int] = json.loads(counts.read_text(encoding="utf-8"))["shelves"]
        found = measuring.find_shelves(bundle, [photo_named(images, name) for name in by_hand])
        table = Table("photo", "by hand", "found", title=f"Rows by {bundle}, where they differ")
        off = [(name, by_hand[name], each.rows) for name, each in found.items() if each.rows != by_hand[name]]
        for name, right, rows in off:
            table.add_row(name, str(right), str(rows))
        console.print(table)
        far = sum(abs(right - rows) > 1 for _, right, rows in off)
        console.print(f"Right on {len(found) - len(off)} of {len(found)}, off by more than one on {far}.")
    if marks:
        places = measuring.read_marks(marks)
        rates = measuring.rate_gaps(
            measuring.find_shelves(bundle, [photo_named(images, name) for name in places]), places
        )
        console.print(
            f"Gaps: precision {rates.precision:.3f}, recall {rates.recall:.3f} "
            f"({rates.gaps} gaps, {rates.marks} marks on {len(places)} photos)."
        )


@app.command()
def gaps(
    bundle: Annotated[Path, typer.Argument(help="Folder of the model bundle.")],
    images: Annotated[Path, typer.Option(help="Folder of the photos.")],
    marks: Annotated[Path, typer.Option(help="CSV file with the empty places that people marked.")],
    out: Annotated[Path, typer.Option(help="The page's module with the weights.")] = Path(
        "static/js/photo/gap-weights.js"
    ),
) -> None:
    """Teaches the page which places of a shelf are empty, and says what came of it on photos held out."""
    from training import gaps as teaching
    from training import shelves as measuring
    from training.data.photo_folder import photo_named

    by_photo = measuring.read_marks(marks)
    found = measuring.find_shelves(bundle, [photo_named(images, name) for name in by_photo], with_places=True)
    learnt = {}
    for name, with_look in (("boxes alone", False), ("with texture", True)):
        examples = teaching.collect(found, by_photo, with_look=with_look)
        learnt[name] = teaching.learn(examples)
        console.print(
            f"{name}: precision {learnt[name].precision:.3f}, recall {learnt[name].recall:.3f} "
            f"({len(examples.empty)} places on {len(found)} photos, {examples.marks} marks)"
        )
    teaching.write_weights(out, learnt["boxes alone"], learnt["with texture"])
    console.print(f"Written to {out}.")


@app.command()
def twice(
    annotations: Annotated[Path, typer.Option(help="CSV file of SKU-110K with the boxes of the photos.")],
    images: Annotated[Path, typer.Option(help="Folder of the photos.")],
    others: Annotated[
        Path | None, typer.Option(help="The same for photos with which none is to be confused.")
    ] = None,
    most_others: Annotated[int, typer.Option(help="How many of those.")] = 30,
    each: Annotated[int, typer.Option(help="Pairs of each overlap for a photo.")] = 3,
    turn: Annotated[float, typer.Option(help="Corners move by up to this part of a picture.")] = 0.0,
) -> None:
    """Measures how often the page notices that a photo shows what another one shows, and how often it errs."""
    from itertools import islice

    from training import twice as measuring

    unlike = measuring.read_boxes(others, images) if others else {}
    pairs = measuring.make_pairs(
        measuring.read_boxes(annotations, images),
        dict(islice(unlike.items(), most_others)),
        each=each,
        turn=turn,
    )
    table = Table("pairs", "number", "found", title=f"Taken for one shelf, {annotations.name}")
    for kind, (hits, total) in measuring.rates_of(pairs.pairs, measuring.find_overlaps(pairs)).items():
        table.add_row(kind, str(total), f"{hits / total:.1%} ({hits})")
    console.print(table)


@app.command()
def probe(bundle: Annotated[Path, typer.Argument(help="Folder of the model bundle.")]) -> None:
    """Writes known answers into the card of a bundle, by which phones tell that a GPU computes wrong."""
    from training.evaluate import write_card
    from training.graph import GraphRunner

    with GraphRunner(bundle) as graph:
        known = graph.probe()
        write_card(bundle, graph.card.model_copy(update={"probe": known}))
    for answer in known.answers:
        console.print(f"{answer.width} x {answer.height} px: {len(answer.numbers)} numbers.")


@app.command()
def publish(
    bundle: Annotated[Path, typer.Argument(help="Folder of the model bundle, as export made it.")],
    val: Annotated[Path, typer.Option(help="Converted photos on which it is compared with the current one.")],
    models: Annotated[Path, typer.Option(help="Folder of the published bundles.")] = Path("models"),
    allow_worse: Annotated[
        bool, typer.Option("--allow-worse", help="Publish it even if it is worse than the current one.")
    ] = False,
) -> None:
    """Puts a bundle beside the published ones, unless it is worse than the current one of its name."""
    from training.publish import publish as run_publish

    run_publish(bundle, val, models, allow_worse=allow_worse)


def main() -> None:
    """Runs a command; a failure that has a known cause is one sentence and exit code 1."""
    try:
        app()
    except (TrainingSideError, BundleError) as error:
        _fail(type(error).__name__, str(error))
    except OSError as error:
        # A full disk, rights that are missing, a folder where a file should be: wherever it happens.
        _fail(
            "Error",
            f"{error.strerror or error}: {error.filename or 'no file is named'}. Mend that, and try again.",
        )


def _fail(kind: str, message: str) -> NoReturn:
    # Not as markup: a path may have brackets.
    Console(stderr=True).print(Text.assemble((f"{kind}: ", "red"), message), soft_wrap=True)
    sys.exit(1)
