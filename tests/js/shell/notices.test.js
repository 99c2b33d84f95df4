import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { Notices } from '../../../static/js/shell/notices.js';

const A_WHILE_MS = 60_000;

/** @param {(notices: Notices, page: { text: string, hasRoom: boolean, only: string }) => void} play `only`: this subject */
function withTimers(play) {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const page = { text: '', hasRoom: true, only: '' };
    const show = (/** @type {string} */ text) => {
      page.text = text;
    };
    play(
      new Notices({ show, hasRoom: (subject) => page.hasRoom && ['', subject].includes(page.only) }),
      page,
    );
  } finally {
    mock.timers.reset();
  }
}

test('a notice is shown at once and disappears by itself', () => {
  withTimers((notices, page) => {
    notices.notify('network', 'gone');
    assert.equal(page.text, 'gone');
    mock.timers.tick(A_WHILE_MS);
    assert.equal(page.text, '');
  });
});

test('two notices are shown one after the other', () => {
  withTimers((notices, page) => {
    notices.notify('network', 'gone');
    notices.notify('model', 'updated');
    assert.equal(page.text, 'gone');
    mock.timers.tick(8000);
    assert.equal(page.text, 'updated');
    mock.timers.tick(8000);
    assert.equal(page.text, '');
  });
});

test('a newer notice replaces an older one on the same subject', () => {
  withTimers((notices, page) => {
    notices.notify('network', 'gone');
    notices.notify('network', 'back');
    assert.equal(page.text, 'back');
    mock.timers.tick(8000);
    assert.equal(page.text, '');
  });
});

test('a notice waits until a view allows it, and a newer one replaces it meanwhile', () => {
  withTimers((notices, page) => {
    page.hasRoom = false;
    notices.notify('network', 'gone');
    mock.timers.tick(A_WHILE_MS);
    notices.notify('network', 'back');
    assert.equal(page.text, '');
    page.hasRoom = true;
    notices.settle();
    assert.equal(page.text, 'back');
  });
});

test('a notice is hidden by a view that does not allow it, and shown again afterwards', () => {
  withTimers((notices, page) => {
    notices.notify('model', 'updated');
    page.hasRoom = false;
    notices.settle();
    assert.equal(page.text, '');
    page.hasRoom = true;
    notices.settle();
    assert.equal(page.text, 'updated');
  });
});

test('a view may allow notices on one subject only', () => {
  withTimers((notices, page) => {
    page.only = 'photo';
    notices.notify('network', 'gone');
    notices.notify('photo', 'left out');
    assert.equal(page.text, 'left out');
    mock.timers.tick(8000);
    assert.equal(page.text, '');
    page.only = '';
    notices.settle();
    assert.equal(page.text, 'gone');
  });
});
