"""Storage of audits in the browser's IndexedDB."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.views.audits import full_device
from tests.e2e.views.page import OpenPage, wait_until

pytestmark = pytest.mark.service_worker(False)

PREPARE = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const review = {
    width: 60, height: 80, threshold: 0.4, labels: ['product'],
    machine: [{ box: [1, 1, 20, 20], score: 0.9, label: 0 }],
    corrections: { removed: [], moved: {}, added: [], gaps: { accepted: [], dismissed: [] } },
    model: { name: 'shelf', version: '1.0.0' },
  };
  const audit = (id, change = {}) => ({
    id, store: 'Shop', place: '', note: '', created: 1, changed: 1, deleted: null, copyOf: null, ...change,
  });
  const shot = (id, auditId, change = {}) => ({ id, auditId, taken: 5, deleted: null, review, ...change });
  const picture = () => ({ photo: new Blob(['a photo']), thumbnail: null });
  const name = `test-${crypto.randomUUID()}`;
  globalThis.test = { AuditStore, audit, shot, picture, name, store: new AuditStore({}, name) };
}"""


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    page = open_page()
    page.evaluate(PREPARE)
    return page


def run(page: Page, body: str) -> Any:
    """Runs JavaScript with access to the store and to functions that create records."""
    return page.evaluate(
        f"async () => {{ const {{ AuditStore, audit, shot, picture, name, store }} = test; {body} }}"
    )


def test_audits_come_newest_first_with_their_shots_in_the_order_taken(page: Page) -> None:
    listed = run(
        page,
        """
        await store.saveAudit(audit('old', { created: 1 }));
        await store.saveAudit(audit('new', { created: 2 }));
        await store.saveShot(shot('second', 'old', { taken: 20 }), picture(), 7);
        await store.saveShot(shot('first', 'old', { taken: 10 }), picture(), 8);
        const list = await store.list();
        return list.map(({ audit, shots }) => [audit.id, audit.changed, ...shots.map(({ id }) => id)]);
        """,
    )
    assert listed == [["new", 1], ["old", 8, "first", "second"]]


def test_a_correction_is_written_without_its_photo_and_the_photo_stays(page: Page) -> None:
    result = run(
        page,
        """
        await store.saveAudit(audit('a'));
        await store.saveShot(shot('s', 'a'), picture(), 7);
        const corrected = shot('s', 'a');
        corrected.review = { ...corrected.review, threshold: 0.7 };
        await store.saveShot(corrected, null, 8);
        return [(await store.readShot('s')).review.threshold, await (await store.readPhoto('s')).text()];
        """,
    )
    assert result == [0.7, "a photo"]


def test_what_was_deleted_is_not_listed_and_can_be_restored_until_it_is_purged(page: Page) -> None:
    result = run(
        page,
        """
        const count = async () => (await store.list()).flatMap(({ shots }) => [0, ...shots]).length;
        await store.saveAudit(audit('a'));
        await store.saveShot(shot('s', 'a'), picture(), 7);
        const counts = [await count()];
        await store.markDeleted('shots', ['s'], 100);
        counts.push(await count(), await store.readShot('s'));
        await store.markDeleted('shots', ['s'], null);
        counts.push(await count());
        await store.markDeleted('audits', ['a'], 100);
        counts.push(await count());
        await store.purge(100);
        await store.markDeleted('audits', ['a'], null);
        counts.push(await count());
        await store.markDeleted('audits', ['a'], 100);
        await store.purge(101);
        await store.markDeleted('audits', ['a'], null);
        return [...counts, await count(), await store.readPhoto('s')];
        """,
    )
    assert result == [2, 1, None, 2, 0, 2, 0, None]


def test_a_late_correction_does_not_restore_a_deleted_shot(page: Page) -> None:
    result = run(
        page,
        """
        await store.saveAudit(audit('a'));
        await store.saveShot(shot('s', 'a'), picture(), 7);
        await store.markDeleted('shots', ['s'], 100);
        await store.saveShot(shot('s', 'a'), null, 8);
        return store.readShot('s');
        """,
    )
    assert result is None


def test_photos_that_were_never_added_are_purged_but_not_the_one_under_review(page: Page) -> None:
    result = run(
        page,
        """
        await store.saveShot(shot('left', null), picture(), 7);
        await store.saveShot(shot('open', null), picture(), 7);
        await store.purge(1000, ['open']);
        return [await store.readShot('left'), (await store.readShot('open')).id];
        """,
    )
    assert result == [None, "open"]


