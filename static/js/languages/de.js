/** Every text in German; see en.js. */

import { formatsOf, textFor } from './formats.js';
import { countOf, photoNames } from './photo-names.js';

const { number, decimal, plural, quantity, names, size, moment, rate, dayAndTime, day, percent, signed } =
  formatsOf('de');

/** @param {number} count */
const products = (count) => plural(count, 'Produkt', 'Produkte');

/** @param {number} count */
const productCount = (count) => quantity(count, 'Produkt', 'Produkte');

/** @param {number} count */
const facingCount = (count) => quantity(count, 'Facing', 'Facings');

/** @param {number} count */
const gapCount = (count) => quantity(count, 'Lücke', 'Lücken');

/** @param {number} count */
const photoCount = (count) => quantity(count, 'Foto', 'Fotos');

/** @param {number} count */
const auditCount = (count) => quantity(count, 'Besuch', 'Besuche');

/** @param {import('./photo-names.js').NamedPhotos[]} photos */
const named = (photos) =>
  photoNames(photos, { one: 'Foto', many: 'Fotos', all: 'der ganze Besuch', untitled: 'Markt ohne Namen' });

/** @type {import('./en.js').Problems} */
const problems = {
  'camera-denied': {
    title: 'Die Kamera ist nicht erlaubt',
    text:
      'Erlauben Sie sie für diese Seite, über das Symbol neben der Adresse oder in den Einstellungen des Telefons, und ' +
      'versuchen Sie es noch einmal. Sie können auch die Produkte auf einem Foto zählen.',
  },
  'camera-none': {
    title: 'Keine Kamera gefunden',
    text: 'Dieses Gerät hat keine Kamera, die der Browser nutzen kann. Wählen Sie stattdessen ein Foto eines Regals.',
  },
  'camera-busy': {
    title: 'Die Kamera ist belegt',
    text: 'Eine andere App oder ein anderer Tab nutzt die Kamera. Schließen Sie sie und versuchen Sie es noch einmal.',
  },
  'camera-lost': {
    title: 'Die Kamera ist ausgegangen',
    text: 'Sie wurde getrennt oder von einer anderen App übernommen. Versuchen Sie es noch einmal, um sie wieder einzuschalten.',
  },
  'camera-unsupported': {
    title: 'Keine Kamera in diesem Browser',
    text:
      'Dieser Browser lässt Seiten nicht an die Kamera. Öffnen Sie diese Seite in einem aktuellen Chrome, Edge, Firefox ' +
      'oder Safari, oder wählen Sie ein Foto eines Regals.',
  },
  'in-app-ios': {
    title: 'Öffnen Sie diese Seite in Safari',
    text: 'Sie steckt noch in einer anderen App, wo die Kamera oft nicht geht. Suchen Sie „In Safari öffnen“ oder „Im Browser öffnen“, meist hinter ⋯ oder der Taste zum Teilen. Sie können hier auch ein Foto wählen.',
  },
  'in-app-android': {
    title: 'Öffnen Sie diese Seite in Chrome',
    text: 'Sie steckt noch in einer anderen App, wo die Kamera oft nicht geht. Tippen Sie auf ⋮, dann auf „In Chrome öffnen“ oder „Im Browser öffnen“. Sie können hier auch ein Foto wählen.',
  },
  'insecure-origin': {
    title: 'Diese Adresse ist nicht sicher',
    text:
      'Browser erlauben die Kamera und das Arbeiten ohne Netz nur bei Adressen, die mit https:// beginnen. ' +
      'Fragen Sie nach der sicheren Adresse, wo Sie diese bekommen haben.',
  },
  'picture-unreadable': {
    title: 'Dieses Foto lässt sich nicht öffnen',
    text: 'Die Datei ist beschädigt, oder der Browser kann diese Art von Datei nicht lesen. JPEG und PNG gehen.',
  },
  'detection-failed': {
    title: 'Das Zählen hat nicht geklappt',
    text: 'Beim Zählen ging etwas schief. Versuchen Sie es noch einmal; klappt es wieder nicht, laden Sie die Seite neu.',
  },
  'no-network-no-model': {
    title: 'Der Zähler ist noch nicht auf diesem Gerät',
    text: 'Er wird einmal geladen, und dafür braucht es ein Netz. Verbinden Sie sich und versuchen Sie es noch einmal.',
  },
  'download-failed': {
    title: 'Der Zähler konnte nicht geladen werden',
    text: 'Die Verbindung ist abgerissen. Was da ist, bleibt: Versuchen Sie es noch einmal, dann geht es dort weiter.',
  },
  'model-damaged': {
    title: 'Der Zähler kam beschädigt an',
    text: 'Er wird nicht benutzt. Versuchen Sie es noch einmal; klappt es wieder nicht, sagen Sie es dem Betreiber des Servers.',
  },
  'storage-full': {
    title: 'Kein Platz auf diesem Gerät',
    text: 'Der Zähler passt nicht mehr darauf. Löschen Sie einige Fotos oder Apps und versuchen Sie es noch einmal.',
  },
  'no-backend': {
    title: 'Dieser Browser ist zu alt',
    text: 'Der Zähler läuft darin nicht. Öffnen Sie diese Seite in einem aktuellen Chrome, Edge, Firefox oder Safari.',
  },
  'model-unusable': {
    title: 'Der Detektor funktioniert hier nicht',
    text: 'Er ließ sich nicht starten, obwohl dieser Browser alles dafür hat. Versuchen Sie es noch einmal, oder starten Sie den Browser neu; bleibt es so, sagen Sie es dem Betreiber dieses Servers.',
  },
  'server-failed': {
    title: 'Der Server hat ein Problem',
    text: 'Er antwortet mit einem Fehler statt mit einem Detektor. Versuchen Sie es später noch einmal; bleibt es so, sagen Sie es dem Betreiber dieses Servers.',
  },
  'sign-in-needed': {
    title: 'Eine Anmeldung ist nötig',
    text: 'Statt des Zählers kommt eine andere Seite: wahrscheinlich die Anmeldung Ihrer Firma oder dieses WLANs. Melden Sie sich an, dann geht es weiter.',
  },
  'no-usable-model': {
    title: 'Kein Zähler passt zu dieser Seite',
    text: 'Der Server bietet keinen an, den diese Version der Seite benutzen kann. Laden Sie die Seite neu; bleibt es so, sagen Sie es dem, der diesen Server betreibt.',
  },
  'start-failed': {
    title: 'Der Zähler ist nicht gestartet',
    text: 'Versuchen Sie es noch einmal; klappt es wieder nicht, laden Sie die Seite neu.',
  },
  'worker-lost': {
    title: 'Der Zähler ist stehen geblieben',
    text: 'Er wird neu gestartet. Versuchen Sie noch einmal zu zählen.',
  },
  unknown: {
    title: 'Etwas ging schief',
    text: 'Versuchen Sie es noch einmal; klappt es wieder nicht, laden Sie die Seite neu.',
  },
};

/** @type {import('./en.js').AuditProblems} */
const auditProblems = {
  'storage-full':
    'Auf diesem Gerät ist kein Platz mehr, darum sind die neuesten Änderungen noch nicht gespeichert. Lassen Sie diese ' +
    'Seite offen, schaffen Sie Platz und versuchen Sie es noch einmal. Sie können auch jetzt exportieren.',
  'storage-failed':
    'Der Browser konnte Ihre Besuche nicht lesen oder speichern. Lassen Sie diese Seite offen und versuchen Sie es noch ' +
    'einmal. Sie können auch jetzt exportieren.',
  'storage-silent':
    'Der Browser öffnet Ihre Besuche nicht. Versuchen Sie es noch einmal. Bleibt es so, schließen Sie alle Tabs mit Shelfscan, oder starten Sie den Browser neu.',
  'storage-cleared':
    'Was hier gespeichert war, wurde gelöscht, zum Beispiel mit den Websitedaten des Browsers. Shelfscan war es nicht. Was Sie jetzt zählen, wird wieder gespeichert.',
  'storage-outdated':
    'In einem anderen Tab läuft eine neuere Version. Exportieren Sie, was noch nicht gespeichert ist, und laden Sie dann ' +
    'diese Seite neu.',
  'storage-blocked':
    'In einem anderen Tab ist eine ältere Version von Shelfscan offen. Schließen Sie ihn und versuchen Sie es noch einmal.',
  'import-unreadable':
    'Diese Datei lässt sich nicht öffnen. Sie ist beschädigt oder stammt nicht aus einem Export von Shelfscan.',
  'import-foreign':
    'In dieser Datei sind keine Besuche. Wählen Sie eine Zip-Datei, die Shelfscan exportiert hat.',
  'import-newer':
    'Diese Datei stammt aus einer neueren Version von Shelfscan. Aktualisieren Sie diese Seite und versuchen Sie es noch einmal.',
  'import-damaged':
    'Diese Datei ist beschädigt, darum wurde nichts daraus übernommen. Bitten Sie darum, sie noch einmal zu exportieren.',
  'import-running':
    'Es läuft schon ein Import, hier oder in einem anderen Tab. Warten Sie, bis er fertig ist, und versuchen Sie es dann noch einmal.',
  'export-failed':
    'Der Export hat nicht geklappt. Versuchen Sie es noch einmal; klappt es wieder nicht, wählen Sie weniger Besuche.',
  'photo-missing':
    'Dieses Foto ist nicht auf diesem Gerät. Die Zählung bleibt erhalten. Wenn Sie eine exportierte Datei mit dem Foto haben, importieren Sie sie noch einmal.',
  'open-elsewhere': 'Dieses Foto ist in einem anderen Tab offen. Schließen Sie es zuerst dort.',
  'audit-gone':
    'Dieser Besuch ist nicht auf diesem Gerät. Er wurde gelöscht oder ist auf einem anderen Telefon.',
  'photo-gone': 'Dieses Foto ist nicht mehr auf diesem Gerät.',
  'files-unreadable':
    'Einige Fotos ließen sich nicht lesen, zum Beispiel weil sie nur in der Cloud liegen. Öffnen Sie sie einmal in Ihrer Galerie, und wählen Sie sie dann noch einmal.',
  'not-countable':
    'Dieses Foto ließ sich nicht zählen: Dieser Browser kann es nicht anzeigen, oder der Detektor ist nicht bereit. Es ist gespeichert und kommt in Exporte, wie es ist.',
  unknown:
    'Etwas ging schief. Versuchen Sie es noch einmal; klappt es wieder nicht, laden Sie die Seite neu.',
};

