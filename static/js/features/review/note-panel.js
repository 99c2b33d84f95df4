/** What the person notes of the photo: a quiet button, the sheet that it opens, and the places that are marked on the photo. */
import { html, live, nothing } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { hasTag, NOTE_LIMITS, noteCount } from '../../photo/notes.js';
import { icons } from '../../toolkit/icons.js';

/** @typedef {import('./state.js').ReviewState} ReviewState */
/** @typedef {import('./note-tool.js').NoteState} NoteState */
/** @typedef {import('./controller.js').ReviewController} Actions */

/** @param {ReviewState} review @param {NoteState} notes @param {Actions} actions */
export function noteButton({ panel }, notes, actions) {
  const count = noteCount(notes);
  const { open, openWith } = messages.notes;
  const toggle = () => actions.editor?.setPanel(panel === 'note' ? null : 'note');
  return html`<button
    class="note-button"
    aria-expanded=${panel === 'note'}
    aria-label=${count > 0 ? openWith(count) : open}
    @click=${toggle}
  >
    ${icons.note}<span>${open}</span>${count > 0 ? html`<b class="note-button__count" data-count=${count}></b>` : nothing}
  </button>`;
}

/** @param {NoteState} notes @param {Actions} actions */
export function notePanel({ tags, note, places, known, isListing }, actions) {
  const { notes } = messages;
  const tool = actions.notes;
  return html`<section class="sheet notes" aria-label=${notes.open}>
    <div class="notes__tags" role="group" aria-label=${notes.tags}>
      ${known.map((tag) => (isListing ? listedTag(tag, actions) : tagToggle(tag, hasTag(tags, tag), actions)))}
      <button class="link notes__list" aria-pressed=${isListing} @click=${() => tool.setListing(!isListing)}>
        ${isListing ? messages.review.done : notes.changeList}
      </button>
    </div>
    <form class="notes__add" autocomplete="off" @submit=${(/** @type {SubmitEvent} */ event) => addTag(event, actions)}>
      <input class="form__input" name="tag" aria-label=${notes.newTag} placeholder=${notes.newTag} maxlength=${NOTE_LIMITS.tag} enterkeyhint="done" />
      <button class="button" type="submit" aria-label=${notes.addTag}>${icons.plus}</button>
    </form>
    <textarea
      class="form__input notes__text"
      rows="2"
      aria-label=${notes.text}
      placeholder=${notes.text}
      maxlength=${NOTE_LIMITS.note}
      .value=${live(note)}
      @input=${(/** @type {Event} */ event) => tool.setNote(typedIn(event))}
    ></textarea>
    <ol class="notes__places" role="list" ?hidden=${places.length === 0}>
      ${places.map(
        ({ text }, index) => html`<li>
          <button class="row" @click=${() => actions.onPhoto((editor) => editor.setPinning(true, index))}>
            <span class="notes__number" aria-hidden="true">${index + 1}</span>
            <span class="row__name">${text || notes.place(index + 1, '')}</span>
          </button>
        </li>`,
      )}
    </ol>
    <button class="button notes__mark" @click=${() => actions.onPhoto((editor) => editor.setPinning(true))}>
      ${icons.pin}${notes.markPlace}
    </button>
  </section>`;
}

/** While places are being marked. @param {ReviewState} review @param {NoteState} notes @param {Actions} actions */
export function pinContext({ pin }, { places }, actions) {
  const { notes, review } = messages;
  const place = pin === null ? undefined : places[pin];
  const pins = () => actions.editor?.pins;
  const done = () => actions.editor?.setPinning(false);
  return {
    text: html`<p class="context__title">${place ? notes.place((pin ?? 0) + 1, '') : notes.markPlace}</p>
      <p>${place ? notes.placeHint : notes.markHint}</p>`,
    buttons: place
      ? html`<input
            class="form__input notes__word"
            aria-label=${notes.word}
            placeholder=${notes.word}
            maxlength=${NOTE_LIMITS.word}
            enterkeyhint="done"
            .value=${live(place.text)}
            @input=${(/** @type {Event} */ event) => pins()?.write(typedIn(event))}
          />
          <button class="button" @click=${() => actions.onPhoto((editor) => editor.pins.remove())}>
            ${icons.remove}${review.remove}
          </button>`
      : html`<button class="button" @click=${() => pins()?.addInMiddle()}>${icons.pin}${notes.markMiddle}</button>`,
    done,
  };
}

/** @param {string} tag @param {boolean} isOn @param {Actions} actions */
const tagToggle = (tag, isOn, actions) =>
  html`<button class="tag" aria-pressed=${isOn} @click=${() => actions.notes.toggle(tag)}>
    ${isOn ? icons.check : nothing}${tag}
  </button>`;

/** @param {string} tag of the person's list @param {Actions} actions */
const listedTag = (tag, actions) =>
  html`<button class="tag" aria-label=${messages.notes.forgetTag(tag)} @click=${() => actions.notes.forgetTag(tag)}>
    ${tag}${icons.close}
  </button>`;

/** @param {SubmitEvent} event @param {Actions} actions */
function addTag(event, actions) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const typed = String(new FormData(form).get('tag') ?? '');
  form.reset();
  actions.notes.addTag(typed);
}

/** @param {Event} event */
const typedIn = (event) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (event.target).value;
