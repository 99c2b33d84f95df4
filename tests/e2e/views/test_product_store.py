"""The catalogue in the browser: its IndexedDB, its pictures and its search. All else: tests/js/products/."""

from __future__ import annotations

import pytest

from tests.e2e.views.audits import full_device
from tests.e2e.views.page import OpenPage

pytestmark = pytest.mark.service_worker(False)

PREPARE = """async () => {
  const { ProductStore } = await import('/static/js/products/store.js');
  const { ProductService } = await import('/static/js/products/service.js');
  const { makeCrop } = await import('/static/js/products/crops.js');
  const canvas = new OffscreenCanvas(400, 300);
  const context = canvas.getContext('2d');
  context.fillStyle = 'red';
  context.fillRect(100, 50, 200, 100);
  const name = `test-${crypto.randomUUID()}`;
  const failures = [];
  const brands = { load: async () => {}, list: [], add: async () => [], join: async () => new Map() };
  /** A service as another tab has it. */
  const tab = () => {
    const store = new ProductStore({ onChanged: () => products.reload() }, name);
    const looks = {
      id: 'new',
      vectorsOf: async (picture, boxes) => {
        const [left, top, right, bottom] = boxes[0];
        const seen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
        seen.drawImage(picture, 0, 0);
        const [red, green] = seen.getImageData((left + right) / 2, (top + bottom) / 2, 1, 1).data;
        const isRed = red > 200 && green < 50;
        return { embedder: 'new', dimensions: 16, values: new Int8Array(16 * boxes.length).fill(isRed ? 31 : -31) };
      },
    };
    const files = () => import('/static/js/lists/product-files.js');
    const onFailure = (error) => failures.push(error.code);
    const products = new ProductService({ store, brands, files, looks, onFailure });
    return products;
  };
  const crop = await makeCrop(canvas, [100, 50, 300, 150]);
  const example = (fill, embedder = 'new') =>
    ({ crop, embedder, isRight: true, vector: new Int8Array(16).fill(fill).buffer });
  globalThis.test = { tab, crop, example, failures };
}"""


def test_a_catalogue_is_stored_shared_between_tabs_searched_and_taken_along(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate(PREPARE)
    found = page.evaluate(
        """async () => {
          const { tab, crop, example, failures } = test;
          const open = IDBDatabase.prototype.transaction;
          const kinds = new Set();
          IDBDatabase.prototype.transaction = function (...given) {
            const opened = open.apply(this, given);
            if (opened.mode === 'readwrite') kinds.add(opened.durability);
            return opened;
          };
          const [one, other] = [tab(), tab()];
          await Promise.all([one.load(), other.load()]);
          const told = new Promise((done) => other.subscribe(({ products }) => products.length > 0 && done()));
          const lager = await one.add({ name: 'Lager' });
          await told;
          const seen = other.list.map(({ name }) => name);
          await one.learn(lager.id, [example(10), example(-10, 'old')]);
          const later = tab();
          const gallery = await later.gallery('new');
          const [[match]] = gallery.search.best(new Int8Array(16).fill(5), 4);
          const bitmap = await createImageBitmap(new Blob([crop.bytes], { type: crop.type }));
          const third = tab();
          const report = await third.importFile(await later.exportFile());
          const [first] = await later.examplesOf(lager.id);
          await later.merge(lager.id, (await later.add({ name: 'Twin' })).id);
          await later.undo();
          return {
            other: seen,
            size: [bitmap.width, bitmap.height, crop.type],
            made: [gallery.right.values.length / 16, gallery.right.values[16] > 0, match.score > 0.999],
            bytes: first.crop.bytes.byteLength === crop.bytes.byteLength && first.crop.bytes instanceof ArrayBuffer,
            report: [report.added, report.examples],
            names: later.list.map(({ name }) => name),
            kinds: [...kinds],
            failures,
          };
        }"""
    )
    assert found == {
        "other": ["Lager"],
        "size": [112, 56, "image/jpeg"],
        "made": [10, True, True],
        "bytes": True,
        "report": [0, 0],
        "names": ["Lager", "Twin"],
        "kinds": ["strict"],
        "failures": [],
    }


def test_a_full_device_is_told_and_what_was_stored_stays(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate(PREPARE)
    with full_device(page):
        found = page.evaluate(
            """async () => {
              const { tab, example, failures } = test;
              const products = tab();
              const lager = await products.add({ name: 'Lager' });
              const large = { ...example(10), crop: { bytes: new Uint8Array(5e6).buffer, type: 'image/jpeg' } };
              const isStored = await products.learn(lager.id, [large]);
              const later = tab();
              await later.load();
              return [isStored, failures, later.list.map(({ name }) => name), (await later.gallery('new')).products];
            }"""
        )
    assert found == [False, ["storage-full"], ["Lager"], []]
