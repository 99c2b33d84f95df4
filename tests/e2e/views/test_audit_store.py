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
        const { photo } = await store.readPicture('s');
        return [(await store.readShot('s')).review.threshold, await photo.text()];
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
        const { photo } = await store.readPicture('s');
        return [...counts, await count(), photo];
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
        const photos = await Promise.all(ids.map((id) => store.readPicture(id)));
        return [await store.read('a') !== null, ids.filter((_, i) => photos[i].photo !== null)];
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
        const shots = [shot('new', 'b'), shot('s', 'b')].map((shot) => ({ shot, picture: picture() }));
        await store.addAudit(other, shots).catch((error) => codes.push(error.code));
        await store.addAudit(audit('a', { store: 'Other' }), []).catch((error) => codes.push(error.code));
        const list = await store.list();
        return [codes, list.map(({ audit }) => audit.store), await store.readShot('new')];
        """,
    )
    assert result == [["storage-failed", "storage-failed"], ["Shop"], None]


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
          const request = indexedDB.open(name, 1);
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