HOLD = """async ([name, ids]) => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const { holdShot } = await import('/static/js/audits/lock.js');
  globalThis.releases = [];
  for (const id of ids) releases.push(await holdShot(id));
  return (await Promise.all(ids.map((id) => new AuditStore({}, name).readShot(id)))).length;
}"""


def test_a_photo_that_another_tab_has_under_review_is_not_purged(page: Page) -> None:
    name = run(
        page,
        """
        await store.saveAudit(audit('a'));
        await store.saveShot(shot('in-audit', 'a'), picture(), 7);
        await store.saveShot(shot('beside', 'a'), picture(), 7);
        await store.saveShot(shot('open', null), picture(), 7);
        await store.saveShot(shot('left', null), picture(), 7);
        return name;
        """,
    )
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("h1")
    other.evaluate(HOLD, [name, ["open", "in-audit"]])
    stored = """
        const ids = ['in-audit', 'beside', 'open', 'left'];
        await store.markDeleted('audits', ['a'], 100);
        await store.purge(1000);
        await store.markDeleted('audits', ['a'], null);
        const photos = await Promise.all(ids.map((id) => store.readPhoto(id)));
        return [await store.read('a') !== null, ids.filter((_, i) => photos[i] !== null)];
        """
    assert run(page, stored) == [True, ["in-audit", "beside", "open"]]
    other.close()  # which releases its locks
    wait_until(
        page,
        "(await navigator.locks.query()).held.every(({ name }) => !name.startsWith('shelfscan-shot-'))",
    )
    assert run(page, stored) == [False, []]


def test_an_import_is_atomic_and_overwrites_nothing(page: Page) -> None:
    result = run(
        page,
        """
        await store.saveAudit(audit('a'));
        await store.saveShot(shot('s', 'a'), picture(), 7);
        const other = audit('b', { store: 'Other' });
        const codes = [];
        // The second shot's id is taken, so no part of the audit may be stored.
        const shots = [shot('new', 'b'), shot('s', 'b')].map((shot) => ({ shot, read: async () => picture() }));
        await store.addAudit(other, shots).catch((error) => codes.push(error.code));
        await store.addAudit(audit('a', { store: 'Other' }), []).catch((error) => codes.push(error.code));
        const list = await store.list();
        return [codes, list.map(({ audit }) => audit.store), await store.readShot('new')];
        """,
    )
    assert result == [["storage-failed", "storage-failed"], ["Shop"], None]


def test_what_facings_look_like_is_kept_with_their_photo_alone_and_goes_with_it(page: Page) -> None:
    result = run(
        page,
        """
        const looks = (...values) => (
          { embedder: 'looks-1.0.0:aa', keys: ['m0'], values: Int8Array.from(values).buffer }
        );
        const bytes = async (id) => {
          const found = await store.readLooks(id);
          return found && [found.embedder, found.keys, ...new Int8Array(found.values)];
        };
        const kept = [await store.putLooks('s', looks(1))];
        await store.saveShot(shot('s', null), picture(), 1);
        kept.push(await bytes('s'), await store.putLooks('s', looks(1, -2)));
        await store.putLooks('s', looks(3, -127));
        kept.push(await bytes('s'));
        await store.purge(10);
        return [...kept, await bytes('s')];
        """,
    )
    assert result == [False, None, True, ["looks-1.0.0:aa", ["m0"], 3, -127], None]


def test_an_import_is_shown_when_its_last_photo_is_stored_and_reads_one_at_a_time(page: Page) -> None:
    result = run(
        page,
        """
        const seen = [];
        const shots = ['s', 't'].map((id) => ({
          shot: shot(id, 'a'),
          read: async () => {
            await store.purge(Date.now() + 1000); // as another tab may, to make room
            seen.push([(await store.list()).length, await store.listPhotos()]);
            return picture();
          },
        }));
        await store.addAudit(audit('a'), shots);
        const [{ audit: { deleted }, shots: listed }] = await store.list();
        return [seen, deleted, listed.length, (await store.listPhotos()).length];
        """,
    )
    assert result == [[[0, []], [0, ["s"]]], None, 2, 2]


def test_an_import_that_fails_leaves_nothing_and_can_be_repeated(page: Page) -> None:
    result = run(
        page,
        """
        const broken = async () => { throw new Error('the file is cut short'); };
        const shots = (read) => [{ shot: shot('s', 'a'), read: async () => picture() }, { shot: shot('t', 'a'), read }];
        const message = await store.addAudit(audit('a'), shots(broken)).catch((error) => error.message);
        const left = [(await store.list()).length, await store.listPhotos(), await store.readShot('s')];
        await store.addAudit(audit('a'), shots(async () => picture()));
        return [message, left, (await store.list())[0].shots.length];
        """,
    )
    assert result == ["the file is cut short", [0, [], None], 2]