/** @type {import('./en.js').Messages} */
export const messages = {
  appName: 'Shelfscan',

  start: {
    headline: 'Zählen Sie jedes Produkt im Regal',
    lead: 'Richten Sie das Telefon auf ein Regal. Jedes Produkt vorn bekommt einen Rahmen und wird gezählt.',
    camera: 'Kamera starten',
    photo: 'Foto wählen',
    sample: 'Beispielregal ausprobieren',
    privacy: 'Bilder bleiben auf diesem Telefon',
    researchOnly: 'Nur für Forschung, nicht fürs Geschäft',
    pictureAlt: 'Ein Verkaufsregal mit einem Rahmen um jedes Produkt',
  },

  welcome: {
    heading: 'Was Shelfscan macht',
    skip: 'Überspringen',
    back: 'Zurück',
    next: 'Weiter',
    begin: 'Los geht’s',
    again: 'So funktioniert’s',
    screens: [
      {
        title: 'Aufs Regal richten',
        text: 'Jedes Produkt vorn bekommt einen Rahmen und wird gezählt: live oder auf einem Foto.',
      },
      {
        title: 'Das Telefon zählt allein',
        text: 'Es geht ohne Netz, und die Bilder bleiben auf diesem Telefon.',
      },
      {
        title: 'Vom Regal ins Büro',
        text: 'Zählung korrigieren, die Fotos eines Marktbesuchs sammeln und alles ins Büro schicken.',
      },
    ],
    camera:
      'Der Browser fragt nach der Kamera: Sie wird zum Zählen gebraucht und läuft nur, solange Sie ihr Bild sehen.',
    announceScreen: (which, total, words) => `${which} von ${total}: ${words}`,
  },

  install: {
    title: 'Shelfscan auf den Startbildschirm',
    text: 'Öffnet sich wie eine App, geht ohne Netz.',
    textInSafari:
      'Geht ohne Netz und behält Besuche: Safari löscht sie womöglich, wenn Sie die Seite sieben Tage lang nicht öffnen.',
    install: 'Installieren',
    showHow: 'So geht’s',
    notNow: 'Nicht jetzt',
    stepsTitle: 'Auf den Startbildschirm',
    close: 'Schließen',
    done: 'Erledigt',
    steps: {
      'ios-safari': [
        'Tippen Sie auf „Teilen“. Ist es nicht zu sehen, tippen Sie zuerst auf ⋯.',
        'Wählen Sie „Zum Home-Bildschirm“, weiter unten in der Liste.',
        'Tippen Sie auf „Hinzufügen“.',
      ],
      'ios-chrome': [
        'Tippen Sie auf „Teilen“ neben der Adresse.',
        'Wählen Sie „Zum Home-Bildschirm“, weiter unten in der Liste.',
        'Tippen Sie auf „Hinzufügen“.',
      ],
      'ios-menu': [
        'Öffnen Sie das Menü des Browsers und tippen Sie auf „Teilen“.',
        'Wählen Sie „Zum Home-Bildschirm“, weiter unten in der Liste.',
        'Tippen Sie auf „Hinzufügen“.',
      ],
      'firefox-android': [
        'Öffnen Sie das Menü des Browsers.',
        'Wählen Sie „App zum Startbildschirm hinzufügen“ oder „Installieren“.',
        'Tippen Sie auf „Hinzufügen“.',
      ],
    },
  },

  network: {
    gone: 'Kein Netz. Alles geht, nichts geht verloren.',
    back: 'Das Netz scheint wieder da zu sein.',
    resumed: 'Das Netz scheint wieder da zu sein. Der Zähler wird geladen.',
    missing: {
      detector: {
        title: 'Noch kein Netz.',
        text: 'Der Zähler wird nur einmal geladen: Verbinden Sie sich, dann geht es von selbst weiter.',
      },
      page: {
        title: 'Kein Netz.',
        text: 'Gezählt wird, solange diese Seite offen bleibt. Verbinden Sie sich einmal, dann geht es auch ohne Netz.',
      },
    },
  },

  model: {
    download: 'Zähler wird geladen',
    downloaded: (loaded, total) => `${decimal(loaded / 1e6)} von ${decimal(total / 1e6)} MB`,
    prepare: 'Wird vorbereitet',
    prepareHint: 'einige Sekunden',
    ready: 'Bereit',
    onlineReady: 'Bereit, solange es ein Netz gibt',
    changedOnTheWay:
      'Etwas zwischen diesem Gerät und dem Server verändert die Seite, deshalb kann sie hier nicht gespeichert werden. Sagen Sie es dem Betreiber dieses Servers.',
    offlineReady: 'Bereit, auch ohne Netz',
    retry: 'Noch einmal',
    updated: (version) => `Ein besserer Zähler ist da (${version}). Er wird ab dem nächsten Start benutzt.`,
    refused: 'Ein neuerer Zähler lief auf diesem Gerät nicht, darum bleibt der bisherige.',
    fallback: 'Der schnellste Weg zu zählen ging auf diesem Gerät nicht, darum wird ein anderer benutzt.',
    restarted: 'Der Zähler ist stehen geblieben und wird neu gestartet.',
  },

  live: {
    heading: 'Live-Zählung',
    opening: 'Kamera startet',
    openingHint: 'Wenn der Browser fragt, tippen Sie auf „Zulassen“.',
    takePhoto: 'Foto aufnehmen',
    choosePhoto: 'Foto wählen',
    close: 'Kamera schließen',
    steady: 'Stabil',
    waiting: 'Warten auf die Kamera',
    counting: 'Zählt',
    tooFast: 'Zu schnell',
    pause: 'Pause',
    resume: 'Weiter',
    paused: 'Angehalten',
    pausedHint: 'Tippen Sie auf ein Produkt, um es zu markieren, sonst irgendwo, um weiterzuzählen.',
    picture: 'Das angehaltene Bild',
    keys: 'Pfeiltasten gehen von Produkt zu Produkt, Eingabe markiert eines, Esc lässt los.',
    product: ({ row, index, total, isMarked }) =>
      `Reihe ${number(row)}, Produkt ${number(index)} von ${number(total)}${isMarked ? ', markiert' : ''}.`,
    light: 'Licht',
    camera: 'Kamera wählen',
    lens: ({ side, number: which, label }) => {
      if (side === 'other') return label || `Kamera ${which}`;
      return side === 'rear' ? `Rückkamera ${which}` : `Frontkamera ${which}`;
    },
    zoom: 'Zoom',
    zoomFactor: (factor) => `${number(factor)}×`,
    marked: (count) => `${quantity(count, 'Produkt', 'Produkte')} markiert`,
    clearMarks: 'Aufheben',
    finding: (title) => `${title} wird gesucht`,
    foundHere: (title, count) => `${title}: hier ${facingCount(count)}`,
    cannotFind: 'Produkte können jetzt nicht unterschieden werden',
    endFinding: 'Beenden',
    hints: {
      dark: 'Zum Zählen ist es zu dunkel. Sorgen Sie für mehr Licht.',
      blurred: 'Das Bild ist unscharf. Halten Sie das Telefon ruhig.',
      far: 'Die Produkte sind zu klein. Gehen Sie näher heran oder zoomen Sie.',
      nothing: 'Keine Produkte gefunden. Richten Sie die Kamera auf ein Regal.',
      fast: 'Bitte langsamer: So schnell kann nicht gezählt werden.',
      frozen: 'Die Kamera liefert kein Bild. Warten Sie kurz, oder schließen und starten Sie sie neu.',
    },
    darkWithLight: 'Zum Zählen ist es zu dunkel. Schalten Sie das Licht ein.',
  },

  region: {
    only: 'Nur dieser Ausschnitt',
    tool: 'Nur Teil',
    title: 'Was zählt',
    hint: 'Ziehen Sie die Ecken, oder tippen Sie auf eine Ecke und dann an ihre neue Stelle.',
    placing: 'Tippen Sie an die neue Stelle.',
    all: 'Ganzes Foto zählen',
    label: 'Der Teil des Bildes, der zählt',
    corners: {
      topLeft: 'Ecke oben links, mit den Pfeiltasten bewegen',
      topRight: 'Ecke oben rechts, mit den Pfeiltasten bewegen',
      bottomLeft: 'Ecke unten links, mit den Pfeiltasten bewegen',
      bottomRight: 'Ecke unten rechts, mit den Pfeiltasten bewegen',
      all: 'Ausschnitt bewegen, auch mit den Pfeiltasten',
    },
  },

  photo: {
    heading: 'Foto',
    pictureAlt: 'Das gezählte Foto',
    working: 'Zählt',
    workingHint: 'Jede Ecke des Fotos wird angesehen',
    none: 'Keine Produkte gefunden',
    noneHint:
      'Gehen Sie näher heran, sorgen Sie für Licht oder halten Sie das Telefon ruhig, dann noch einmal.',
    backToCamera: 'Zur Kamera',
    startCamera: 'Kamera starten',
    another: 'Anderes Foto wählen',
    anotherShort: 'Foto',
    close: 'Foto schließen',
  },

  remarks: {
    dark: 'Dieses Foto ist zu dunkel, um gut zu zählen. Nehmen Sie es mit mehr Licht noch einmal auf.',
    blurred: 'Dieses Foto ist unscharf. Nehmen Sie es mit ruhiger Hand noch einmal auf.',
    lying: 'Das Foto scheint auf der Seite zu liegen.',
    /** @param {number} count */
    far: (count) => `Etwa ${number(count)} Produkte weiter hinten. Weglassen?`,
  },

  turn: {
    tool: 'Foto nach rechts drehen',
    yes: 'Drehen',
    no: 'So lassen',
    failed: 'Das Foto konnte nicht gedreht werden. Es ist wie zuvor.',
  },

  review: {
    photo: 'Das Foto mit einem Rahmen um jedes Produkt',
    keys:
      'Eine Pfeiltaste wählt einen Rahmen aus, Tab den nächsten. Pfeiltasten bewegen den gewählten Rahmen, mit der ' +
      'Umschalttaste ändern sie seine Größe, Entf löscht ihn. A fügt einen Rahmen hinzu, auch in einer Lücke, Plus und ' +
      'Minus zoomen, Esc lässt los.',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    add: 'Ergänzen',
    addTitle: 'Übersehenes Produkt ergänzen',
    addHint: 'Tippen Sie darauf oder ziehen Sie einen Rahmen darum.',
    addHintInPart: 'Tippen Sie im Ausschnitt darauf oder ziehen Sie einen Rahmen darum.',
    addedHint: 'Tippen Sie auf das nächste oder verschieben Sie dieses.',
    done: 'Fertig',
    remove: 'Löschen',
    adjust: 'Anpassen',
    adjustWays: { move: 'Bewegen', resize: 'Größe' },
    nudges: {
      move: { left: 'Nach links', up: 'Nach oben', down: 'Nach unten', right: 'Nach rechts' },
      resize: { left: 'Schmaler', up: 'Niedriger', down: 'Höher', right: 'Breiter' },
    },
    kind: 'Art des Produkts',
    sensitivity: 'Suchstärke',
    fewer: 'Weniger Rahmen',
    more: 'Mehr Rahmen',
    usual: 'Standard',
    sensitivityHint:
      'Schieben Sie nach rechts, wenn Produkte fehlen, nach links, wenn es zu viele Rahmen sind.',
    sensitivityText: (percent) =>
      `Zählt, was mit mindestens ${number(percent)} Prozent Sicherheit ein Produkt ist`,
    bringBack: (count) =>
      plural(count, '1 gelöschten Rahmen zurückholen', `${number(count)} gelöschte Rahmen zurückholen`),
    rows: 'Reihen',
    rowCount: (count) => quantity(count, 'Regalreihe', 'Regalreihen'),
    noRows: 'Noch keine Reihen. Ergänzen Sie die Produkte, die im Regal stehen.',
    row: (row) => `Reihe ${number(row)}`,
    products: productCount,
    facings: facingCount,
    facingsHint: 'Ein Facing ist ein Platz vorn im Regal: Was dort übereinander steht, ist ein Facing.',
    noShelf: 'Ohne Regalboden',
    display: 'Hier sind keine Regalböden: Die Produkte stehen aufeinander.',
    gaps: gapCount,
    checkGaps: (count) => `${gapCount(count)} prüfen`,
    missing: (count) => `${number(count)} ${plural(count, 'fehlt', 'fehlen')}`,
    boxTitle: (row) => (row > 0 ? `Produkt in Reihe ${number(row)}` : 'Produkt'),
    boxHint: 'Ziehen Sie am Rahmen oder an den Ecken. Doppelt tippen zoomt.',
    gapTitle: (count) => plural(count, 'Fehlt hier ein Produkt?', `Fehlen hier ${number(count)} Produkte?`),
    gapAcceptedTitle: 'Als fehlend markiert',
    gapHint: (row) => (row > 0 ? `In Reihe ${number(row)} ist hier Platz.` : 'Hier ist Platz.'),
    accept: 'Ja, fehlt',
    dismiss: 'Keine Lücke',
    fill: (count) => plural(count, 'Produkt ist da', `${number(count)} Produkte sind da`),
    undone: (count) => `Rückgängig gemacht. ${productCount(count)}.`,
    redone: (count) => `Wiederholt. ${productCount(count)}.`,
    removed: (count) => `Rahmen gelöscht. ${productCount(count)}.`,
    added: (count) => `Rahmen ergänzt. ${productCount(count)}.`,
    partCounts: (count) => `Nur der Ausschnitt zählt. ${productCount(count)}.`,
    allCounts: (count) => `Das ganze Foto zählt. ${productCount(count)}.`,
    notInPart: 'Nicht ergänzt: Es liegt außerhalb des Ausschnitts, der zählt.',
    gapAccepted: 'Als fehlend markiert.',
    gapDismissed: 'Zählt nicht als Lücke.',
    gapFilled: (added, count) =>
      `${plural(added, 'Rahmen', `${number(added)} Rahmen`)} in der Lücke ergänzt. ${productCount(count)}.`,
    boxSelected: (index, total, row, label) =>
      `${label ? `${label}, ` : ''}Rahmen ${number(index)} von ${number(total)}${row > 0 ? `, Reihe ${number(row)}` : ''}.`,
    gapSelected: (count, row) =>
      `Lücke${row > 0 ? ` in Reihe ${number(row)}` : ''}, Platz für ${productCount(count)}. Eingabe heißt: fehlt, ` +
      'Entf heißt: keine Lücke, A heißt: Produkt ist da.',
  },

  leaveOut: {
    yes: 'Weglassen',
    no: 'Nein',
  },

  marks: {
    tool: 'Mehrere',
    title: 'Produkte markieren',
    hint: 'Einkreisen, darüber wischen oder antippen.',
    keys: 'Pfeiltasten gehen von Rahmen zu Rahmen, die Leertaste markiert einen, Entf löscht die markierten, die Eingabetaste behält sie, Esc beendet das Markieren.',
    /** @param {number} count */
    marked: (count) => `${number(count)} markiert`,
    isMarked: 'Markiert.',
    isNotMarked: 'Nicht markiert.',
    keep: 'Behalten',
    name: 'Benennen',
    unmark: 'Aufheben',
    /** @type {(marked: number, count: number) => string} */
    removed: (marked, count) => `${number(marked)} gelöscht. ${number(count)} ${products(count)}.`,
    /** @type {(marked: number, count: number) => string} */
    kept: (marked, count) => `${number(marked)} als Produkte behalten. ${number(count)} ${products(count)}.`,
    /** @type {(marked: number, count: number) => string} */
    named: (marked, count) => `${number(marked)} benannt. ${number(count)} ${products(count)}.`,
  },

  byProduct: {
    table: 'Nach Artikeln',
    product: 'Artikel',
    summary: (count, named, all) =>
      `${number(count)} Artikel auf ${number(named)} von ${quantity(all, 'Facing', 'Facings')} benannt`,
    how: (byPerson, byLooks) =>
      byLooks > 0
        ? `Von Menschen benannt: ${number(byPerson)}. Am Aussehen erkannt: ${number(byLooks)}.`
        : `Von Menschen benannt: ${number(byPerson)}.`,
    notNamed: 'Nicht benannt',
    notNamedFacings: (count) => `Nicht benannt: ${quantity(count, 'Facing', 'Facings')}`,
    ofBrand: (brand) => `${brand}, Artikel nicht benannt`,
    productNotNamed: 'Artikel nicht benannt',
    noBrand: 'Ohne Marke',
    isNew: 'neu',
    gone: (name, before) => `${name} (vorher ${number(before)})`,
    goneNow: (list) => `Seit dem letzten Besuch weg: ${list}.`,
    compared: (count) =>
      `Verglichen anhand von ${number(count)} ${plural(count, 'benanntem', 'benannten')} Artikel${plural(count, '', 'n')}.`,
    mayBeAmong: 'Was nicht benannt ist, kann darunter sein.',
    notCompared: 'Nicht nach Artikeln verglichen: In einem der beiden Besuche ist zu wenig benannt.',
  },

  brands: {
    tool: 'Marken',
    title: 'Produkte benennen',
    which: 'Die Marke, die sie bekommen',
    unnamed: 'Ohne Namen',
    waysLabel: 'Was ein Tippen benennt',
    ways: { boxes: 'Einzeln', row: 'Ganze Reihe', span: 'Von – bis' },
    hints: {
      boxes: 'Tippen Sie sie an, wischen Sie darüber oder kreisen Sie sie ein.',
      row: 'Tippen Sie ein Produkt an: Seine ganze Reihe wird benannt.',
      span: 'Tippen Sie das erste Produkt an.',
      last: 'Tippen Sie nun das letzte Produkt an.',
    },
    empty: 'Fügen Sie zuerst die Marken hinzu, um die es Ihnen geht.',
    keys: 'Die Pfeiltasten gehen von Rahmen zu Rahmen, die Leertaste benennt, Entf nimmt den Namen weg, 1 bis 9 wählen eine Marke, 0 keine, Escape beendet.',
    /** @param {string} name */
    chosen: (name) => (name ? `Marke: ${name}.` : 'Namen werden weggenommen.'),
    /** @type {(count: number, name: string) => string} */
    painted: (count, name) =>
      name
        ? `${quantity(count, 'Produkt', 'Produkte')}: ${name}.`
        : `${quantity(count, 'Produkt', 'Produkte')} ohne Namen.`,
    nothingNew: 'Hier ist nichts neu.',

    percent,
    /** @param {string} part */
    oursPart: (part) => `Eigene ${part}`,
    /** @param {string} part */
    unnamedPart: (part) => `ohne Namen ${part}`,
    shareTitle: 'Anteil am Regal',
    ours: 'Eigene',
    others: 'Andere',
    /** @type {(ours: string, others: string, unnamed: string) => string} */
    shareText: (ours, others, unnamed) =>
      `Eigene ${ours}, andere ${others}, ohne Namen ${unnamed} aller Facings`,
    table: 'Nach Marken',
    brand: 'Marke',
    facings: 'Facings',
    byFacings: 'Anteil',
    byWidth: 'Von der Breite',
    widthHint:
      'Facings sind die Plätze vorn im Regal. Ein breites Produkt nimmt mehr von der Breite ein als ein schmales.',
    /** @param {number} photos */
    notCounted: (photos) =>
      `Ohne ${photoCount(photos)}, ${plural(photos, 'das nicht gezählt ist', 'die nicht gezählt sind')}.`,
    number,

    heading: 'Marken',
    settingsHint: 'Eigene und andere, für den Anteil am Regal',
    /** @param {number} count */
    count: (count) => quantity(count, 'Marke', 'Marken'),
    edit: 'Ändern',
    addFirst: 'Marken hinzufügen',
    emptyHint:
      'Mit einer Liste von Marken können Sie auf jedem Foto sagen, welches Produkt von wem ist, und sehen, welchen Anteil am Regal Ihre haben.',
    listHint: 'Tippen Sie auf einem Foto auf Marken, um die Produkte zu benennen.',
    newNames: 'Namen von Marken, mit Kommas dazwischen',
    example: 'Nordmark, Alpina',
    add: 'Hinzufügen',
    whose: 'Wem sie gehören',
    /** @param {string[]} added */
    added: (added) => (added.length > 0 ? `Hinzugefügt: ${names(added)}.` : 'Hier ist nichts neu.'),
    /** @param {string} name */
    nameOf: (name) => `Name von ${name}`,
    /** @param {string} name */
    isOurs: (name) => `${name} ist eine eigene Marke`,
    /** @param {string} name */
    remove: (name) => `${name} löschen`,
    /** @param {string} name */
    isDeleted: (name) => `${name} wurde gelöscht. Die Produkte sind jetzt ohne Namen.`,
    /** @param {string} name */
    isTaken: (name) => `Eine Marke namens ${name} gibt es schon.`,
  },

  check: {
    likely: (low, high) => `Wohl ${number(low)} bis ${number(high)}`,
    boxes: (count) => `${number(count)} Rahmen prüfen`,
    whole: 'Foto prüfen',
    isProduct: 'Ist das ein Produkt?',
    isProductHint: 'Nein, wenn es schon einen anderen Rahmen hat.',
    left: (count) => plural(count, 'Der letzte.', `Noch ${number(count)}.`),
    keys: 'Die Eingabetaste sagt Ja, Entf Nein, die Pfeiltaste nach rechts, dass man es nicht sieht.',
    yes: 'Produkt',
    no: 'Kein Produkt',
    skip: 'Nicht zu erkennen',
    isAll: 'Hat jetzt jedes Produkt einen Rahmen?',
    isAllHint: 'Sehen Sie sich das ganze Foto an.',
    all: 'Ja, alle',
    notAll: 'Nein, ergänzen',
    said: (isProduct, count) => `${isProduct ? 'Produkt' : 'Kein Produkt'}. ${productCount(count)}.`,
    vouched: (count) => `Geprüft. ${productCount(count)}.`,
  },

  problem: {
    retry: 'Noch einmal',
    photo: 'Foto wählen',
    back: 'Zum Anfang',
  },

  page: {
    back: 'Zurück',
  },

  notes: {
    open: 'Notiz',
    openWith: (count) => `Notiz, ${quantity(count, 'Eintrag', 'Einträge')}`,
    tags: 'Stichworte',
    suggestions: ['Preis fehlt', 'Aktion nicht aufgebaut', 'Beschädigt'],
    newTag: 'Neues Stichwort',
    addTag: 'Stichwort hinzufügen',
    changeList: 'Liste ändern',
    forgetTag: (tag) => `„${tag}“ aus der Liste nehmen`,
    tagForgotten: (tag) => `„${tag}“ ist nicht mehr in der Liste`,
    tagOn: (tag) => `Notiert: ${tag}`,
    tagOff: (tag) => `Nicht mehr notiert: ${tag}`,
    text: 'Notiz zu diesem Foto',
    markPlace: 'Stelle markieren',
    markHint: 'Tippen Sie auf die Stelle im Foto.',
    markMiddle: 'Die Mitte markieren',
    placeHint: 'Ziehen Sie sie, oder tippen Sie auf die nächste Stelle.',
    word: 'Was ist dort?',
    place: (number, text) => (text ? `Stelle ${number}: ${text}` : `Stelle ${number}`),
    placed: (number) => `Stelle ${number} ist markiert`,
    placeRemoved: (number) => `Stelle ${number} ist entfernt`,
    enoughPlaces: (most) => `Ein Foto hat Platz für ${number(most)} Stellen`,
  },

  person: {
    heading: 'Sie',
    name: 'Ihr Name',
    nameHint:
      'Er steht bei den Besuchen, die Sie von jetzt an beginnen, und in deren Berichten und Exporten.',
    noPlace: (isDenied) =>
      isDenied
        ? 'Dieser Besuch hat keinen Standort: Das Handy erlaubt es nicht. Alles andere geht.'
        : 'Dieser Besuch hat keinen Standort: Das Handy hat ihn nicht gefunden. Alles andere geht.',
  },

  report: {
    open: 'Bericht',
    title: (store) => `Bericht: ${store}`,
    preparing: 'Der Bericht entsteht',
    progress: (done, total) => `Der Bericht entsteht: Foto ${number(done)} von ${number(total)}`,
    cancel: 'Abbrechen',
    share: 'Teilen',
    save: 'Auf diesem Gerät speichern',
    saved: 'Gespeichert. Sie finden den Bericht bei Ihren Downloads.',
    refused: 'Dieses Handy teilt ihn nicht. Speichern Sie ihn und senden Sie die Datei.',
    print: 'Drucken oder PDF',
    failed:
      'Der Bericht konnte nicht erstellt werden. Vom Besuch ist nichts verloren. Versuchen Sie es noch einmal.',
    retry: 'Noch einmal versuchen',
    fileName: 'bericht',

    started: (time) => dayAndTime(time),
    lasted: (start, end) => `${dayAndTime(start)}, beendet ${dayAndTime(end)}`,
    notFinished: 'Dieser Besuch ist nicht beendet',
    who: (name) => `Besucht von ${name}`,
    where: (at, metres) => `Standort: ${at} (auf ${number(metres)} m genau)`,
    todo: 'Was zu tun ist',
    nothing: 'Es ist nichts offen.',
    inCategory: (category) => `${category}: `,
    onPhotos: (photos) => (photos.length === 1 ? `Foto ${photos[0]}` : `Fotos ${names(photos.map(String))}`),
    missing: (count) => `${quantity(count, 'Lücke', 'Lücken')}, wo ein Produkt fehlt`,
    unchecked: (count) => `${quantity(count, 'Lücke', 'Lücken')}, die niemand geprüft hat`,
    uncounted: (count) => `${photoCount(count)} nicht gezählt: Was darauf ist, steht hier in keiner Zahl`,
    notHere: (count) => `${photoCount(count)} nicht auf diesem Gerät, darum stehen hier nur die Zahlen`,
    notShown: (count) => `${photoCount(count)}, die dieser Browser nicht zeigen kann`,

    numbers: 'Zahlen',
    category: 'Kategorie',
    noCategory: 'Ohne Kategorie',
    all: 'Alle',
    photos: 'Fotos',
    products: 'Produkte',
    facings: 'Facings',
    outOfStock: 'Fehlt',
    gaps: 'Ungeprüfte Lücken',
    shareOfShelf: 'Regalanteil',
    state: { todo: 'Nicht erledigt', done: 'Erledigt' },
    signed: (value) => signed(value),
    percent: (value) => percent(value),
    number,
    notCounted: (count) => `${number(count)} nicht gezählt`,
    comparedWith: (time) =>
      `Kleine Zahlen mit + oder − vergleichen mit dem letzten Besuch in diesem Laden, ${day(time)}.`,
    notComparable: 'Wo ein Besuch Fotos hat, die nicht gezählt sind, wird nichts verglichen.',
    before: (time) => `Vorher: ${day(time)}`,
    now: 'Jetzt',
    photo: (number) => `Foto ${number}`,
    missingPhoto: 'Dieses Foto ist nicht auf dem Gerät, das den Bericht erstellt hat.',
    unshownPhoto: 'Der Browser, der den Bericht erstellt hat, kann dieses Foto nicht zeigen.',
    waiting: 'Noch nicht gezählt',
    couldNot: 'Konnte nicht gezählt werden',
    enlarge: 'Zum Vergrößern tippen',
    pictureOf: (number) => `Foto ${number}, auf dem die gezählten Produkte markiert sind`,
    legend: 'Rahmen: gezählte Produkte. Gestrichelt: Dort fehlt ein Produkt. Zahlen: notierte Stellen.',
    made: (time) =>
      `Mit Shelfscan erstellt am ${dayAndTime(time)}. Die Zahlen hat ein Detektor gezählt; wo jemand sie von Hand berichtigt hat, gelten diese.`,
  },

  visits: {
    heading: (store) => `Besuch: ${store}`,
    open: 'Nicht abgeschlossen',
    categories: 'Kategorien',
    done: (done, all) => `${number(done)} von ${number(all)} erledigt`,
    categoriesHint:
      'Was Sie in diesem Markt durchgehen, zum Beispiel: Kaffee, Tee, Süßwaren. Jede Kategorie hat ihre eigenen Fotos und Zahlen.',
    newCategory: 'Kaffee, Tee, Süßwaren',
    add: 'Hinzufügen',
    noPhotos: 'Noch keine Fotos',
    markDone: (name) => `${name} ist erledigt`,
    skip: 'Auslassen',
    skipName: (name) => `${name} auslassen`,
    unskip: 'Doch aufnehmen',
    skipped: 'Ausgelassen',
    skippedFor: (reason) => `Ausgelassen: ${reason}`,
    whySkip: (name) => `Warum ${name} auslassen?`,
    reasons: ['Hier nicht im Sortiment', 'Keine Zeit', 'Nicht zugänglich'],
    otherReason: 'Ein anderer Grund',
    removeCategory: 'Von der Liste nehmen',
    photos: 'Fotos',
    noCategory: 'Ohne Kategorie',
    checkAll: 'Prüfen, Unsicheres zuerst',
    checkNext: (left) => `Nächstes prüfen (${number(left)})`,
    checkEnd: 'Zurück zum Besuch',
    allChecked: 'Sie haben alle unsicheren Fotos durchgesehen.',
    like: (other) => `Sieht aus wie Foto ${number(other)}`,
    shares: (other) => `Zeigt einen Teil von Foto ${number(other)}`,
    twice: (count) => `${photoCount(count)} vielleicht doppelt gezählt`,
    stillTwice: (count) =>
      `${photoCount(count)} ${plural(count, 'zählt', 'zählen')} vielleicht Produkte doppelt. Öffnen Sie ${plural(count, 'es', 'sie')}, um zu sagen, was zählt.`,
    photosOf: (store) => `Fotos von ${store}`,
    moveSome: 'Verschieben',
    move: (count) => (count === 0 ? 'Fotos auswählen' : `${photoCount(count)} verschieben`),
    moveQuestion: (count) => `${photoCount(count)} verschieben nach`,
    moveHere: 'In diesen Besuch',
    moved: (count) => `${photoCount(count)} verschoben.`,
    next: (name) => `Weiter: ${name}`,
    doneWith: 'Erledigt',
    nowIn: (name) => `Jetzt: ${name}`,
    allDone: 'Alle Kategorien sind erledigt',
    counting: (count) => `${number(count)} noch zu zählen`,
    countingIt: 'Wird gezählt',
    notCounted: 'Nicht zählbar',
    finish: 'Besuch abschließen',
    finishIt: 'Abschließen',
    finished: (time) => `Abgeschlossen: ${moment(time)}`,
    finishedNow: (store) => `Der Besuch bei ${store} ist abgeschlossen`,
    finishQuestion: 'Diesen Besuch abschließen?',
    noPhotosYet: 'Er hat keine Fotos.',
    stillToDo: (open) => `Nicht erledigt: ${names(open)}.`,
    stillCounting: (count) => `${photoCount(count)} noch zu zählen. Das geht von selbst weiter.`,
    stillUnchecked: (count) => `${quantity(count, 'Lücke', 'Lücken')} noch ungeprüft.`,
    goOn: 'Besuch fortsetzen',
    finishAnyway: 'Trotzdem abschließen',
    unfinished: 'Dieser Besuch ist nicht abgeschlossen',
    lookAtIt: 'Ansehen',
  },

  audits: {
    heading: 'Besuche',
    hint: 'Fotos und Zählungen',
    close: 'Schließen',
    untitled: 'Markt ohne Namen',
    empty: 'Noch keine Besuche',
    emptyHint: 'Ein Besuch sammelt die Fotos und Zählungen eines Markts, damit Sie sie weitergeben können.',
    start: 'Besuch beginnen',
    loading: 'Ihre Besuche werden geöffnet',
    keepsNothing: {
      title: 'Dieser Browser speichert nichts',
      text: 'Fotos und Zählungen sind weg, sobald Sie diese Seite schließen. Öffnen Sie Shelfscan in einem normalen Fenster, nicht in einem privaten, und erlauben Sie der Seite, Daten zu speichern.',
    },

    formNew: 'Neuer Besuch',
    formEdit: 'Angaben ändern',
    store: 'Markt',
    storeHint: 'Zum Beispiel: Markt am Bahnhof, Hauptstraße',
    storeMissing: 'Geben Sie den Namen des Marktes ein.',
    place: 'Ort',
    placeHint: 'Wo im Markt, zum Beispiel: Gang 4, Getränke',
    note: 'Notiz',
    /** @param {string} other */
    changedElsewhere: (other) =>
      other === ''
        ? 'Das wurde inzwischen in einem anderen Tab geleert. Speichern Sie noch einmal, damit Ihr Text gilt.'
        : `Das wurde inzwischen in einem anderen Tab geändert, in: „${other}“. Speichern Sie noch einmal, damit stattdessen Ihr Text gilt.`,
    optional: 'freiwillig',
    create: 'Besuch beginnen',
    createAndAdd: 'Beginnen und Foto sichern',
    save: 'Speichern',
    cancel: 'Abbrechen',

    details: 'Angaben ändern',
    camera: 'Fotos aufnehmen',
    photo: 'Fotos hinzufügen',
    noPhotos: 'Noch keine Fotos',
    noPhotosHint:
      'Nehmen Sie jedes Regalfeld auf. Alle Produkte darauf werden gezählt, und Sie können die Zählung korrigieren.',
    openShot: (which) => `Foto ${number(which)} öffnen`,
    removeShot: (which) => `Foto ${number(which)} löschen`,
    notSaved: 'Nicht gespeichert',
    corrected: 'Korrigiert',
    pictureMissing: 'Foto nicht dabei',
    delete: 'Besuch löschen',
    summary: (photos, count) => `${photoCount(photos)}, ${productCount(count)}`,
    products: productCount,
    facings: facingCount,
    photoCount,
    missing: (count) => quantity(count, 'bestätigte Lücke', 'bestätigte Lücken'),
    unchecked: (count) => quantity(count, 'ungeprüfte Lücke', 'ungeprüfte Lücken'),
    number,
    moment,

    continue: (store) => `Weiter: ${store}`,
    addTo: (store) => `Sichern in ${store}`,
    add: 'In Besuch sichern',
    adding: (store) => `Wird in ${store} gespeichert`,
    addedTo: (store) => `Gespeichert in ${store}`,
    /** @param {string} store */
    moved: (store) =>
      store
        ? `„${store}“ wurde in einem anderen Tab gelöscht. Das Foto ist in einem neuen Besuch mit diesem Namen.`
        : 'Der Besuch wurde in einem anderen Tab gelöscht. Das Foto ist in einem neuen.',
    nextPhoto: 'Nächstes Foto',
    takeAgain: 'Noch einmal',
    toAudit: 'Besuch öffnen',

    twice: {
      /** @param {number} number */
      looksLike: (number) => `Das sieht aus wie Foto ${number}`,
      /** @param {number} number */
      partIsOn: (number) => `Ein Teil dieses Regals ist schon auf Foto ${number}`,
      sameText: 'Wenn Sie es mitzählen, zählen seine Produkte ein zweites Mal.',
      /** @type {(fresh: number, all: number) => string} */
      partText: (fresh, all) =>
        fresh === 0
          ? `${quantity(all, 'Produkt', 'Produkte')}, keines davon neu.`
          : `${quantity(all, 'Produkt', 'Produkte')}, davon ${number(fresh)} neu. Was umrandet ist, wurde schon gezählt.`,
      /** @param {number} number */
      earlier: (number) => `Foto ${number}`,
      thisPhoto: 'Dieses Foto',
      countFresh: 'Nur das Neue zählen',
      leaveOut: 'Weglassen',
      countToo: 'Mitzählen',
      leftOut: 'Das Foto wurde weggelassen: Es ist nicht in diesem Besuch.',
    },

    select: 'Auswählen',
    selectDone: 'Abbrechen',
    selectAll: 'Alle',
    selected: (count) => (count === 0 ? 'Besuche wählen' : `${auditCount(count)} gewählt`),
    more: 'Mehr',
    export: 'Exportieren',
    deleteSelected: 'Löschen',
    import: 'Importieren',

    deletedAudits: (count) =>
      plural(count, 'Der Besuch wurde gelöscht', `${auditCount(count)} wurden gelöscht`),
    deletedPhoto: 'Das Foto wurde gelöscht',
    undo: 'Rückgängig',
    restored: 'Wieder da',

    exportHeading: 'Exportieren',
    exportProgress: (done, total) =>
      `Foto ${number(Math.min(done + 1, total))} von ${number(total)} wird vorbereitet`,
    exportPreparing: 'Die Datei wird vorbereitet',
    exportReady: 'Ihr Export ist fertig',
    exportContents: (bytes) =>
      `Eine Zip-Datei, ${size(bytes)}: eine Tabelle, die Fotos mit und ohne Rahmen und die Daten für Programme.`,
    exportUndrawn: (count) =>
      `${photoCount(count)} ${plural(count, 'konnte', 'konnten')} auf diesem Gerät nicht angezeigt werden. Die Datei enthält ${plural(count, 'es', 'sie')} wie gespeichert, ohne eingezeichnete Rahmen.`,
    exportShare: 'Teilen',
    exportShareLoose: 'Tabelle und Fotos teilen',
    exportSharePart: (part, parts) => `Teil ${number(part)} von ${number(parts)} teilen`,
    exportPartShared: (part, parts) => `Teil ${number(part)} von ${number(parts)} ist geteilt.`,
    exportInParts: (parts) =>
      `Das geschieht nacheinander in ${quantity(parts, 'Teil', 'Teilen')}: Dieser Browser teilt nur wenige Dateien auf einmal. Wieder importieren lässt sich nur die Zip-Datei.`,
    exportZipParts: (parts) =>
      `Die Datei ist zu groß, um sie auf einmal zu teilen. Sie wird nacheinander in ${quantity(parts, 'Teil', 'Teilen')} geteilt. Jeder lässt sich allein importieren und hat alle Zahlen; die Fotos sind auf die Teile verteilt.`,
    exportShareNone:
      'Dieser Browser kann diese Dateien nicht teilen. Sichern Sie die Zip-Datei, und senden Sie sie dann aus Ihren Downloads.',
    exportMissing: (photos) =>
      `Ohne ${photoCount(countOf(photos))}, weil ${plural(countOf(photos), 'die Datei auf diesem Gerät fehlt oder sich nicht lesen lässt', 'die Dateien auf diesem Gerät fehlen oder sich nicht lesen lassen')}: ${named(photos)}. Die Zahlen stehen in den Tabellen.`,
    exportReadmePart: (part, parts) =>
      `Dies ist Teil ${number(part)} von ${number(parts)} eines Exports. Jeder Teil hat alle Zahlen und lässt sich allein importieren; die Fotos sind auf die Teile verteilt. Importieren Sie alle Teile, in beliebiger Reihenfolge, um alle Fotos zu haben.`,
    exportShareRefused:
      'Dieser Browser kann keine Zip-Dateien teilen. Teilen Sie die Tabelle und die Fotos mit ihren Rahmen, oder ' +
      'speichern Sie die Zip-Datei.',
    exportSave: 'Auf diesem Gerät sichern',
    exportSaved: 'Gespeichert. Sie finden die Datei bei Ihren Downloads.',
    exportReadme: `Export von Shelfscan

counts.xlsx    alle Tabellen in einer Datei: Öffnen Sie diese mit der Tabellenkalkulation; 0047 bleibt 0047, 1/2 bleibt 1/2
counts.csv     eine Zeile für jedes Foto, für Programme; das Trennzeichen ist das der Tabellenkalkulationen Ihres Landes
rows.csv       eine Zeile für jede Regalreihe auf jedem Foto; die eines Fotos ergeben zusammen seine Zahlen in counts.csv
shares.csv     Anteil am Regal: eine Zeile für jede Marke in jeder Kategorie jedes Besuchs, in dem Produkte nach Marken benannt sind
products.csv   Facings und Anteil am Regal nach Artikeln, wo Artikel benannt sind (nur dann)
must_stock.csv was vorrätig sein muss, eine Zeile für jeden Artikel: present (da), missing (fehlt), not_sure (unsicher) oder not_checked
               (ungeprüft); nur mit Liste
marked/        die Fotos mit einem Rahmen um jedes gezählte Produkt
photos/        die Fotos ohne Rahmen
coco.json      die Rahmen für Annotations-Werkzeuge und fürs Training (COCO-Format)
audits.json    alles, für Programme; Shelfscan selbst importiert diese Zip-Datei wieder

products sind alle Rahmen, facings die Plätze vorn im Regal: Produkte übereinander sind ein Facing.
In counts.csv gilt: products = found_by_detector + added_by_hand - removed_by_hand. Rahmen, die von Hand
verschoben wurden oder eine andere Art von Produkt bekamen, sind weder hinzugefügt noch entfernt: moved_by_hand und
relabelled_by_hand zählen sie.
likely_from und likely_to sagen, wie sicher products ist: Auf vier von fünf Fotos liegt die wahre Zahl dazwischen, beide
eingeschlossen. Sie sind leer bei Fotos älterer Zähler, und gleich, sobald jemand jeden Rahmen und das ganze Foto geprüft hat.
part_only ist 1, wenn nur ein Ausschnitt des Fotos zählt, den jemand gewählt hat: Alles andere fehlt in allen Zahlen.

In shares.csv ergeben die Facings einer Kategorie zusammen alle ihre Facings: die der eigenen Marken (own), anderer (other) und
die, die niemand benannt hat (unnamed). width ist, was sie von den Regalen einnehmen, in Regalreihen: 1 ist so breit wie alle
Facings einer durchschnittlichen Reihe ihres Fotos. photos_not_counted sind in keiner dieser Zahlen enthalten.

Auch in products.csv ergeben die Facings einer Kategorie zusammen alle ihre Facings: Was keinen Artikelnamen hat, steht in einer eigenen
Zeile, und not_named sagt, wie viele das sind. named_by_person sind die, die Menschen benannt haben, named_by_looks die, die Shelfscan am
Aussehen erkannt hat. facings_before und change vergleichen mit dem letzten Besuch in diesem Markt, compared_products sagt, wie viele
benannte Artikel beide zusammen haben; leer, wo in einem der beiden zu wenig benannt ist. said_by in must_stock.csv: person, jemand hat
die Liste geprüft, person_says ist diese Antwort; name, jemand hat die Facings benannt; looks, Shelfscan hat sie am Aussehen erkannt.
facings_seen sind die Facings des Artikels auf Fotos, wo es Namen gibt.

Zeiten stehen mit ihrem Abstand zu UTC da: 2024-01-05T09:30:00+01:00 ist halb zehn, wo die Uhren UTC eine Stunde voraus sind.
photo_clock sagt, woher photo_taken kommt: exif ist die Zeit der Kamera, in der Datei des Fotos; file ist, wann die Datei
zuletzt geändert wurde, weil sie keine Zeit der Kamera hat; counted ist, wann Shelfscan das Foto gezählt hat, also dasselbe wie
photo_counted. quality sagt, wie das Bild ist: ok, blurred (unscharf) oder dark (zu dunkel); leer
bei Fotos, die gezählt wurden, bevor Shelfscan das erkannte. Auf unscharfen und dunklen Fotos fehlen Produkte.

Eine Lücke ist eine Stelle, die leer aussieht. gaps_missing sind die, an denen ein Produkt fehlt, wie jemand bestätigt
hat, missing_facings die Produkte, die hineinpassen; gaps_none sind die, an denen nach Auskunft einer Person keines
fehlt; gaps_unchecked sind die, die niemand geprüft hat.

Aus allen Fotos ist der Ort (GPS) entfernt und alles andere, was Kameras in die Datei schreiben (EXIF), außer der Zeit, der
Lage des Bildes und seinen Farben. Die Bildpunkte aufrechter JPEG-Fotos bleiben unverändert; andere Fotos werden neu und
aufrecht geschrieben. Ein Foto, das für dieses Gerät zum Drehen zu groß ist, behält seine Bildpunkte, und seine EXIF-Daten
sagen, wie es liegt. Ein Foto, das dieser Browser nicht anzeigen kann, wird kopiert, wie es ist, mit allem, was in der Datei steht.

Texte, die eine Tabellenkalkulation für eine Formel halten könnte, beginnen in den CSV-Tabellen mit einem Apostroph, sonst nirgends.

Die Rahmen stammen von einem Zähler. Wofür er benutzt werden darf, steht in Shelfscan unter Einstellungen, Zähler, Lizenz.
`,

    importing: 'Besuche werden importiert',
    cutOff: (store, done, total) =>
      `Der Import von ${store} wurde abgebrochen: ${number(done)} von ${quantity(total, 'Foto', 'Fotos')} bisher hier. Importieren Sie dieselbe Datei noch einmal, dann geht es weiter.`,
    imported: ({ added, beside, known, filled, left }) =>
      [
        added > 0 ? `${auditCount(added)} importiert.` : '',
        known > 0
          ? `${auditCount(known)} schon hier${filled > 0 ? '' : ', daran wurde nichts geändert'}.`
          : '',
        filled > 0 ? `${quantity(filled, 'fehlendes Foto', 'fehlende Fotos')} ergänzt.` : '',
        beside > 0
          ? `${auditCount(beside)} anders als bei Ihnen, darum zusätzlich angelegt; Ihre Besuche bleiben, wie sie sind.`
          : '',
        left.missing.length > 0
          ? `${photoCount(countOf(left.missing))} nicht in der Datei; die Zählungen bleiben: ${named(left.missing)}.`
          : '',
        left.damaged.length > 0
          ? `${photoCount(countOf(left.damaged))} in der Datei beschädigt; die Zählungen bleiben: ${named(left.damaged)}.`
          : '',
        left.refused.length > 0
          ? `Kein Platz auf diesem Gerät für ${photoCount(countOf(left.refused))}: ${named(left.refused)}. Schaffen Sie Platz und importieren Sie dieselbe Datei noch einmal.`
          : '',
        left.broken.length > 0
          ? `Ausgelassen, weil die Zählung in der Datei beschädigt ist: ${named(left.broken)}.`
          : '',
        added + known + beside + filled === 0 ? 'In dieser Datei sind keine Besuche.' : '',
      ]
        .filter(Boolean)
        .join(' '),

    space: (used, left) => `${size(used)} auf diesem Gerät belegt, ${size(left)} frei.`,
    notKept: 'Ist das Gerät voll, kann der Browser Besuche löschen: Exportieren Sie, was wichtig ist.',
    clearedBySafari:
      'Safari löscht Besuche womöglich, wenn Sie diese Seite sieben Tage lang nicht öffnen. Die App auf dem Startbildschirm behält sie, beginnt aber leer: Exportieren Sie hier, was wichtig ist, und importieren Sie es dort.',
    unsaved: (count) => `${photoCount(count)} noch nicht gespeichert`,
    outdated: 'Shelfscan wurde aktualisiert',
    unsavedDetails: 'Die neuesten Änderungen sind noch nicht gespeichert',
    retry: 'Noch einmal',
    reload: 'Neu laden',
    problem: (code) => textFor(auditProblems, code),
  },

  settings: {
    heading: 'Einstellungen',
    appearance: 'Aussehen',
    counting: 'Zählen',
    advanced: 'Erweitert',
    about: 'Über Shelfscan',
    language: {
      label: 'Sprache',
      phone: 'Wie das Handy',
      locked: 'Sichern Sie zuerst Ihre Besuche: Für eine andere Sprache wird die Seite neu geladen.',
    },
    fields: {
      theme: {
        label: 'Farben',
        options: { auto: 'Wie das Handy', light: 'Hell', dark: 'Dunkel' },
      },
      liveSensitivity: {
        label: 'Empfindlichkeit mit der Kamera',
        hint: 'Mehr Rahmen, wenn Produkte fehlen, weniger, wenn es zu viele sind.',
        options: { fewer: 'Weniger Rahmen', standard: 'Normal', more: 'Mehr Rahmen' },
      },
      photoSensitivity: {
        label: 'Empfindlichkeit bei Fotos',
        hint: 'Bei jedem Foto lässt sie sich noch ändern.',
        options: { fewer: 'Weniger Rahmen', standard: 'Normal', more: 'Mehr Rahmen' },
      },
      liveSize: {
        label: 'Bilddetails mit der Kamera',
        hint: 'Automatisch richtet sich nach der Größe der Produkte, soweit dieses Gerät mithalten kann. Schneller folgt Ihrer Hand besser, die anderen finden kleinere Produkte.',
        options: { auto: 'Automatisch', faster: 'Schneller', standard: 'Normal', finer: 'Feiner' },
      },
      photoSize: {
        label: 'Bilddetails bei Fotos',
        hint: 'Schneller spart Zeit, feiner findet kleinere Produkte.',
        options: { faster: 'Schneller', auto: 'Normal', finer: 'Feiner' },
      },
      showsKinds: { label: 'Art des Produkts an jedem Rahmen' },
      vibrates: { label: 'Vibrieren', hint: 'Kurz, bei einem Foto und wenn etwas dazukommt.' },
      backend: {
        label: 'Was zählt',
        hint: 'Automatisch probiert, was dieses Gerät hat, und nimmt das Schnellste.',
        options: {
          auto: 'Automatisch (am schnellsten)',
          wasm: 'Prozessor (WASM)',
          webgl: 'Grafik (WebGL)',
          webgpu: 'Grafik, neu (WebGPU)',
        },
      },
      locates: {
        label: 'Standort jedes Besuchs',
        hint: 'Wird einmal gefragt, wenn ein Besuch beginnt, und bei ihm gespeichert: Berichte und Exporte zeigen ihn. Solange dies aus ist, fragt die Seite nie danach.',
      },
      showsRate: { label: 'Tempo beim Zählen zeigen', hint: 'Bilder in der Sekunde und die Zeit für jedes.' },
    },
    current: (way) => `Jetzt: ${way}`,
    unavailable: 'Auf diesem Gerät oder in diesem Browser nicht vorhanden',
    backendFailed:
      'Was Sie gewählt haben, lief auf diesem Gerät nicht. Der schnellste Weg wird wieder automatisch gesucht.',
    modelsHint: 'Ansehen, welche es gibt, und wechseln',
    detector: 'Zähler in Gebrauch',
    version: 'Version dieser Seite',
    on: 'an',
    off: 'aus',
    changed: (label, value) => `${label}: ${value}`,
  },

  models: {
    heading: 'Zähler',
    lead: 'Ein Zähler findet die Produkte auf einem Bild. Ein anderer kennt andere Produkte oder ist schneller.',
    loading: 'Was auf diesem Gerät ist, wird gelesen',
    asking: 'Weitere werden gesucht',
    offline: 'Kein Netz: Diese sind auf dem Gerät. Weitere lassen sich laden, sobald es ein Netz gibt.',
    noOthers: 'Einen anderen Zähler gibt es noch nicht.',
    inUse: 'In Gebrauch',
    onDevice: 'Auf diesem Gerät',
    toFetch: 'Noch zu laden',
    update: 'Neuere Version da',
    finds: (labels) => `Findet: ${labels.join(', ')}`,
    version: 'Version',
    size: 'Größe',
    bytes: size,
    howWell: 'Wie gut er zählt',
    howWellLead: 'Um wie viele von 100 Produkten die Zahl im Durchschnitt dieser Fotos daneben lag.',
    measuredOn: (dataset, photos) => `${dataset}: ${plural(photos, '1 Foto', `${number(photos)} Fotos`)}`,
    distance: 'Was das Bild zeigt',
    distances: { whole: 'Das ganze Regal', quarter: 'Ein Viertel davon', ninth: 'Ein Neuntel, aus der Nähe' },
    inPhoto: 'Foto',
    inLive: 'Live',
    newer: (version, bytes) => `Neu: Version ${version} (${size(bytes)})`,
    terms: 'Lizenz',
    researchOnly: 'Nur für die Forschung. Dieser Zähler darf nicht geschäftlich genutzt werden.',
    weights: 'Lizenz des Zählers',
    data: 'Lizenz der Fotos, aus denen er gelernt hat',
    use: 'Benutzen',
    fetchAndUse: 'Laden und benutzen',
    fetchUpdate: 'Aktualisieren',
    remove: 'Entfernen',
    cancel: 'Abbrechen',
    withTitle: (label, title) => `${label}: ${title}`,
    unusable: {
      title: 'Dieser Zähler läuft hier nicht',
      text: 'Dieses Gerät oder dieser Browser kann ihn nicht benutzen.',
    },
    unchanged: 'Der bisherige Zähler bleibt, wie er ist.',
    nowInUse: (title) => `${title} ist jetzt in Gebrauch.`,
    removed: (title) => `${title} wurde entfernt.`,
    removeTitle: (title) => `${title} entfernen?`,
    removeText: (bytes) => `Das macht ${size(bytes)} frei. Um ihn wieder zu benutzen, brauchen Sie ein Netz.`,
  },

  drop: {
    letGo: 'Hier loslassen, um es zu öffnen',
    noPhoto: 'Das ist kein Foto. JPEG und PNG gehen.',
    exportElsewhere:
      'Exporte werden in der Liste der Besuche importiert. Öffnen Sie sie und legen Sie die Datei dort ab.',
  },

  keys: {
    heading: 'Tasten',
    what: {
      choose: 'Das erste oder letzte Kästchen auswählen',
      next: 'Weiter zum nächsten Kästchen',
      move: 'Das gewählte Kästchen verschieben',
      resize: 'Seine Größe ändern',
      add: 'Ein Kästchen hinzufügen; in einer Lücke: sie füllen',
      remove: 'Das Kästchen entfernen; in einer Lücke: hier fehlt nichts',
      accept: 'In einer Lücke: hier fehlt ein Produkt',
      letGo: 'Die Auswahl loslassen',
      zoom: 'Größer, kleiner, das ganze Foto',
      pan: 'Das Foto verschieben',
      undo: 'Rückgängig',
      redo: 'Wiederholen',
      photo: 'Das Foto davor, das nächste Foto',
      list: 'Diese Tasten zeigen',
    },
  },

  groups: {
    which: 'Produkte',
    title: 'Produkte auf dem Foto',
    keys: 'Die Pfeiltasten gehen von Produkt zu Produkt, Enter benennt es, Entf sagt, dass der Name falsch ist, Esc beendet dies.',
    looking: 'Gleiche Produkte werden gesucht…',
    failed: {
      network:
        'Was Produkte unterscheidet, ist noch nicht auf diesem Gerät. Verbinden Sie es mit einem Netz und versuchen Sie es noch einmal.',
      other:
        'Die Produkte konnten nicht unterschieden werden. Versuchen Sie es noch einmal; hilft das nicht, laden Sie die Seite neu.',
    },
    again: 'Noch einmal',
    count: (count) => quantity(count, 'Produkt', 'verschiedene Produkte'),
    line: (products, facings) =>
      `${quantity(products, 'Produkt', 'verschiedene Produkte')}, ${facingCount(facings)}`,
    facings: facingCount,
    stacked: (count) => `${number(count)} darüber`,
    alone: 'Nur dieses eine',
    notNamed: 'Ohne Namen',
    bySomeone: 'von Hand benannt',
    byLooks: 'am Aussehen erkannt',
    at: (index, total) => `Produkt ${index} von ${total}:`,
    facing: (index, total) => `Facing ${index} von ${total}.`,
    all: 'Alle Produkte auf dem Foto',
    perhaps: 'Was es sein kann',
    none: 'Keines davon',
    notThis: 'Nicht dieses Produkt',
    name: 'Benennen',
    rename: 'Anderer Name',
    split: 'Teilen',
    join: 'Verbinden',
    hints: {
      choose: 'Tippen Sie ein Produkt an und benennen Sie es einmal.',
      split: 'Tippen Sie alles an, was ein anderes Produkt ist.',
      join: 'Tippen Sie an, wo dasselbe Produkt steht.',
    },
    marked: (count) => `${quantity(count, 'Kasten', 'Kästen')} markiert.`,
    splitByLooks: 'Nach Aussehen',
    splitNow: (count) => (count > 0 ? `Abtrennen (${number(count)})` : 'Abtrennen'),
    splitOff: (count) => `${quantity(count, 'Kasten', 'Kästen')} abgetrennt.`,
    joined: (count) => `Verbunden: ${quantity(count, 'Kasten', 'Kästen')}.`,
    named: (count, title) => `${quantity(count, 'Kasten', 'Kästen')}: ${title}.`,
    denied: (title) => `Nicht ${title}.`,
    what: 'Welches Produkt ist das?',
    known: 'Schon benannt',
    nameMissing: 'Geben Sie ein, wie es heißt.',
    more: 'Kategorie und Strichcode',
    scan: 'Scannen',
    nameThem: (count) => `${facingCount(count)} benennen`,
  },

  catalogue: {
    heading: 'Produkte',
    settingsTitle: 'Bekannte Produkte',
    settingsHint: 'Was Sie einmal benannt haben, erkennt das Handy wieder',
    /** @param {number} count */
    count: (count) => quantity(count, 'Produkt', 'Produkte'),
    loading: 'Die Produkte werden gelesen',
    search: 'Produkte suchen',
    scan: 'Scannen, um ein Produkt zu finden',
    scanShort: 'Scannen',
    /** @param {number} count */
    found: (count) => `${number(count)} gefunden`,
    /** @param {string} typed */
    nothingFound: (typed) => `Nichts gefunden zu „${typed}“.`,
    /** @param {number} count */
    more: (count) => `Mehr zeigen (${number(count)})`,
    /** @param {number} count */
    pictures: (count) => (count > 0 ? quantity(count, 'Bild', 'Bilder') : 'Keine Bilder'),
    add: 'Produkt hinzufügen',
    empty: 'Noch keine Produkte',
    emptyHint:
      'Benennen Sie ein Produkt einmal auf einem Foto, und dieses Handy erkennt es von da an. Sie können Produkte auch hier hinzufügen oder eine Liste einlesen.',
    newTitle: 'Neues Produkt',
    fields: {
      name: 'Bezeichnung',
      brand: 'Marke',
      size: 'Größe',
      category: 'Kategorie',
      gtin: 'Nummer des Strichcodes',
    },
    sizeExample: '500 g',
    save: 'Das Produkt hinzufügen',
    noName: 'Geben Sie dem Produkt einen Namen.',
    full: 'Dieses Handy behält bis zu 5.000 Produkte. Löschen Sie einige, die Sie nicht brauchen, und fügen Sie dann dieses hinzu.',
    notStored:
      'Das konnte nicht gespeichert werden. Machen Sie Platz auf diesem Gerät, und versuchen Sie es noch einmal.',
    /** @param {number} count */
    noRoom: (count) =>
      `Für ${quantity(count, 'Produkt', 'Produkte')} ist kein Platz: Dieses Handy behält bis zu 5.000.`,
    /** @param {string} name */
    taken: (name) => `${name} hat diese Nummer schon.`,
    /** @param {string} name */
    open: (name) => `${name} öffnen`,
    /** @param {string} name */
    added: (name) => `${name} ist hinzugefügt`,
    looks: 'So sieht es aus',
    looksHint: 'An diesen Bildern erkennt das Handy das Produkt. Nehmen Sie die weg, die ein anderes zeigen.',
    noLooks: 'Noch keine Bilder. Benennen Sie das Produkt auf einem Foto, dann kommen seine Bilder hierher.',
    notLooks: 'Nicht dieses Produkt',
    /** @param {number} index */
    picture: (index) => `Bild ${index}`,
    /** @param {number} index */
    removePicture: (index) => `Bild ${index} wegnehmen`,
    pictureGone: 'Das Bild ist weg',
    merge: 'Mit einem anderen Produkt zusammenlegen',
    findLive: 'Zeigen, wo es steht',
    /** @param {string} name */
    mergeTitle: (name) => `Welches ist dasselbe wie ${name}?`,
    mergeHint:
      'Das Produkt, das Sie wählen, bleibt und behält seinen Namen. Es bekommt die Bilder von beiden.',
    /** @type {(from: string, into: string) => string} */
    merged: (from, into) => `${from} gehört jetzt zu ${into}`,
    delete: 'Das Produkt löschen',
    /** @param {string} name */
    deleted: (name) => `${name} ist gelöscht`,
    files: 'Auch auf einem anderen Handy',
    filesFirst: 'Von einem anderen Handy oder aus einer Liste',
    filesFirstHint:
      'Die Datei, die ein anderes Handy exportiert hat, oder eine CSV-Datei mit den Spalten name, brand, gtin, category und size.',
    filesHint:
      'Exportieren Sie alle Produkte mit ihren Bildern als eine Datei, und importieren Sie sie dort. Auch eine CSV-Datei mit den Spalten name, brand, gtin, category und size wird gelesen.',
    import: 'Datei importieren',
    export: 'Exportieren',
    working: { export: 'Die Datei entsteht', import: 'Die Datei wird gelesen' },
    /** @type {(report: { added: number, changed: number, removed: number, examples: number }) => string} */
    imported: ({ added, changed, removed, examples }) => {
      const gone = removed > 0 ? `, ${number(removed)} gelöscht` : '';
      const pictures = examples > 0 ? `, ${quantity(examples, 'Bild', 'Bilder')}` : '';
      return `Produkte: ${number(added)} neu, ${number(changed)} geändert${gone}${pictures}.`;
    },
    problem: {
      'import-foreign':
        'In dieser Datei sind keine Produkte. Wählen Sie eine Datei, die hier exportiert wurde, oder eine CSV-Datei.',
      'list-no-columns':
        'Die erste Zeile der Datei muss die Spalten benennen, und eine davon muss „name“ heißen. Es wurde nichts übernommen.',
      'list-workbook':
        'Das ist eine Arbeitsmappe. Öffnen Sie sie in Ihrer Tabellenkalkulation, speichern Sie sie als CSV, und wählen Sie diese Datei.',
    },
    exampleRow: ['Espresso, 250 g', 'Nordmark', '04006381333931', 'Kaffee', '250 g'],
  },

  barcode: {
    title: 'Strichcode scannen',
    hold: 'Halten Sie den Strichcode in den Rahmen',
    starting: 'Die Kamera startet',
    digits: 'Oder tippen Sie die Ziffern unter den Strichen ein',
    use: 'Nehmen',
    wrong: 'Diese Nummer kann nicht stimmen. Prüfen Sie jede Ziffer.',
    noReader: 'Die Kamera kann gerade keine Strichcodes lesen',
    typeInstead: 'Tippen Sie stattdessen die Ziffern ein.',
  },

  lists: {
    heading: 'Listen',
    hint: 'Ihre Märkte und die Pflichtartikel',
    open: 'Listen: Märkte und Pflichtartikel',
    stays: 'Die Listen bleiben auf diesem Gerät.',
    none: 'Noch nichts importiert.',
    kinds: {
      stores: {
        title: 'Märkte',
        text: 'Wohin Ihre Besuche gehen. Eine CSV-Datei mit einer Spalte „Name“; wenn Sie möchten, auch: ID, Adresse, Breitengrad, Längengrad, Kategorien (mit | dazwischen).',
      },
      stock: {
        title: 'Pflichtartikel',
        text: 'Was im Regal sein muss. Eine CSV-Datei mit den Spalten „Kategorie“ und „Name“; wenn Sie möchten, auch: Marke, GTIN, Facings, Filialnummer.',
      },
    },
    count: {
      stores: (count) => quantity(count, 'Markt', 'Märkte'),
      stock: (count) => quantity(count, 'Artikel', 'Artikel'),
    },
    imported: (time) => `Importiert: ${moment(time)}`,
    import: 'CSV importieren',
    again: { stores: 'Erneut importieren', stock: 'Ersetzen' },
    example: 'Beispieldatei',
    delete: 'Löschen',
    deleteNamed: (list) => `Die Liste ${list} löschen`,
    deleted: { stores: 'Die Märkte wurden gelöscht', stock: 'Die Pflichtartikel wurden gelöscht' },
    reading: 'Die Datei wird gelesen',
    done: {
      stores: ({ added, updated, same }) =>
        `Märkte: ${number(added)} neu, ${number(updated)} geändert, ${number(same)} wie zuvor.`,
      stock: ({ added }) => `Die Liste hat jetzt ${number(added)} Artikel.`,
    },
    left: (count) => `${quantity(count, 'Zeile wurde', 'Zeilen wurden')} ausgelassen:`,
    notes: (count) =>
      `In ${quantity(count, 'Zeile', 'Zeilen')} war etwas nicht zu verstehen; der Rest wurde übernommen:`,
    line: (line) => `Zeile ${line}`,
    more: (count) => `Und ${number(count)} weitere.`,
    reasons: {
      quote: 'ein Anführungszeichen wird nicht geschlossen',
      columns:
        'mehr Zellen, als die erste Zeile hat; setzen Sie Texte, die das Trennzeichen enthalten, in Anführungszeichen',
      'no-name': 'kein Name',
      'no-category': 'keine Kategorie',
      'too-long': 'ein Text ist zu lang',
      double: 'steht schon in einer früheren Zeile',
      position: 'keine Position, wie etwa 52,5200 und 13,4050:',
      gtin: 'diese GTIN hat eine falsche Ziffer, zu wenige oder zu viele:',
      facings: 'keine Anzahl von Facings:',
    },
    noColumns: {
      stores:
        'Die erste Zeile der Datei muss die Spalten nennen, und eine davon muss „Name“ heißen. Es wurde nichts übernommen.',
      stock:
        'Die erste Zeile der Datei muss die Spalten nennen, und zwei davon müssen „Kategorie“ und „Name“ heißen. Es wurde nichts übernommen.',
    },
    problem: {
      'list-too-large': 'Diese Datei ist größer als jede Liste. Es wurde nichts übernommen.',
      'list-too-long': 'Diese Datei hat mehr als 50.000 Zeilen. Es wurde nichts übernommen.',
      'list-workbook':
        'Das ist eine Arbeitsmappe. Öffnen Sie sie in Ihrer Tabellenkalkulation, speichern Sie sie als CSV und wählen Sie diese Datei.',
      'list-no-text': 'Diese Datei ist keine CSV-Datei. Es wurde nichts übernommen.',
      'list-unreadable': 'Die Datei kann nicht gelesen werden. Wählen Sie sie noch einmal.',
      'list-empty': 'Diese Datei hat keine Zeilen unter der ersten. Es wurde nichts übernommen.',
    },
    examples: {
      stores: ['Markt am Eck', 'Bahnhofstraße 1, Musterstadt', 'Kaffee|Tee'],
      stock: ['Kaffee', 'Espresso 250 g', 'Marke'],
    },
  },

  stores: {
    heading: 'Märkte',
    searchHint: 'Tippen Sie, um einen Markt zu finden, oder den Namen eines neuen.',
    lastFirst: 'Zuletzt besuchte zuerst',
    nearestFirst: 'Nächstgelegene zuerst',
    showNearest: 'Nächstgelegene zeigen',
    showLast: 'Zuletzt besuchte zeigen',
    locating: 'Ihre Position wird gesucht',
    problem: {
      denied:
        'Ihre Position ist für diese Seite nicht erlaubt. Erlauben Sie sie in den Einstellungen des Browsers, oder suchen Sie den Markt mit seinem Namen.',
      unknown: 'Ihre Position war nicht zu finden. Suchen Sie den Markt mit seinem Namen.',
    },
    distance: (metres) =>
      metres < 995
        ? `${number(Math.max(10, Math.round(metres / 10) * 10))} m`
        : `${metres < 9950 ? decimal(metres / 1000) : number(Math.round(metres / 1000))} km`,
    lastVisit: (time) => `Letzter Besuch: ${moment(time)}`,
    categories: (count) => quantity(count, 'Kategorie', 'Kategorien'),
    noneFound: 'Kein Markt dieses Namens auf Ihrer Liste. Beginnen Sie den Besuch, dann ist es ein neuer.',
    left: (count) =>
      `Und ${quantity(count, 'weiterer', 'weitere')}: Tippen Sie einen Teil des Namens oder der Adresse.`,
    more: 'Ort und Notiz',
    import: 'Liste der Märkte importieren',
    asLastTime: (names) => `Wie beim letzten Mal: ${names.join(', ')}`,
  },

  stock: {
    summary: (all, missing, open, unsure) => [
      `Pflichtartikel: ${number(all)}`,
      ...(missing > 0 ? [`${number(missing)} fehlen`.replace(/^1 fehlen$/, '1 fehlt')] : []),
      ...(unsure > 0 ? [`${number(unsure)} unsicher`] : []),
      ...(open > 0 ? [`${number(open)} ungeprüft`] : []),
    ],
    states: { open: 'Ungeprüft', present: 'Da', missing: 'Fehlt', unsure: 'Unsicher' },
    seen: {
      name: (count) => `Da: ${quantity(count, 'Facing', 'Facings')} auf Fotos benannt`,
      looks: (count) => `Da: ${quantity(count, 'Facing', 'Facings')} am Aussehen erkannt`,
      missing: {
        name: 'Fehlt: Jedes Facing heißt anders',
        looks: 'Fehlt: Jedes Facing sieht nach einem anderen Artikel aus',
      },
      unsure: 'Unsicher: auf den Fotos nicht zu sehen. Bitte nachsehen.',
    },
    unsureOf: (list) => `Auf den Fotos nicht zu sehen, bitte nachsehen: ${names(list)}`,
    markAs: {
      present: (name) => `${name} ist da`,
      missing: (name) => `${name} fehlt`,
    },
    facings: (count) => quantity(count, 'Facing', 'Facings'),
    done: 'Fertig',
    soldOut: 'Nicht vorrätig',
    stillOpen: (count) => `${quantity(count, 'Pflichtartikel', 'Pflichtartikel')} noch ungeprüft.`,
    nameIt: 'Benennen',
    rename: 'Umbenennen',
    whatIsMissing: 'Was fehlt hier?',
    mustStockOf: (category) => `Pflichtartikel in ${category}:`,
    otherName: 'Ein anderer Artikel',
    gapNamed: (name) => `Fehlt: ${name}`,
    withoutName: (name) => `Den Namen entfernen: ${name}`,
  },

  share: {
    missing: 'Das Foto ist nicht angekommen. Wählen Sie es hier aus.',
    /** @param {number} count */
    leftOut: (count) =>
      `Nur das erste Foto wurde geöffnet; ${count === 1 ? 'das andere wurde' : `die anderen ${count} wurden`} weggelassen.`,
  },

  signIn: {
    text: 'Für Aktualisierungen melden Sie sich bitte neu an. Hier geht alles weiter.',
    button: 'Anmelden',
  },

  update: {
    text: 'Eine neue Version ist da',
    apply: 'Aktualisieren',
  },

  products,
  announceCount: productCount,
  rate,
  problemText: (code) => textFor(problems, code),
};
