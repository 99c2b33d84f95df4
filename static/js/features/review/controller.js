/**
 * Shows the photo under review with its boxes, and creates the editor that corrects it. The photo itself is owned by the
 * session (photo/session.js).
 *
 * @typedef {import('./state.js').PhotoState} PhotoState
 * @typedef {import('../../photo/open-photo.js').OpenPhoto} OpenPhoto
 */
import { messages } from '../../messages.js';
import { PhotoError } from '../../photo/open-photo.js';
import { codeOf } from '../../toolkit/coded-error.js';
import { PhotoEditor } from './editor.js';
import { NoteTool } from './note-tool.js';
import { ProductsTool } from './products-tool.js';
import { remarkOn, remarkText } from './remark.js';
import { PhotoStage } from './stage.js';
import { factsOf, NO_PHOTO } from './state.js';
import { TurnTool } from './turn-tool.js';

export class ReviewController {
  /** @type {PhotoStage | null} */
  #stage = null;
  /** Null until the photo is counted. @type {PhotoEditor | null} */
  editor = null;
  #url = '';
  /** Kept from photo to photo. @type {import('./paint-tool.js').Brush} */
  #brush = { brand: undefined, way: 'boxes' };

  /** @param {import('../contract.js').Context<PhotoState>} context */
  constructor(context) {
    this.context = context;
    this.session = context.services.photo;
    this.settings = context.services.settings;
    this.brands = context.services.brands;
    this.brands.subscribe((now, before) => {
      const known = new Set(before.brands.map(({ id }) => id));
      const added = now.brands.find(({ id }) => !known.has(id));
      if (added && this.editor?.state.isPainting) this.#brush.brand = added.id;
      if (now.brands !== before.brands) this.editor?.refresh();
    });
    this.turning = new TurnTool(this.session, {
      onPicture: (photo, file, picture) => this.#showTurned(photo, file, picture),
      onTurned: (photo) => this.#showAsItIs(photo),
      onFailure: (photo, error) => {
        context.report(error);
        this.#showAsItIs(photo);
        context.notify('photo', messages.turn.failed);
      },
    });
    document.addEventListener('keydown', (event) => this.#onKey(event));
    this.notes = new NoteTool(this.session, context.services.archive.store, {
      onChange: (photo) => {
        this.#update(photo);
        this.#stage?.drawSoon();
      },
      onAnnounce: (text) => context.announce(text),
      onFailure: (error) => context.publish('storageFailed', error),
    });
    this.products = new ProductsTool(context, {
      tool: () => this.editor?.grouping ?? null,
      onChange: () => this.editor?.refresh(),
      onRecognised: () => this.editor?.refresh(),
    });
    this.session.subscribe((event, photo) => {
      if (event !== 'corrected') return;
      this.#update(photo);
      this.#stage?.drawSoon();
    });
  }

  /**
   * Opens a new photo to be counted (`file`), a photo that was read from storage (`photo`), or a stored photo by its id.
   * @param {import('../contract.js').RouteParams} params
   */
  async open({ file, fromCamera = false, region = null, photo, id }) {
    if (file) return this.#count(file, { fromCamera, region });
    if (photo) return this.#review(photo);
    if (id && id === this.session.current?.shot?.id) return this.context.show('photo', { over: true });
    try {
      await this.#review(await this.session.find(id ?? ''));
    } catch (error) {
      if (!(error instanceof PhotoError)) this.context.report(error);
      const unavailable = { code: codeOf(error) ?? 'unknown', isShown: false };
      this.context.publish('photoUnavailable', unavailable);
      if (unavailable.isShown) return;
      this.context.navigate('start');
      this.context.notify('photo', messages.audits.problem(unavailable.code));
    }
  }

  get naming() {
    return this.products.naming;
  }

  /** Shows the products of the photo; from then on they are looked for. @param {string} [key] of a box that is chosen alone */
  openProducts(key) {
    this.onPhoto((editor) => editor.setGrouping(true, key));
    return this.products.looking.ask();
  }

  /** @param {boolean} showsKeys */
  showKeys(showsKeys) {
    if (showsKeys !== this.context.state().showsKeys) this.context.update({ showsKeys });
  }

  /** Keys that mean the same wherever the focus is. @param {KeyboardEvent} event */
  #onKey(event) {
    const isElsewhere =
      this.context.currentView() !== 'photo' ||
      document.querySelector('dialog[open]') !== null ||
      (event.target instanceof HTMLElement && event.target.matches('input, textarea, select'));
    if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '?') this.showKeys(true);
    else if (event.key === 'PageDown') this.context.publish('otherPhoto', 1);
    else if (event.key === 'PageUp') this.context.publish('otherPhoto', -1);
    else return;
    event.preventDefault();
  }

  leave() {
    this.session.close();
    this.turning.close();
    this.#clearStage();
    this.context.update(NO_PHOTO);
  }

  /** Leads back to the photo's audit, or to the start if it has none. */
  close() {
    const photo = this.session.current;
    this.session.close(); // at once, so that another tab can open it
    const auditId = photo?.shot?.auditId ?? null;
    if (auditId === null) this.context.navigate('start');
    else this.context.navigate('audit', { id: auditId });
  }

  /**
   * Runs an edit and moves the focus to the photo, because the control that triggered the edit may disappear with it.
   * @param {(editor: PhotoEditor) => void} edit
   */
  onPhoto(edit) {
    if (!this.editor) return;
    edit(this.editor);
    this.#stage?.element.focus({ preventScroll: true });
  }

  /** @param {Blob} file @param {import('../../photo/open-photo.js').Origin} origin */
  async #count(file, origin) {
    this.context.show('photo');
    const photo = this.session.begin(file, origin);
    try {
      if (!(await this.session.copy(photo))) return;
      this.#showStage(photo);
      const picture = await this.session.decode(photo);
      if (!picture) return;
      this.#showPicture(picture);
      await this.session.count(photo, picture);
      if (photo === this.session.current) this.turning.look(photo);
      this.#showReview(photo);
      if (photo === this.session.current) this.context.publish('counted', photo.review?.boxes.length ?? 0);
    } catch (error) {
      if (photo === this.session.current)
        this.context.showProblem(error, () => this.#count(photo.file, origin));
    }
  }

  /** Shows a photo that was counted earlier, with its corrections. @param {OpenPhoto} photo */
  async #review(photo) {
    this.context.show('photo');
    this.session.adopt(photo);
    this.#showStage(photo);
    try {
      const picture = await this.session.decode(photo);
      if (!picture) return;
      this.#showPicture(picture);
      picture.close();
      this.#showReview(photo);
    } catch (error) {
      if (photo === this.session.current) {
        this.context.showProblem(error, () => this.open({ id: photo.shot?.id }));
      }
    }
  }

  /** Shows a photo as it was turned, before it is counted. @param {OpenPhoto} photo @param {Blob} file @param {{ width: number, height: number }} picture */
  #showTurned(photo, file, picture) {
    this.#clearStage();
    this.#showStage(photo, file);
    this.#showPicture(picture);
    this.context.update({ id: photo.shot?.id ?? null, isTurning: true });
  }

  /** Shows a counted photo as it is now. @param {OpenPhoto} photo */
  #showAsItIs(photo) {
    if (!photo.review) return;
    this.#showTurned(photo, photo.file, photo.review.original);
    this.context.update({ isTurning: false });
    this.#showReview(photo);
  }

  #clearStage() {
    this.editor?.close();
    this.#stage?.close();
    this.editor = null;
    this.#stage = null;
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = '';
  }

  /** Leaves the photo as it lies. */
  refuseTurn() {
    this.turning.refuse();
    const photo = this.session.current;
    if (photo) this.onPhoto(() => this.#update(photo));
  }

  /** @param {OpenPhoto} photo @param {Blob} [file] as it is to be shown */
  #showStage(photo, file = photo.file) {
    this.#url = URL.createObjectURL(file);
    this.#stage = new PhotoStage(this.#url, () => this.#sceneOf(photo));
    const { element } = this.#stage;
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', messages.photo.pictureAlt);
    this.context.update({ ...NO_PHOTO, elements: [element], fromCamera: photo.fromCamera });
  }

  /** @param {{ width: number, height: number }} picture */
  #showPicture({ width, height }) {
    this.#stage?.setPhoto({ width, height });
    this.context.update({ picture: { width, height } });
  }

  /** @param {OpenPhoto} photo */
  #showReview(photo) {
    if (photo !== this.session.current || !photo.review || !this.#stage) return;
    const events = {
      onChange: () => {
        this.#update(photo);
        this.session.corrected(photo);
        this.products.changed(photo);
      },
      onAnnounce: (/** @type {string} */ text) => this.context.announce(text),
      ...this.products.events,
    };
    const palette = { brush: this.#brush, brands: () => this.brands.list };
    const own = { palette, places: this.notes, catalogue: this.context.services.products };
    this.editor = new PhotoEditor(this.#stage, photo.review, events, own);
    this.context.update({
      elements: [this.#stage.element, this.editor.regionLayer, this.editor.pins.element],
    });
    this.notes.begin();
    this.#update(photo);
    this.products.begin(photo);
    this.#stage.drawSoon();
    const { remark, far } = this.context.state();
    const said = [messages.announceCount(photo.review.boxes.length), remark ? remarkText(remark, far) : ''];
    this.context.announce(said.join(' ').trim());
  }

  /** @param {OpenPhoto} photo */
  #update(photo) {
    const { review, shot, usualThreshold } = photo;
    if (!review || !this.editor) return;
    const { products } = this;
    const facts = factsOf(review, usualThreshold, this.brands.list, products);
    const far = this.editor.far.keys.length;
    this.context.update({
      id: shot?.id ?? null,
      count: facts.count,
      remark: remarkOn(photo, this.turning.isSuggestedFor(photo), far),
      far,
      notes: this.notes.state,
      looking: products.looking.state,
      naming: products.naming.state,
      review: { ...this.editor.state, ...facts },
    });
  }

  /** @param {OpenPhoto} photo @returns {import('./stage.js').Scene | null} */
  #sceneOf({ review }) {
    const { editor } = this;
    if (!review || !editor) return null;
    const { row, checking, isMarking, isPainting, isGrouping } = editor.state;
    const hasKinds = review.original.labels.length > 1 && !isPainting; // their tags are in the same place
    const kinds = this.settings.values.showsKinds && hasKinds ? review.original.labels : null;
    const asked = checking?.kind === 'box' ? checking : null;
    const isAskedFar = editor.isIdle && this.context.state().remark === 'far';
    const tool = isPainting ? editor.painting : editor.marks;
    const marked = isMarking || isPainting ? tool.shown : new Set(isAskedFar ? editor.far.keys : []);
    const painted = { brands: this.brands.list, isPainting, named: this.products.brandsOn(review) };
    const grouping = isGrouping ? editor.grouping.state : null;
    return { review, draft: editor.draft, row, kinds, asked, marked, line: tool.line, grouping, ...painted };
  }
}