REFUSE_BLOBS = """
  for (const name of ['put', 'add']) {
    const write = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (value, ...key) {
      if (Object.values(value).some((each) => each instanceof Blob)) {
        throw new DOMException('Error preparing Blob/File data to be stored in object store', 'UnknownError');
      }
      return write.call(this, value, ...key);
    };
  }
"""


def test_photos_are_kept_where_the_browser_stores_no_blobs(page: Page) -> None:
    """As WebKit in private windows."""
    result = run(
        page,
        REFUSE_BLOBS
        + """
        const full = { photo: new Blob(['a photo'], { type: 'image/jpeg' }), thumbnail: new Blob(['small']) };
        await store.saveShot(shot('s', null), { ...full, thumbnail: null }, 7);
        await store.saveShot(shot('s', null), full, 8);
        await store.addAudit(audit('a'), [{ shot: shot('t', 'a'), read: async () => full }]);
        const found = [];
        for (const id of ['s', 't']) {
          const photo = await store.readPhoto(id);
          found.push([photo.type, await photo.text(), await (await store.readThumbnail(id)).text()]);
        }
        return found;
        """,
    )
    assert result == [["image/jpeg", "a photo", "small"]] * 2


REFUSE_TO_OPEN = """
  IDBFactory.prototype.open = function () { throw new DOMException('The operation is insecure.', 'SecurityError'); };
"""


@pytest.mark.parametrize(("fault", "kept"), [("", True), (REFUSE_TO_OPEN, False)], ids=["stores", "refuses"])
def test_a_browser_that_stores_nothing_is_found_out(page: Page, fault: str, kept: bool) -> None:
    assert run(page, fault + "return store.canKeep();") is kept


VERSION_1 = """
  // The schema of version 1, as static/js/audits/schema.js had it.
  const old = await new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('audits', { keyPath: 'id' });
      request.result.createObjectStore('shots', { keyPath: 'id' }).createIndex('auditId', 'auditId');
      request.result.createObjectStore('pictures', { keyPath: 'id' });
      request.result.createObjectStore('place');
    };
    Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject });
  });
  const jpeg = (text) => new Blob([text], { type: 'image/jpeg' });
  const records = {
    audits: [audit('a')],
    shots: [shot('s', 'a'), shot('t', 'a'), shot('u', 'a')],
    pictures: [
      { id: 's', photo: jpeg('photo s'), thumbnail: jpeg('thumbnail s') },
      { id: 't', photo: jpeg('photo t'), thumbnail: null },
      { id: 'u', photo: null, thumbnail: null },
    ],
  };
  const writing = old.transaction(Object.keys(records), 'readwrite');
  for (const [kind, each] of Object.entries(records)) {
    for (const record of each) writing.objectStore(kind).put(record);
  }
  await new Promise((resolve, reject) => Object.assign(writing, { oncomplete: resolve, onabort: reject }));
  old.close();
  const textOf = async (blob) => blob && `${blob.type} ${await blob.text()}`;
  const all = async () => {
    const found = [await store.listPhotos()];
    for (const id of ['s', 't', 'u']) {
      found.push([await textOf(await store.readPhoto(id)), await textOf(await store.readThumbnail(id))]);
    }
    return found;
  };
  const left = () => new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onerror = reject;
    request.onsuccess = () => {
      const asked = request.result.transaction('pictures').objectStore('pictures').getAllKeys();
      asked.onsuccess = () => { request.result.close(); resolve(asked.result); };
    };
  });
"""
OF_VERSION_1 = [
    ["s", "t"],
    ["image/jpeg photo s", "image/jpeg thumbnail s"],
    ["image/jpeg photo t", None],
    [None, None],
]


def test_pictures_of_version_1_are_read_and_moved_without_loss(page: Page) -> None:
    before, after, left, shots = run(
        page,
        VERSION_1
        + """
        const before = await all();
        await store.moveOldPictures();
        await store.moveOldPictures();
        return [before, await all(), await left(), (await store.list())[0].shots.length];
        """,
    )
    assert before == after == OF_VERSION_1
    assert left == []
    assert shots == 3


def test_a_picture_of_version_1_that_cannot_be_read_now_stays_for_the_next_time(page: Page) -> None:
    left, then, after = run(
        page,
        VERSION_1
        + """
        const read = Blob.prototype.arrayBuffer;
        let reads = 0;
        Blob.prototype.arrayBuffer = function () {
          reads += 1;
          return reads === 1 ? Promise.reject(new DOMException('gone', 'NotReadableError')) : read.call(this);
        };
        await store.moveOldPictures();
        const after = await left();
        await store.moveOldPictures();
        return [after, await left(), await all()];
        """,
    )
    assert (left, then) == (["s"], [])
    assert after == OF_VERSION_1


