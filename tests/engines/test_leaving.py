"""A page that is left at any moment stops no later one. Back may show it again, so browsers freeze it."""

from __future__ import annotations

import pytest

from tests.e2e.server import ServerProcess
from tests.engines.conftest import Launch

HOLD_UPGRADE = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const create = IDBDatabase.prototype.createObjectStore;
  await new Promise((holds) => {
    IDBDatabase.prototype.createObjectStore = function (...given) {
      IDBDatabase.prototype.createObjectStore = create;
      const store = create.apply(this, given);
      const again = () => { store.put({ id: 'a' }).onsuccess = again; };
      again();
      holds();
      return store;
    };
    new AuditStore({}, 'left').list();
  });
}"""

HOLD_WRITE = """async () => {
  const { Connection } = await import('/static/js/audits/connection.js');
  const connection = new Connection('left', { onChanged() {}, onOutdated() {} });
  await new Promise((holds) => connection.write(['audits'], async (transaction) => {
    for (;;) {
      await transaction.objectStore('audits').put({ id: 'a' });
      holds();
    }
  }));
}"""

WRITE = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const store = new AuditStore({}, 'left');
  const audit = { id: 'b', store: '', place: '', note: '', created: 1, changed: 1, deleted: null, copyOf: null };
  const late = new Promise((done) => setTimeout(done, 20_000, 'nothing for 20 s'));
  return Promise.race([late, store.saveAudit(audit).then(async () => (await store.list()).length)]);
}"""


@pytest.mark.parametrize("hold", [HOLD_UPGRADE, HOLD_WRITE], ids=["upgrade", "write"])
def test_a_page_left_in_the_middle_of_a_transaction_stops_no_later_one(
    launch: Launch, server: ServerProcess, hold: str
) -> None:
    phone = launch()
    phone.open(server.url)
    phone.evaluate(hold)
    phone.open(f"{server.url}static/icons/icon.svg")
    phone.open(server.url)
    assert phone.evaluate(WRITE) == 1
    phone.close()
