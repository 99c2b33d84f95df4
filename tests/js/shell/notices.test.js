import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { Notices } from '../../../static/js/shell/notices.js';

const A_WHILE_MS = 60_000;

/** @param {(notices: Notices, page: { text: string, hasRoom: boolean, only: string }) => void} play `only` this subject */
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

test('a notice is shown at once and goes by itself', () => {
  withTimers((notices, page) => {
    notices.tell('network', 'gone');
    assert.equal(page.text, 'gone');
    mock.timers.tick(A_WHILE_MS);
    assert.equal(page.text, '');
  });
});

test('two notices are shown one after the other', () => {
  withTimers((notices, page) => {
    notices.tell('network', 'gone');
    notices.tell('model', 'updated');
    assert.equal(page.text, 'gone');
    mock.timers.tick(8000);
    assert.equal(page.text, 'updated');
    mock.timers.tick(8000);
    assert.equal(page.text, '');
  });
});

test('newer news of the same subject takes the place of the older', () => {
  withTimers((notices, page) => {
    notices.tell('network', 'gone');
    notices.tell('network', 'back');
    assert.equal(page.text, 'back');
    mock.timers.tick(8000);
    assert.equal(page.text, '');
  });
});

test('what comes where there is no room is shown as soon as there is, in its newest form', () => {
  withTimers((notices, page) => {
    page.hasRoom = false;
    notices.tell('network', 'gone');
    mock.timers.tick(A_WHILE_MS);
    notices.tell('network', 'back');
    assert.equal(page.text, '');
    page.hasRoom = true;
    notices.settle();
    assert.equal(page.text, 'back');
  });
});

test('a notice leaves with its view and is shown again after', () => {
  withTimers((notices, page) => {
    notices.tell('model', 'updated');
    page.hasRoom = false;
    notices.settle();
    assert.equal(page.text, '');
    page.hasRoom = true;
    notices.settle();
    assert.equal(page.text, 'updated');
  });
});

test('a view may have room for one subject alone', () => {
  withTimers((notices, page) => {
    page.only = 'photo';
    notices.tell('network', 'gone');
    notices.tell('photo', 'left out');
    assert.equal(page.text, 'left out');
    mock.timers.tick(8000);
    assert.equal(page.text, '');
    page.only = '';
    notices.settle();
    assert.equal(page.text, 'gone');
  });
});