def test_another_tab_is_notified_of_a_change(page: Page) -> None:
    heard = run(
        page,
        """
        const hears = new Promise((resolve) => new AuditStore({ onChanged: () => resolve(true) }, name));
        await store.saveAudit(audit('a'));
        return hears;
        """,
    )
    assert heard is True


def test_a_tab_of_an_older_version_closes_its_connection_for_a_newer_one_and_says_so(page: Page) -> None:
    result = run(
        page,
        """
        let outdated = 0;
        const old = new AuditStore({ onOutdated: () => (outdated += 1) }, name);
        await old.saveAudit(audit('a'));
        await new Promise((resolve, reject) => {
          const request = indexedDB.open(name, 99);
          Object.assign(request, { onsuccess: resolve, onerror: reject, onblocked: reject });
        });
        const code = await old.list().catch((error) => error.code);
        // A connection opened afterwards finds an unknown schema version.
        const late = await new AuditStore({}, name).list().catch((error) => error.code);
        return [outdated, code, late];
        """,
    )
    assert result == [1, "storage-outdated", "storage-outdated"]


def test_a_tab_of_an_older_version_that_keeps_its_connection_is_reported_and_waited_for(page: Page) -> None:
    result = run(
        page,
        """
        await store.saveAudit(audit('a'));
        await store.close();
        const old = await new Promise((resolve, reject) => {
          const request = indexedDB.open(name);
          Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject });
        });
        // A page with the next schema version.
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (name, version) { return open.call(this, name, version + 1); };
        const newer = new AuditStore({}, name);
        const blocked = await newer.list().catch((error) => error.code);
        old.close();
        return [blocked, (await newer.list()).length];
        """,
    )
    assert result == ["storage-blocked", 1]


def test_a_connection_that_the_phone_closed_is_opened_again(page: Page) -> None:
    result = run(
        page,
        """
        await store.saveAudit(audit('a'));
        const open = IDBDatabase.prototype.transaction;
        let broken = true;
        IDBDatabase.prototype.transaction = function (...args) {
          if (!broken) return open.apply(this, args);
          broken = false;
          throw new DOMException('The database connection is closing.', 'InvalidStateError');
        };
        return (await store.list()).length;
        """,
    )
    assert result == 1


def test_a_full_device_is_reported_as_such_and_stored_data_stays(page: Page) -> None:
    with full_device(page):
        run(page, "await store.saveAudit(audit('a')); await store.saveShot(shot('s', 'a'), picture(), 7);")
        code = run(
            page,
            """
            const large = { photo: new Blob([new Uint8Array(5e6)]), thumbnail: null };
            return store.saveShot(shot('t', 'a'), large, 8).catch((error) => error.code);
            """,
        )
        assert code == "storage-full"
        assert run(page, "return (await store.list())[0].shots.map(({ id }) => id);") == ["s"]


def test_what_is_cut_off_when_the_page_is_left_is_stored_when_it_is_shown_again(page: Page) -> None:
    stored = run(
        page,
        """
        const { put } = IDBObjectStore.prototype;
        let left = 0;
        IDBObjectStore.prototype.put = function (...given) {
          const request = put.apply(this, given);
          if (left++ === 0) dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
          return request;
        };
        await store.saveAudit(audit('a'));
        return [left, (await store.list()).map(({ audit }) => audit.id)];
        """,
    )
    assert stored == [2, ["a"]]


def test_every_write_is_on_the_device_before_it_is_called_stored(page: Page) -> None:
    """By default, browsers leave it to the system when to write: an empty battery would take what was called saved."""
    kinds = run(
        page,
        """
        const open = IDBDatabase.prototype.transaction;
        const kinds = new Set();
        IDBDatabase.prototype.transaction = function (...given) {
          const opened = open.apply(this, given);
          if (opened.mode === 'readwrite') kinds.add(opened.durability);
          return opened;
        };
        await store.saveAudit(audit('a'));
        await store.saveShot(shot('s', 'a'), picture(), 7);
        await store.markDeleted('shots', ['s'], 100);
        await store.addAudit(audit('b'), [{ shot: shot('t', 'b'), read: async () => picture() }]);
        await store.fillIn('t', picture());
        return [...kinds];
        """,
    )
    assert kinds == ["strict"]
