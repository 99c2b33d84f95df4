/** Every text in Spanish; see en.js. */

import { formatsOf, textFor } from './formats.js';
import { countOf, photoNames } from './photo-names.js';

const { number, decimal, plural, quantity, names, size, moment, rate, dayAndTime, day, percent, signed } =
  formatsOf('es');

/** @param {number} count */
const products = (count) => plural(count, 'producto', 'productos');

/** @param {number} count */
const productCount = (count) => quantity(count, 'producto', 'productos');

/** @param {number} count */
const facingCount = (count) => quantity(count, 'frente', 'frentes');

/** @param {number} count */
const gapCount = (count) => quantity(count, 'hueco', 'huecos');

/** @param {number} count */
const photoCount = (count) => quantity(count, 'foto', 'fotos');

/** @param {number} count */
const auditCount = (count) => quantity(count, 'visita', 'visitas');

/** @param {import('./photo-names.js').NamedPhotos[]} photos */
const named = (photos) =>
  photoNames(photos, { one: 'foto', many: 'fotos', all: 'toda la visita', untitled: 'Tienda sin nombre' });

/** @type {import('./en.js').Problems} */
const problems = {
  'camera-denied': {
    title: 'La cámara no está permitida',
    text:
      'Permítela para esta página, en el icono junto a la dirección o en los ajustes del teléfono, e inténtalo de nuevo. ' +
      'También puedes contar los productos de una foto.',
  },
  'camera-none': {
    title: 'No se encontró ninguna cámara',
    text: 'Este dispositivo no tiene una cámara que el navegador pueda usar. Elige una foto de un estante.',
  },
  'camera-busy': {
    title: 'La cámara está ocupada',
    text: 'Otra aplicación o pestaña está usando la cámara. Ciérrala e inténtalo de nuevo.',
  },
  'camera-lost': {
    title: 'La cámara se detuvo',
    text: 'Se desconectó o la tomó otra aplicación. Inténtalo de nuevo para volver a encenderla.',
  },
  'camera-unsupported': {
    title: 'No hay cámara en este navegador',
    text:
      'Este navegador no deja que las páginas usen la cámara. Abre esta página en un Chrome, Edge, Firefox o Safari ' +
      'actual, o elige una foto de un estante.',
  },
  'in-app-ios': {
    title: 'Abre esta página en Safari',
    text: 'Todavía está dentro de otra app, donde la cámara muchas veces no funciona. Busca «Abrir en Safari» o «Abrir en el navegador», casi siempre en ⋯ o en el botón de compartir. También puedes elegir una foto aquí.',
  },
  'in-app-android': {
    title: 'Abre esta página en Chrome',
    text: 'Todavía está dentro de otra app, donde la cámara muchas veces no funciona. Toca ⋮ y después «Abrir en Chrome» o «Abrir en el navegador». También puedes elegir una foto aquí.',
  },
  'insecure-origin': {
    title: 'Esta dirección no es segura',
    text:
      'Los navegadores permiten la cámara y el trabajo sin red solo en direcciones que empiezan por https://. ' +
      'Pide la dirección segura a quien te dio esta.',
  },
  'picture-unreadable': {
    title: 'Esta foto no se puede abrir',
    text: 'El archivo está dañado o es de un tipo que este navegador no puede leer. Sirve una imagen JPEG o PNG.',
  },
  'detection-failed': {
    title: 'El conteo no funcionó',
    text: 'Algo salió mal al contar. Inténtalo de nuevo; si vuelve a pasar, recarga la página.',
  },
  'no-network-no-model': {
    title: 'El detector aún no está en este dispositivo',
    text: 'Se descarga una sola vez, y para eso hace falta red. Conéctate e inténtalo de nuevo.',
  },
  'download-failed': {
    title: 'No se pudo descargar el detector',
    text: 'La conexión se cortó. Lo que llegó se conserva: inténtalo de nuevo para seguir desde ahí.',
  },
  'model-damaged': {
    title: 'El detector llegó dañado',
    text: 'No se usó. Inténtalo de nuevo; si vuelve a pasar, avisa a quien lleva este servidor.',
  },
  'storage-full': {
    title: 'No queda espacio en este dispositivo',
    text: 'El detector no cabe. Borra algunas fotos o aplicaciones e inténtalo de nuevo.',
  },
  'no-backend': {
    title: 'Este navegador es demasiado antiguo',
    text: 'No puede usar el detector. Abre esta página en un Chrome, Edge, Firefox o Safari actual.',
  },
  'model-unusable': {
    title: 'El detector no funciona aquí',
    text: 'No se pudo iniciar, aunque este navegador tiene lo necesario. Inténtalo de nuevo o reinicia el navegador; si sigue así, avisa a quien lleva este servidor.',
  },
  'server-failed': {
    title: 'El servidor tiene un problema',
    text: 'Responde con un error en vez de un detector. Inténtalo de nuevo dentro de un rato; si sigue así, avisa a quien lleva este servidor.',
  },
  'sign-in-needed': {
    title: 'Hay que iniciar sesión',
    text: 'En lugar del detector responde otra página: seguramente el inicio de sesión de tu empresa o de esta wifi. Inicia sesión y todo sigue.',
  },
  'no-usable-model': {
    title: 'Ningún detector sirve para esta página',
    text: 'El servidor no ofrece ninguno que esta versión de la página pueda usar. Recarga la página; si sigue igual, avisa a quien lleva este servidor.',
  },
  'start-failed': {
    title: 'El detector no se inició',
    text: 'Inténtalo de nuevo; si vuelve a pasar, recarga la página.',
  },
  'worker-lost': {
    title: 'El detector se detuvo',
    text: 'Se inicia de nuevo. Intenta contar otra vez.',
  },
  unknown: {
    title: 'Algo salió mal',
    text: 'Inténtalo de nuevo; si vuelve a pasar, recarga la página.',
  },
};

/** @type {import('./en.js').AuditProblems} */
const auditProblems = {
  'storage-full':
    'No queda espacio en este dispositivo, así que los últimos cambios aún no están guardados. Deja esta página abierta, ' +
    'libera espacio e inténtalo de nuevo. También puedes exportar ahora.',
  'storage-failed':
    'El navegador no pudo leer o guardar tus visitas. Deja esta página abierta e inténtalo de nuevo. También puedes ' +
    'exportar ahora.',
  'storage-silent':
    'El navegador no abre tus visitas. Inténtalo de nuevo. Si sigue así, cierra todas las pestañas de Shelfscan o reinicia el navegador.',
  'storage-cleared':
    'Lo que estaba guardado aquí se borró, por ejemplo con los datos de sitios web del navegador. No lo hizo Shelfscan. Lo que cuentes ahora se vuelve a guardar.',
  'storage-outdated':
    'En otra pestaña hay una versión más nueva. Exporta lo que aún no está guardado y recarga esta página.',
  'storage-blocked':
    'Otra pestaña tiene abierta una versión anterior de Shelfscan. Cierra esa pestaña e inténtalo de nuevo.',
  'import-unreadable':
    'Este archivo no se puede abrir. Está dañado o no es un archivo exportado por Shelfscan.',
  'import-foreign': 'En este archivo no hay visitas. Elige un archivo zip exportado por Shelfscan.',
  'import-newer':
    'Este archivo es de una versión más nueva de Shelfscan. Actualiza esta página e inténtalo de nuevo.',
  'import-damaged': 'Este archivo está dañado, así que no se tomó nada de él. Pide que lo exporten otra vez.',
  'import-running':
    'Ya hay otra importación en curso, aquí o en otra pestaña. Espera a que termine e inténtalo de nuevo.',
  'export-failed': 'La exportación no funcionó. Inténtalo de nuevo; si vuelve a pasar, elige menos visitas.',
  'photo-missing':
    'Esta foto no está en este dispositivo. Su conteo se conserva. Si tienes un archivo exportado con ella, impórtalo otra vez.',
  'open-elsewhere': 'Esta foto está abierta en otra pestaña. Ciérrala primero allí.',
  'audit-gone': 'Esta visita no está en este dispositivo. Se borró o está en otro teléfono.',
  'photo-gone': 'Esta foto ya no está en este dispositivo.',
  'files-unreadable':
    'Algunas fotos no se pudieron leer, por ejemplo porque solo están en la nube. Ábrelas una vez en tu galería y elígelas de nuevo.',
  'not-countable':
    'Esta foto no se pudo contar: este navegador no puede mostrarla, o el detector no está listo. Está guardada y va en las exportaciones tal como es.',
  unknown: 'Algo salió mal. Inténtalo de nuevo; si vuelve a pasar, recarga la página.',
};

/** @type {import('./en.js').Messages} */
export const messages = {
  appName: 'Shelfscan',

  start: {
    headline: 'Cuenta cada producto del estante',
    lead: 'Apunta el teléfono a un estante. Cada producto de la primera línea recibe un recuadro y se cuenta.',
    camera: 'Abrir la cámara',
    photo: 'Elegir una foto',
    sample: 'Probar con un ejemplo',
    privacy: 'Las fotos se quedan en este teléfono',
    researchOnly: 'Solo para investigación, no para negocios',
    pictureAlt: 'Un estante de tienda con un recuadro en cada producto',
  },

  welcome: {
    heading: 'Qué hace Shelfscan',
    skip: 'Omitir',
    back: 'Atrás',
    next: 'Siguiente',
    begin: 'Empezar',
    again: 'Cómo funciona',
    screens: [
      {
        title: 'Apunta al estante',
        text: 'Cada producto de la primera línea recibe un recuadro y se cuenta: en vivo o en una foto.',
      },
      {
        title: 'El teléfono lo hace solo',
        text: 'Funciona sin red, y las fotos se quedan en este teléfono.',
      },
      {
        title: 'Del estante a la oficina',
        text: 'Corrige el conteo, reúne las fotos de una visita a la tienda y envíalo todo a la oficina.',
      },
    ],
    camera:
      'El navegador pedirá la cámara: hace falta para contar y solo está encendida mientras ves su imagen.',
    announceScreen: (which, total, words) => `${which} de ${total}: ${words}`,
  },

  install: {
    title: 'Pon Shelfscan en la pantalla de inicio',
    text: 'Se abre como una app y funciona sin red.',
    textInSafari:
      'Funciona sin red y conserva las visitas: Safari puede borrarlas si pasan siete días sin que la abras.',
    install: 'Instalar',
    showHow: 'Ver cómo',
    notNow: 'Ahora no',
    stepsTitle: 'A la pantalla de inicio',
    close: 'Cerrar',
    done: 'Hecho',
    steps: {
      'ios-safari': [
        'Toca Compartir. Si no lo ves, toca antes ⋯.',
        'Elige «Agregar a Inicio» o «Añadir a pantalla de inicio», más abajo en la lista.',
        'Toca «Agregar» o «Añadir».',
      ],
      'ios-chrome': [
        'Toca Compartir, junto a la dirección.',
        'Elige «Agregar a Inicio» o «Añadir a pantalla de inicio», más abajo en la lista.',
        'Toca «Agregar» o «Añadir».',
      ],
      'ios-menu': [
        'Abre el menú del navegador y toca Compartir.',
        'Elige «Agregar a Inicio» o «Añadir a pantalla de inicio», más abajo en la lista.',
        'Toca «Agregar» o «Añadir».',
      ],
      'firefox-android': [
        'Abre el menú del navegador.',
        'Elige «Añadir app a la pantalla de inicio» o «Instalar».',
        'Toca «Añadir».',
      ],
    },
  },

  network: {
    gone: 'Sin red. Todo funciona, nada se pierde.',
    back: 'Parece que la red ha vuelto.',
    resumed: 'Parece que la red ha vuelto. Se está descargando el detector.',
    missing: {
      detector: {
        title: 'Aún sin red.',
        text: 'El detector se descarga una sola vez: conéctate y seguirá solo.',
      },
      page: {
        title: 'Sin red.',
        text: 'El conteo funciona mientras esta página siga abierta. Conéctate una vez y después funcionará también sin red.',
      },
    },
  },

  model: {
    download: 'Descargando el detector',
    downloaded: (loaded, total) => `${decimal(loaded / 1e6)} de ${decimal(total / 1e6)} MB`,
    prepare: 'Preparando',
    prepareHint: 'unos segundos',
    ready: 'Listo',
    onlineReady: 'Listo, mientras haya red',
    changedOnTheWay:
      'Algo entre este dispositivo y el servidor modifica la página, así que no se puede guardar aquí. Avisa a quien lleva este servidor.',
    offlineReady: 'Listo para trabajar sin red',
    retry: 'Reintentar',
    updated: (version) => `Llegó un detector mejor (${version}). Se usará desde el próximo inicio.`,
    refused: 'Un detector más nuevo no funcionó en este dispositivo, así que se sigue usando el anterior.',
    fallback: 'La forma más rápida de contar no funcionó en este dispositivo, así que se usa otra.',
    restarted: 'El detector se detuvo y se está iniciando de nuevo.',
  },

  live: {
    heading: 'Conteo en vivo',
    opening: 'Abriendo la cámara',
    openingHint: 'Si el navegador pregunta, toca Permitir.',
    takePhoto: 'Tomar una foto',
    choosePhoto: 'Elegir una foto',
    close: 'Cerrar la cámara',
    steady: 'Estable',
    waiting: 'Esperando a la cámara',
    counting: 'Contando',
    tooFast: 'Muy rápido',
    pause: 'Pausar',
    resume: 'Seguir',
    paused: 'En pausa',
    pausedHint: 'Toca un producto para marcarlo, o cualquier otro lugar para seguir.',
    picture: 'La imagen detenida',
    keys: 'Las flechas van de un producto a otro, Intro marca, Esc suelta.',
    product: ({ row, index, total, isMarked }) =>
      `Fila ${number(row)}, producto ${number(index)} de ${number(total)}${isMarked ? ', marcado' : ''}.`,
    light: 'Luz',
    camera: 'Elegir una cámara',
    lens: ({ side, number: which, label }) => {
      if (side === 'other') return label || `Cámara ${which}`;
      return side === 'rear' ? `Cámara trasera ${which}` : `Cámara frontal ${which}`;
    },
    zoom: 'Zoom',
    zoomFactor: (factor) => `${number(factor)}×`,
    marked: (count) => quantity(count, 'producto marcado', 'productos marcados'),
    clearMarks: 'Desmarcar',
    finding: (title) => `Buscando ${title}`,
    foundHere: (title, count) => `${title}: ${facingCount(count)} aquí`,
    cannotFind: 'Ahora no se pueden distinguir los productos',
    endFinding: 'Terminar',
    hints: {
      dark: 'Está muy oscuro para contar bien. Busca más luz.',
      blurred: 'La imagen está borrosa. No muevas el teléfono.',
      far: 'Los productos se ven muy pequeños. Acércate o usa el zoom.',
      nothing: 'No se ven productos. Apunta la cámara a un estante.',
      fast: 'Más despacio: a esta velocidad no se puede contar.',
      frozen: 'La cámara no da imagen. Espera un momento, o ciérrala y ábrela otra vez.',
    },
    darkWithLight: 'Está muy oscuro para contar bien. Enciende la luz.',
  },

  region: {
    only: 'Solo esta parte',
    tool: 'Una parte',
    title: 'Lo que se cuenta',
    hint: 'Arrastra las esquinas, o toca una y luego su nuevo lugar.',
    placing: 'Toca el lugar adonde debe ir.',
    all: 'Contar toda la foto',
    label: 'La parte de la imagen que se cuenta',
    corners: {
      topLeft: 'Esquina superior izquierda, se mueve con las flechas',
      topRight: 'Esquina superior derecha, se mueve con las flechas',
      bottomLeft: 'Esquina inferior izquierda, se mueve con las flechas',
      bottomRight: 'Esquina inferior derecha, se mueve con las flechas',
      all: 'Mover el marco, también con las flechas',
    },
  },

  photo: {
    heading: 'Foto',
    pictureAlt: 'La foto que se contó',
    working: 'Contando',
    workingHint: 'Se revisa cada rincón de la foto',
    none: 'No se encontraron productos',
    noneHint: 'Acércate, busca más luz o no muevas el teléfono, e inténtalo de nuevo.',
    backToCamera: 'Ir a la cámara',
    startCamera: 'Abrir la cámara',
    another: 'Elegir otra foto',
    anotherShort: 'Foto',
    close: 'Cerrar la foto',
  },

  remarks: {
    dark: 'Esta foto está demasiado oscura para contar bien. Hazla otra vez con más luz.',
    blurred: 'Esta foto está borrosa. Hazla otra vez con la mano firme.',
    lying: 'La foto parece estar tumbada de lado.',
    /** @param {number} count */
    far: (count) => `Unos ${number(count)} productos más lejos. ¿Dejarlos fuera?`,
  },

  turn: {
    tool: 'Girar la foto a la derecha',
    yes: 'Girarla',
    no: 'Dejarla como está',
    failed: 'No se pudo girar la foto. Está como antes.',
  },

  review: {
    photo: 'La foto con un recuadro en cada producto',
    keys:
      'Pulsa una flecha para elegir un recuadro y Tab para ir al siguiente. Las flechas mueven el recuadro elegido, con ' +
      'Mayús cambian su tamaño, Supr lo quita. Pulsa A para agregar un recuadro, también en un hueco, más y ' +
      'menos para el zoom, Esc para soltar.',
    undo: 'Deshacer',
    redo: 'Rehacer',
    add: 'Agregar',
    addTitle: 'Agregar un producto no contado',
    addHint: 'Tócalo, o arrastra un marco a su alrededor.',
    addHintInPart: 'Tócalo dentro del marco, o arrastra un recuadro a su alrededor.',
    addedHint: 'Toca el siguiente, o arrastra este.',
    done: 'Hecho',
    remove: 'Quitar',
    adjust: 'Corregir',
    adjustWays: { move: 'Mover', resize: 'Tamaño' },
    nudges: {
      move: {
        left: 'Mover a la izquierda',
        up: 'Mover hacia arriba',
        down: 'Mover hacia abajo',
        right: 'Mover a la derecha',
      },
      resize: { left: 'Más estrecho', up: 'Más bajo', down: 'Más alto', right: 'Más ancho' },
    },
    kind: 'Tipo de producto',
    sensitivity: 'Ajuste',
    fewer: 'Menos recuadros',
    more: 'Más recuadros',
    usual: 'Normal',
    sensitivityHint: 'Desliza a la derecha si faltan productos, a la izquierda si sobran recuadros.',
    sensitivityText: (percent) =>
      `Cuenta lo que es un producto con una certeza de ${number(percent)} por ciento o más`,
    bringBack: (count) =>
      plural(count, 'Recuperar 1 recuadro quitado', `Recuperar ${number(count)} recuadros quitados`),
    rows: 'Filas',
    rowCount: (count) => quantity(count, 'fila', 'filas'),
    noRows: 'Aún no hay filas. Agrega los productos que están en el estante.',
    row: (row) => `Fila ${number(row)}`,
    products: productCount,
    facings: facingCount,
    facingsHint:
      'Un frente es un lugar en la parte delantera del estante: lo que está apilado ahí es un solo frente.',
    noShelf: 'Sin estante',
    display: 'Aquí no hay estantes: los productos están uno sobre otro.',
    gaps: gapCount,
    checkGaps: (count) => `Revisar ${gapCount(count)}`,
    missing: (count) => quantity(count, 'faltante', 'faltantes'),
    boxTitle: (row) => (row > 0 ? `Producto en la fila ${number(row)}` : 'Producto'),
    boxHint: 'Arrástralo o mueve sus esquinas. Toca dos veces para acercar.',
    gapTitle: (count) =>
      plural(count, '¿Falta un producto aquí?', `¿Faltan ${number(count)} productos aquí?`),
    gapAcceptedTitle: 'Marcado como faltante',
    gapHint: (row) => (row > 0 ? `Hay sitio en la fila ${number(row)}.` : 'Aquí hay sitio.'),
    accept: 'Sí, falta',
    dismiss: 'No es hueco',
    fill: (count) => plural(count, 'Hay un producto', `Hay ${number(count)} productos`),
    undone: (count) => `Deshecho. ${productCount(count)}.`,
    redone: (count) => `Rehecho. ${productCount(count)}.`,
    removed: (count) => `Recuadro quitado. ${productCount(count)}.`,
    added: (count) => `Recuadro agregado. ${productCount(count)}.`,
    partCounts: (count) => `Solo se cuenta la parte dentro del marco. ${productCount(count)}.`,
    allCounts: (count) => `Se cuenta toda la foto. ${productCount(count)}.`,
    notInPart: 'No se agregó: está fuera de la parte que se cuenta.',
    gapAccepted: 'Marcado como faltante.',
    gapDismissed: 'No se cuenta como hueco.',
    gapFilled: (added, count) =>
      `${plural(added, 'Recuadro agregado', `${number(added)} recuadros agregados`)} en el hueco. ${productCount(count)}.`,
    boxSelected: (index, total, row, label) =>
      `${label ? `${label}, ` : ''}recuadro ${number(index)} de ${number(total)}${row > 0 ? `, fila ${number(row)}` : ''}.`,
    gapSelected: (count, row) =>
      `Hueco${row > 0 ? ` en la fila ${number(row)}` : ''}, sitio para ${productCount(count)}. Intro indica que falta, ` +
      'Supr que no es un hueco, A que hay un producto.',
  },

  leaveOut: {
    yes: 'Dejarlos fuera',
    no: 'No',
  },

  marks: {
    tool: 'Marcar',
    title: 'Marcar productos',
    hint: 'Rodéalos, pasa el dedo por encima o tócalos.',
    keys: 'Las flechas van de un recuadro a otro, la barra espaciadora marca uno, Supr quita los marcados, Intro los conserva, Esc termina.',
    /** @param {number} count */
    marked: (count) => plural(count, `${number(count)} marcado`, `${number(count)} marcados`),
    isMarked: 'Marcado.',
    isNotMarked: 'Sin marcar.',
    keep: 'Conservar',
    name: 'Nombrarlos',
    unmark: 'Desmarcar',
    /** @type {(marked: number, count: number) => string} */
    removed: (marked, count) => `Quitados: ${number(marked)}. ${number(count)} ${products(count)}.`,
    /** @type {(marked: number, count: number) => string} */
    kept: (marked, count) =>
      `Conservados como productos: ${number(marked)}. ${number(count)} ${products(count)}.`,
    /** @type {(marked: number, count: number) => string} */
    named: (marked, count) => `Con nombre: ${number(marked)}. ${number(count)} ${products(count)}.`,
  },

  byProduct: {
    table: 'Por producto',
    product: 'Producto',
    summary: (count, named, all) =>
      `${quantity(count, 'producto', 'productos')} con nombre en ${number(named)} de ${quantity(all, 'frente', 'frentes')}`,
    how: (byPerson, byLooks) =>
      byLooks > 0
        ? `Nombrados por personas: ${number(byPerson)}. Reconocidos por su aspecto: ${number(byLooks)}.`
        : `Nombrados por personas: ${number(byPerson)}.`,
    notNamed: 'Sin nombre',
    notNamedFacings: (count) => `Sin nombre: ${quantity(count, 'frente', 'frentes')}`,
    ofBrand: (brand) => `${brand}, producto sin nombre`,
    productNotNamed: 'Producto sin nombre',
    noBrand: 'Sin marca',
    isNew: 'nuevo',
    gone: (name, before) => `${name} (antes ${number(before)})`,
    goneNow: (list) => `Ya no están desde la última visita: ${list}.`,
    compared: (count) => `Comparado por ${quantity(count, 'producto con nombre', 'productos con nombre')}.`,
    mayBeAmong: 'Lo que no tiene nombre puede ser uno de ellos.',
    notCompared: 'Sin comparar por producto: en una de las dos visitas hay demasiado sin nombre.',
  },

  brands: {
    tool: 'Marcas',
    title: 'Nombrar productos',
    which: 'La marca que reciben',
    unnamed: 'Sin nombre',
    waysLabel: 'Lo que nombra un toque',
    ways: { boxes: 'Sueltos', row: 'Toda la fila', span: 'Desde – hasta' },
    hints: {
      boxes: 'Tócalos, desliza el dedo sobre ellos o rodéalos.',
      row: 'Toca un producto: se nombra toda su fila.',
      span: 'Toca el primer producto.',
      last: 'Ahora toca el último producto.',
    },
    empty: 'Añade primero las marcas que te interesan.',
    keys: 'Las flechas van de recuadro en recuadro, Espacio lo nombra, Supr le quita el nombre, del 1 al 9 eligen una marca, 0 ninguna, Escape termina.',
    /** @param {string} name */
    chosen: (name) => (name ? `Marca: ${name}.` : 'Se quitan los nombres.'),
    /** @type {(count: number, name: string) => string} */
    painted: (count, name) =>
      name
        ? `${quantity(count, 'producto', 'productos')}: ${name}.`
        : `${quantity(count, 'producto', 'productos')} sin nombre.`,
    nothingNew: 'Aquí no hay nada nuevo.',

    percent,
    /** @param {string} part */
    oursPart: (part) => `Nuestras ${part}`,
    /** @param {string} part */
    unnamedPart: (part) => `sin nombre ${part}`,
    shareTitle: 'Cuota de estante',
    ours: 'Nuestras',
    others: 'Otras',
    /** @type {(ours: string, others: string, unnamed: string) => string} */
    shareText: (ours, others, unnamed) =>
      `Nuestras ${ours}, otras ${others}, sin nombre ${unnamed} de todos los frentes`,
    table: 'Por marcas',
    brand: 'Marca',
    facings: 'Frentes',
    byFacings: 'Cuota',
    byWidth: 'Del ancho',
    widthHint:
      'Los frentes son los lugares en la parte delantera de un estante. Un producto ancho ocupa más ancho que uno estrecho.',
    /** @param {number} photos */
    notCounted: (photos) =>
      `Sin ${photoCount(photos)} que no ${plural(photos, 'está contada', 'están contadas')}.`,
    number,

    heading: 'Marcas',
    settingsHint: 'Las tuyas y otras, para la cuota de estante',
    /** @param {number} count */
    count: (count) => quantity(count, 'marca', 'marcas'),
    edit: 'Cambiar',
    addFirst: 'Añadir marcas',
    emptyHint:
      'Con una lista de marcas puedes decir en cada foto de quién es cada producto, y ver qué cuota del estante tienen las tuyas.',
    listHint: 'En una foto, toca Marcas para nombrar los productos.',
    newNames: 'Nombres de marcas, separados por comas',
    example: 'Nordmark, Alpina',
    add: 'Añadir',
    whose: 'De quién son',
    /** @param {string[]} added */
    added: (added) => (added.length > 0 ? `Añadido: ${names(added)}.` : 'Aquí no hay nada nuevo.'),
    /** @param {string} name */
    nameOf: (name) => `Nombre de ${name}`,
    /** @param {string} name */
    isOurs: (name) => `${name} es nuestra`,
    /** @param {string} name */
    remove: (name) => `Eliminar ${name}`,
    /** @param {string} name */
    isDeleted: (name) => `Se eliminó ${name}. Sus productos no tienen nombre ahora.`,
    /** @param {string} name */
    isTaken: (name) => `Ya hay una marca que se llama ${name}.`,
  },

  check: {
    likely: (low, high) => `Probable: ${number(low)} a ${number(high)}`,
    boxes: (count) => `Revisar ${quantity(count, 'recuadro', 'recuadros')}`,
    whole: 'Revisar la foto',
    isProduct: '¿Es un producto?',
    isProductHint: 'No, si ya tiene otro recuadro.',
    left: (count) => plural(count, 'El último.', `Quedan ${number(count)}.`),
    keys: 'Intro dice que sí, Supr que no y la flecha derecha que no se puede saber.',
    yes: 'Producto',
    no: 'No es producto',
    skip: 'No se distingue',
    isAll: '¿Ya tiene recuadro cada producto?',
    isAllHint: 'Mira la foto entera.',
    all: 'Sí, todos',
    notAll: 'No, agregar',
    said: (isProduct, count) => `${isProduct ? 'Producto' : 'No es producto'}. ${productCount(count)}.`,
    vouched: (count) => `Revisado. ${productCount(count)}.`,
  },

  problem: {
    retry: 'Reintentar',
    photo: 'Elegir una foto',
    back: 'Volver al inicio',
  },

  page: {
    back: 'Atrás',
  },

  notes: {
    open: 'Nota',
    openWith: (count) => `Nota, ${quantity(count, 'apunte', 'apuntes')}`,
    tags: 'Etiquetas',
    suggestions: ['Falta el precio', 'Promoción sin montar', 'Dañado'],
    newTag: 'Nueva etiqueta',
    addTag: 'Agregar la etiqueta',
    changeList: 'Cambiar la lista',
    forgetTag: (tag) => `Quitar «${tag}» de la lista`,
    tagForgotten: (tag) => `«${tag}» ya no está en la lista`,
    tagOn: (tag) => `Anotado: ${tag}`,
    tagOff: (tag) => `Ya no está anotado: ${tag}`,
    text: 'Nota sobre esta foto',
    markPlace: 'Marcar un lugar',
    markHint: 'Toca el lugar en la foto.',
    markMiddle: 'Marcar el centro',
    placeHint: 'Arrástralo, o toca el lugar siguiente.',
    word: '¿Qué hay ahí?',
    place: (number, text) => (text ? `Lugar ${number}: ${text}` : `Lugar ${number}`),
    placed: (number) => `El lugar ${number} está marcado`,
    placeRemoved: (number) => `El lugar ${number} está quitado`,
    enoughPlaces: (most) => `En una foto caben ${number(most)} lugares`,
  },

  person: {
    heading: 'Tú',
    name: 'Tu nombre',
    nameHint: 'Aparece en las visitas que empieces desde ahora, y en sus informes y exportaciones.',
    noPlace: (isDenied) =>
      isDenied
        ? 'Esta visita no tiene ubicación: el teléfono no lo permite. Todo lo demás funciona.'
        : 'Esta visita no tiene ubicación: el teléfono no la encontró. Todo lo demás funciona.',
  },

  report: {
    open: 'Informe',
    title: (store) => `Informe: ${store}`,
    preparing: 'Preparando el informe',
    progress: (done, total) => `Preparando el informe: foto ${number(done)} de ${number(total)}`,
    cancel: 'Cancelar',
    share: 'Compartir',
    save: 'Guardar en este dispositivo',
    saved: 'Guardado. Lo encuentras entre tus descargas.',
    refused: 'Este teléfono no lo comparte. Guárdalo y envía el archivo.',
    print: 'Imprimir o PDF',
    failed: 'No se pudo hacer el informe. No se ha perdido nada de la visita. Inténtalo de nuevo.',
    retry: 'Intentar de nuevo',
    fileName: 'informe',

    started: (time) => dayAndTime(time),
    lasted: (start, end) => `${dayAndTime(start)}, terminada ${dayAndTime(end)}`,
    notFinished: 'Esta visita no está terminada',
    who: (name) => `Visita de ${name}`,
    where: (at, metres) => `Ubicación: ${at} (con un margen de ${number(metres)} m)`,
    todo: 'Qué hay que hacer',
    nothing: 'No queda nada pendiente.',
    inCategory: (category) => `${category}: `,
    onPhotos: (photos) => (photos.length === 1 ? `foto ${photos[0]}` : `fotos ${names(photos.map(String))}`),
    missing: (count) => `${quantity(count, 'hueco', 'huecos')} donde falta un producto`,
    unchecked: (count) => `${quantity(count, 'hueco', 'huecos')} que nadie ha revisado`,
    uncounted: (count) =>
      `${photoCount(count)} sin contar: lo que ${plural(count, 'muestra', 'muestran')} no está en ningún número de este informe`,
    notHere: (count) =>
      `${photoCount(count)} que no ${plural(count, 'está', 'están')} en este dispositivo: solo aparecen los números`,
    notShown: (count) => `${photoCount(count)} que este navegador no puede mostrar`,

    numbers: 'Números',
    category: 'Categoría',
    noCategory: 'Sin categoría',
    all: 'Todo',
    photos: 'Fotos',
    products: 'Productos',
    facings: 'Frentes',
    outOfStock: 'Falta',
    gaps: 'Huecos sin revisar',
    shareOfShelf: 'Cuota de estante',
    state: { todo: 'Sin resolver', done: 'Hecha' },
    signed: (value) => signed(value),
    percent: (value) => percent(value),
    number,
    notCounted: (count) => `${number(count)} sin contar`,
    comparedWith: (time) =>
      `Los números pequeños con + o − comparan con la última visita a esta tienda, ${day(time)}.`,
    notComparable: 'Donde una visita tiene fotos sin contar, no se compara nada.',
    before: (time) => `Antes: ${day(time)}`,
    now: 'Ahora',
    photo: (number) => `Foto ${number}`,
    missingPhoto: 'Esta foto no está en el dispositivo que hizo el informe.',
    unshownPhoto: 'El navegador que hizo el informe no puede mostrar esta foto.',
    waiting: 'Todavía sin contar',
    couldNot: 'No se pudo contar',
    enlarge: 'Toca para ampliar',
    pictureOf: (number) => `Foto ${number} con los productos contados marcados`,
    legend:
      'Recuadros: productos contados. Línea discontinua: ahí falta un producto. Números: lugares anotados.',
    made: (time) =>
      `Hecho con Shelfscan el ${dayAndTime(time)}. Los números son conteos de un detector, corregidos a mano donde alguien lo hizo.`,
  },

  visits: {
    heading: (store) => `Visita: ${store}`,
    open: 'Sin terminar',
    categories: 'Categorías',
    done: (done, all) => `${number(done)} de ${number(all)} resueltas`,
    categoriesHint:
      'Lo que recorres en esta tienda, por ejemplo: café, té, dulces. Cada categoría tiene sus propias fotos y sus números.',
    newCategory: 'Café, té, dulces',
    add: 'Añadir',
    noPhotos: 'Aún sin fotos',
    markDone: (name) => `${name}: hecha`,
    skip: 'Omitir',
    skipName: (name) => `Omitir ${name}`,
    unskip: 'Hacerla al final',
    skipped: 'Omitida',
    skippedFor: (reason) => `Omitida: ${reason}`,
    whySkip: (name) => `¿Por qué omitir ${name}?`,
    reasons: ['No se vende aquí', 'Sin tiempo', 'No accesible'],
    otherReason: 'Otro motivo',
    removeCategory: 'Quitarla de la lista',
    photos: 'Fotos',
    noCategory: 'Sin categoría',
    checkAll: 'Revisar, lo dudoso primero',
    checkNext: (left) => `Revisar la siguiente (${number(left)})`,
    checkEnd: 'Volver a la visita',
    allChecked: 'Has revisado todas las fotos dudosas.',
    like: (other) => `Se parece a la foto ${number(other)}`,
    shares: (other) => `Comparte una parte con la foto ${number(other)}`,
    twice: (count) => `${photoCount(count)} ${plural(count, 'quizá contada', 'quizá contadas')} dos veces`,
    stillTwice: (count) =>
      `${photoCount(count)} quizá ${plural(count, 'cuenta', 'cuentan')} productos dos veces. ${plural(count, 'Ábrela', 'Ábrelas')} para decir qué cuenta.`,
    photosOf: (store) => `Fotos de ${store}`,
    moveSome: 'Mover',
    move: (count) => (count === 0 ? 'Elige fotos' : `Mover ${photoCount(count)}`),
    moveQuestion: (count) => `Mover ${photoCount(count)} a`,
    moveHere: 'A esta visita',
    moved: (count) => `${quantity(count, 'foto movida', 'fotos movidas')}.`,
    next: (name) => `Sigue: ${name}`,
    doneWith: 'Hecha',
    nowIn: (name) => `Ahora: ${name}`,
    allDone: 'Todas las categorías están resueltas',
    counting: (count) => `${number(count)} por contar`,
    countingIt: 'Contando',
    notCounted: 'No se pudo contar',
    finish: 'Terminar visita',
    finishIt: 'Terminarla',
    finished: (time) => `Terminada: ${moment(time)}`,
    finishedNow: (store) => `La visita a ${store} está terminada`,
    finishQuestion: '¿Terminar esta visita?',
    noPhotosYet: 'No tiene fotos.',
    stillToDo: (open) => `Sin resolver: ${names(open)}.`,
    stillCounting: (count) => `${photoCount(count)} por contar. Esto sigue solo.`,
    stillUnchecked: (count) => `${quantity(count, 'hueco', 'huecos')} sin revisar.`,
    goOn: 'Seguir con la visita',
    finishAnyway: 'Terminar de todos modos',
    unfinished: 'No has terminado esta visita',
    lookAtIt: 'Verla',
  },

  audits: {
    heading: 'Visitas',
    hint: 'Fotos y conteos guardados',
    close: 'Cerrar',
    untitled: 'Tienda sin nombre',
    empty: 'Aún no hay visitas',
    emptyHint: 'Una visita reúne las fotos y los conteos de una tienda, para que puedas enviarlos.',
    start: 'Nueva visita',
    loading: 'Abriendo tus visitas',
    keepsNothing: {
      title: 'Este navegador no guarda nada',
      text: 'Las fotos y los conteos se pierden al cerrar esta página. Abre Shelfscan en una ventana normal, no en una privada, y permite que guarde datos.',
    },

    formNew: 'Nueva visita',
    formEdit: 'Cambiar datos',
    store: 'Tienda',
    storeHint: 'Por ejemplo: Mercado Central, calle Mayor',
    storeMissing: 'Escribe el nombre de la tienda.',
    place: 'Lugar',
    placeHint: 'En qué parte de la tienda, por ejemplo: pasillo 4, refrescos',
    note: 'Nota',
    /** @param {string} other */
    changedElsewhere: (other) =>
      other === ''
        ? 'Mientras tanto, esto se vació en otra pestaña. Guarda otra vez para que valga lo que has escrito.'
        : `Mientras tanto, esto se cambió en otra pestaña, a: «${other}». Guarda otra vez para que valga lo que has escrito.`,
    optional: 'opcional',
    create: 'Crear visita',
    createAndAdd: 'Crear y guardar la foto',
    save: 'Guardar',
    cancel: 'Cancelar',

    details: 'Cambiar datos',
    camera: 'Tomar fotos',
    photo: 'Agregar fotos',
    noPhotos: 'Aún no hay fotos',
    noPhotosHint: 'Toma una foto de cada módulo. Se cuenta cada producto, y puedes corregir el conteo.',
    openShot: (which) => `Abrir la foto ${number(which)}`,
    removeShot: (which) => `Borrar la foto ${number(which)}`,
    notSaved: 'Sin guardar',
    corrected: 'Corregida',
    pictureMissing: 'Foto no incluida',
    delete: 'Borrar visita',
    summary: (photos, count) => `${photoCount(photos)}, ${productCount(count)}`,
    products: productCount,
    facings: facingCount,
    photoCount,
    missing: (count) => quantity(count, 'hueco confirmado', 'huecos confirmados'),
    unchecked: (count) => quantity(count, 'hueco sin revisar', 'huecos sin revisar'),
    number,
    moment,

    continue: (store) => `Continuar: ${store}`,
    addTo: (store) => `Guardar en ${store}`,
    add: 'Guardar en visita',
    adding: (store) => `Guardando en ${store}`,
    addedTo: (store) => `Guardada en ${store}`,
    /** @param {string} store */
    moved: (store) =>
      store
        ? `«${store}» se borró en otra pestaña. La foto está en una visita nueva con ese nombre.`
        : 'La visita se borró en otra pestaña. La foto está en una nueva.',
    nextPhoto: 'Siguiente foto',
    takeAgain: 'Tomar otra',
    toAudit: 'Abrir visita',

    twice: {
      /** @param {number} number */
      looksLike: (number) => `Se parece a la foto ${number}`,
      /** @param {number} number */
      partIsOn: (number) => `Parte de este estante ya está en la foto ${number}`,
      sameText: 'Si la cuentas también, sus productos cuentan por segunda vez.',
      /** @type {(fresh: number, all: number) => string} */
      partText: (fresh, all) =>
        fresh === 0
          ? `${quantity(all, 'producto', 'productos')}, ninguno nuevo.`
          : `${quantity(all, 'producto', 'productos')}, de ellos ${quantity(fresh, 'nuevo', 'nuevos')}. Lo que está marcado ya se contó.`,
      /** @param {number} number */
      earlier: (number) => `Foto ${number}`,
      thisPhoto: 'Esta foto',
      countFresh: 'Contar solo lo nuevo',
      leaveOut: 'No añadirla',
      countToo: 'Contarla también',
      leftOut: 'La foto no se añadió: no está en esta visita.',
    },

    select: 'Elegir',
    selectDone: 'Cancelar',
    selectAll: 'Todas',
    selected: (count) => (count === 0 ? 'Elige visitas' : quantity(count, 'elegida', 'elegidas')),
    more: 'Más',
    export: 'Exportar',
    deleteSelected: 'Borrar',
    import: 'Importar',

    deletedAudits: (count) => plural(count, 'La visita se borró', `Se borraron ${auditCount(count)}`),
    deletedPhoto: 'La foto se borró',
    undo: 'Deshacer',
    restored: 'Recuperado',

    exportHeading: 'Exportar',
    exportProgress: (done, total) =>
      `Preparando la foto ${number(Math.min(done + 1, total))} de ${number(total)}`,
    exportPreparing: 'Preparando el archivo',
    exportReady: 'Tu exportación está lista',
    exportContents: (bytes) =>
      `Un archivo zip, ${size(bytes)}: una tabla para hojas de cálculo, las fotos con y sin recuadros y los datos para programas.`,
    exportUndrawn: (count) =>
      `${photoCount(count)} no se ${plural(count, 'pudo', 'pudieron')} mostrar en este dispositivo. El archivo ${plural(count, 'la', 'las')} contiene tal como se ${plural(count, 'guardó', 'guardaron')}, sin recuadros dibujados.`,
    exportShare: 'Compartir',
    exportShareLoose: 'Compartir tabla y fotos',
    exportSharePart: (part, parts) => `Compartir la parte ${number(part)} de ${number(parts)}`,
    exportPartShared: (part, parts) => `Se compartió la parte ${number(part)} de ${number(parts)}.`,
    exportInParts: (parts) =>
      `Van en ${quantity(parts, 'parte', 'partes')}, una tras otra: este navegador solo comparte unos pocos archivos a la vez. Solo el archivo zip se puede volver a importar.`,
    exportZipParts: (parts) =>
      `El archivo es demasiado grande para compartirlo de una vez, así que va en ${quantity(parts, 'parte', 'partes')}, una tras otra. Cada una se puede importar sola y tiene todos los números; las fotos se reparten entre ellas.`,
    exportShareNone:
      'Este navegador no puede compartir estos archivos. Guarda el archivo zip y envíalo desde tus descargas.',
    exportMissing: (photos) =>
      `Sin ${photoCount(countOf(photos))}, porque en este dispositivo ${plural(countOf(photos), 'falta el archivo o no se puede leer', 'faltan los archivos o no se pueden leer')}: ${named(photos)}. Los conteos están en las tablas.`,
    exportReadmePart: (part, parts) =>
      `Esta es la parte ${number(part)} de ${number(parts)} de una exportación. Cada parte tiene todos los números y se puede importar sola; las fotos se reparten entre ellas. Importa todas las partes, en cualquier orden, para tener todas las fotos.`,
    exportShareRefused:
      'Este navegador no puede compartir archivos zip. Comparte la tabla y las fotos con sus recuadros, o guarda el ' +
      'archivo zip.',
    exportSave: 'Guardar en este dispositivo',
    exportSaved: 'Guardado. Búscalo en tus descargas.',
    exportReadme: `Exportación de Shelfscan

counts.xlsx    todas las tablas en un archivo: abre este en la hoja de cálculo; 0047 sigue siendo 0047 y 1/2, 1/2
counts.csv     una fila por foto, para programas; su separador es el de las hojas de cálculo de tu país
rows.csv       una línea por cada fila del estante en cada foto; juntas dan los números de la foto en counts.csv
shares.csv     cuota de estante: una fila por marca en cada categoría de cada visita con productos nombrados por marcas
products.csv   frentes y cuota de estante por producto, donde hay productos con nombre (solo entonces)
must_stock.csv lo que tiene que haber, una línea por producto: present (está), missing (falta), not_sure (por confirmar) o not_checked
               (sin revisar); solo si hay lista
marked/        las fotos con un recuadro en cada producto contado
photos/        las fotos sin recuadros
coco.json      los recuadros para herramientas de anotación y para entrenar (formato COCO)
audits.json    todo, para programas; Shelfscan mismo vuelve a importar este archivo zip

products son todos los recuadros; facings, los frentes: los productos apilados son un solo frente.
En counts.csv, products = found_by_detector + added_by_hand - removed_by_hand. Los recuadros que se movieron o
recibieron otro tipo de producto a mano no se añadieron ni se quitaron: los cuentan moved_by_hand y relabelled_by_hand.
likely_from y likely_to dicen qué tan seguro es products: en cuatro de cada cinco fotos, el número verdadero está entre
ellos, ambos incluidos. Van vacíos en fotos de detectores anteriores, y son iguales cuando alguien revisó cada recuadro y la
foto entera.
part_only es 1 si solo se cuenta una parte de la foto, elegida por alguien: lo demás no entra en ningún número.

En shares.csv los frentes de una categoría suman todos los suyos: los de nuestras marcas (own), los de otras (other) y los que
nadie ha nombrado (unnamed). width es lo que ocupan de los estantes, en filas: 1 es tan ancho como todos los frentes de una
fila media de su foto. photos_not_counted no están en ninguno de estos números.

También en products.csv los frentes de una categoría suman todos los suyos: lo que no tiene nombre de producto va en una fila propia, y
not_named dice cuántos son. named_by_person son los que nombraron personas; named_by_looks, los que Shelfscan reconoció por su aspecto.
facings_before y change comparan con la última visita a la tienda, y compared_products dice cuántos productos con nombre hay entre las
dos; van vacíos donde una de las dos tiene demasiado sin nombre. said_by en must_stock.csv: person, alguien revisó la lista, y person_says es
esa respuesta; name, alguien nombró los frentes; looks, Shelfscan los reconoció por su aspecto. facings_seen son los frentes del producto
en las fotos, donde hay nombres.

Las horas llevan su diferencia con UTC: 2024-01-05T09:30:00+01:00 son las nueve y media donde los relojes van una hora por delante.
photo_clock dice de dónde viene photo_taken: exif es la hora de la cámara, en el archivo de la foto; file es cuándo se cambió
el archivo por última vez, porque no tiene la hora de la cámara; counted es cuándo Shelfscan contó la foto, igual que
photo_counted. quality dice cómo es la imagen: ok, blurred (borrosa) o dark (oscura); vacío en las fotos
contadas antes de que Shelfscan lo distinguiera. En las fotos borrosas y oscuras faltan productos.

Un hueco es un lugar que parece vacío. gaps_missing son aquellos en los que falta un producto, según confirmó alguien;
missing_facings, los productos que cabrían en ellos; gaps_none, aquellos en los que no falta ninguno, según dijo alguien;
gaps_unchecked, los que nadie ha revisado.

De todas las fotos se quita el lugar (GPS) y todo lo demás que las cámaras escriben en el archivo (EXIF), salvo la hora, cómo
está puesta la imagen y sus colores. Los píxeles de las fotos JPEG derechas no cambian; las demás se escriben de nuevo, derechas.
Una foto demasiado grande para girarla en este dispositivo conserva sus píxeles, y su EXIF dice cómo está puesta. Una foto que
este navegador no puede mostrar se copia tal cual, con todo lo que hay en su archivo.

En las tablas CSV, y en ningún otro archivo, los textos que podrían tomarse por una fórmula empiezan con un apóstrofo.

Los recuadros vienen de un detector. Shelfscan dice en Ajustes, Detectores, Licencia para qué se puede usar.
`,

    importing: 'Importando visitas',
    cutOff: (store, done, total) =>
      `La importación de ${store} se interrumpió: hasta ahora hay ${number(done)} de ${photoCount(total)} aquí. Importa otra vez el mismo archivo y seguirá.`,
    imported: ({ added, beside, known, filled, left }) =>
      [
        added > 0 ? `${quantity(added, 'visita importada', 'visitas importadas')}.` : '',
        known > 0
          ? `${auditCount(known)} ya ${plural(known, 'estaba', 'estaban')} aquí${filled > 0 ? '' : ', sin cambios'}.`
          : '',
        filled > 0
          ? `${quantity(filled, 'foto que faltaba, agregada', 'fotos que faltaban, agregadas')}.`
          : '',
        beside > 0
          ? `${quantity(beside, 'visita distinta de la tuya, agregada', 'visitas distintas de las tuyas, agregadas')} aparte.`
          : '',
        left.missing.length > 0
          ? `${photoCount(countOf(left.missing))} no ${plural(countOf(left.missing), 'venía', 'venían')} en el archivo; los conteos se conservan: ${named(left.missing)}.`
          : '',
        left.damaged.length > 0
          ? `${quantity(countOf(left.damaged), 'foto dañada', 'fotos dañadas')} en el archivo; los conteos se conservan: ${named(left.damaged)}.`
          : '',
        left.refused.length > 0
          ? `No hay espacio en este dispositivo para ${photoCount(countOf(left.refused))}: ${named(left.refused)}. Libera espacio e importa otra vez el mismo archivo.`
          : '',
        left.broken.length > 0
          ? `Se dejó fuera porque su conteo está dañado en el archivo: ${named(left.broken)}.`
          : '',
        added + known + beside + filled === 0 ? 'En este archivo no hay visitas.' : '',
      ]
        .filter(Boolean)
        .join(' '),

    space: (used, left) => `${size(used)} usados en este dispositivo, quedan ${size(left)}.`,
    notKept: 'El navegador puede borrar visitas si el dispositivo se llena: exporta las importantes.',
    clearedBySafari:
      'Safari puede borrar visitas si no abres esta página durante siete días. La app de la pantalla de inicio las conserva, pero empieza vacía: exporta aquí lo importante e impórtalo allí.',
    unsaved: (count) => `${photoCount(count)} sin guardar`,
    outdated: 'Shelfscan se actualizó',
    unsavedDetails: 'Los últimos cambios aún no están guardados',
    retry: 'Reintentar',
    reload: 'Recargar',
    problem: (code) => textFor(auditProblems, code),
  },

  settings: {
    heading: 'Ajustes',
    appearance: 'Aspecto',
    counting: 'Conteo',
    advanced: 'Avanzado',
    about: 'Acerca de',
    language: {
      label: 'Idioma',
      phone: 'Como el teléfono',
      locked: 'Guarda primero tus visitas: otro idioma vuelve a cargar la página.',
    },
    fields: {
      theme: {
        label: 'Tema',
        options: { auto: 'Como el teléfono', light: 'Claro', dark: 'Oscuro' },
      },
      liveSensitivity: {
        label: 'Sensibilidad con la cámara',
        hint: 'Más recuadros si faltan productos, menos si sobran recuadros.',
        options: { fewer: 'Menos recuadros', standard: 'Normal', more: 'Más recuadros' },
      },
      photoSensitivity: {
        label: 'Sensibilidad en las fotos',
        hint: 'Aún puedes cambiarla en cada foto.',
        options: { fewer: 'Menos recuadros', standard: 'Normal', more: 'Más recuadros' },
      },
      liveSize: {
        label: 'Detalle con la cámara',
        hint: 'Automático se ajusta al tamaño de los productos, hasta donde este teléfono puede seguir. Más rápido sigue mejor tu mano, los demás encuentran productos más pequeños.',
        options: { auto: 'Automático', faster: 'Más rápido', standard: 'Normal', finer: 'Más fino' },
      },
      photoSize: {
        label: 'Detalle en las fotos',
        hint: 'Más rápido ahorra tiempo, más fino encuentra productos más pequeños.',
        options: { faster: 'Más rápido', auto: 'Normal', finer: 'Más fino' },
      },
      showsKinds: { label: 'Tipo de producto en cada recuadro' },
      vibrates: { label: 'Vibración', hint: 'Breve, al tomar una foto y cuando se agrega algo.' },
      backend: {
        label: 'Lo que hace el conteo',
        hint: 'El automático prueba lo que tiene este dispositivo y usa lo más rápido.',
        options: {
          auto: 'Automático (lo más rápido)',
          wasm: 'Procesador (WASM)',
          webgl: 'Gráficos (WebGL)',
          webgpu: 'Gráficos, nuevo (WebGPU)',
        },
      },
      locates: {
        label: 'Ubicación de cada visita',
        hint: 'Se pregunta una vez, al empezar una visita, y se guarda con ella: los informes y las exportaciones la muestran. Mientras esté desactivado, la página nunca la pide.',
      },
      showsRate: {
        label: 'Mostrar la velocidad al contar',
        hint: 'Imágenes por segundo y el tiempo de cada una.',
      },
    },
    current: (way) => `Ahora: ${way}`,
    unavailable: 'No está en este dispositivo o en este navegador',
    backendFailed:
      'Lo que elegiste no funcionó en este dispositivo, así que se vuelve a buscar automáticamente lo más rápido.',
    modelsHint: 'Mira cuáles hay y cambia a otro',
    detector: 'Detector en uso',
    version: 'Versión de esta página',
    on: 'activado',
    off: 'desactivado',
    changed: (label, value) => `${label}: ${value}`,
  },

  models: {
    heading: 'Detectores',
    lead: 'Un detector encuentra los productos en una imagen. Otro puede conocer otros productos o ser más rápido.',
    loading: 'Mirando lo que hay en este dispositivo',
    asking: 'Buscando otros',
    offline: 'Sin red: estos están en el dispositivo. Otros se pueden descargar cuando haya red.',
    noOthers: 'Aún no hay otro detector.',
    inUse: 'En uso',
    onDevice: 'En este dispositivo',
    toFetch: 'Por descargar',
    update: 'Hay actualización',
    finds: (labels) => `Encuentra: ${labels.join(', ')}`,
    version: 'Versión',
    size: 'Tamaño',
    bytes: size,
    howWell: 'Qué tan bien cuenta',
    howWellLead: 'En cuántos de cada 100 productos falló el recuento, de media en estas fotos.',
    measuredOn: (dataset, photos) => `${dataset}: ${plural(photos, '1 foto', `${number(photos)} fotos`)}`,
    distance: 'Lo que muestra la imagen',
    distances: {
      whole: 'Todo el estante',
      quarter: 'Una cuarta parte',
      ninth: 'Una novena parte, de cerca',
    },
    inPhoto: 'Foto',
    inLive: 'En vivo',
    newer: (version, bytes) => `Nueva: versión ${version} (${size(bytes)})`,
    terms: 'Licencia',
    researchOnly: 'Solo para investigación. Este detector no se puede usar en negocios.',
    weights: 'Licencia del detector',
    data: 'Licencia de las fotos con las que aprendió',
    use: 'Usar',
    fetchAndUse: 'Descargar y usar',
    fetchUpdate: 'Actualizar',
    remove: 'Quitar',
    cancel: 'Cancelar',
    withTitle: (label, title) => `${label}: ${title}`,
    unusable: {
      title: 'Este detector no funciona aquí',
      text: 'Este dispositivo o este navegador no puede usarlo.',
    },
    unchanged: 'El detector en uso sigue como está.',
    nowInUse: (title) => `${title} está en uso ahora.`,
    removed: (title) => `Se quitó ${title}.`,
    removeTitle: (title) => `¿Quitar ${title}?`,
    removeText: (bytes) => `Así se liberan ${size(bytes)}. Para usarlo de nuevo hace falta red.`,
  },

  drop: {
    letGo: 'Suelta aquí para abrirlo',
    noPhoto: 'Esto no es una foto. Sirven JPEG y PNG.',
    exportElsewhere: 'Las exportaciones se importan en la lista de visitas. Ábrela y suelta allí el archivo.',
  },

  keys: {
    heading: 'Teclas',
    what: {
      choose: 'Elegir el primer o el último recuadro',
      next: 'Pasar al siguiente recuadro',
      move: 'Mover el recuadro elegido',
      resize: 'Cambiar su tamaño',
      add: 'Añadir un recuadro; en un hueco: rellenarlo',
      remove: 'Quitar el recuadro; en un hueco: no falta nada',
      accept: 'En un hueco: falta un producto',
      letGo: 'Soltar lo elegido',
      zoom: 'Más grande, más pequeño, toda la foto',
      pan: 'Mover la foto',
      undo: 'Deshacer',
      redo: 'Rehacer',
      photo: 'La foto anterior, la siguiente',
      list: 'Mostrar estas teclas',
    },
  },

  groups: {
    which: 'Productos',
    title: 'Productos de la foto',
    keys: 'Las flechas van de producto en producto, Intro le pone nombre, Supr dice que el nombre es incorrecto, Esc termina.',
    looking: 'Buscando productos que se parecen…',
    failed: {
      network:
        'Lo que distingue los productos aún no está en este dispositivo. Conéctalo a una red e inténtalo de nuevo.',
      other:
        'No se pudieron distinguir los productos. Inténtalo de nuevo; si no funciona, vuelve a cargar la página.',
    },
    again: 'Intentar de nuevo',
    count: (count) => quantity(count, 'producto', 'productos distintos'),
    line: (products, facings) =>
      `${quantity(products, 'producto', 'productos distintos')}, ${facingCount(facings)}`,
    facings: facingCount,
    stacked: (count) => `${number(count)} encima`,
    alone: 'Solo este',
    notNamed: 'Sin nombre',
    bySomeone: 'nombrado a mano',
    byLooks: 'reconocido por su aspecto',
    at: (index, total) => `Producto ${index} de ${total}:`,
    facing: (index, total) => `Frente ${index} de ${total}.`,
    all: 'Todos los productos de la foto',
    perhaps: 'Qué puede ser',
    none: 'Ninguno de estos',
    notThis: 'No es este producto',
    name: 'Nombrar',
    rename: 'Otro nombre',
    split: 'Separar',
    join: 'Unir',
    hints: {
      choose: 'Toca un producto y ponle nombre una vez.',
      split: 'Toca todo lo que es otro producto.',
      join: 'Toca donde está el mismo producto.',
    },
    marked: (count) => `${quantity(count, 'recuadro marcado', 'recuadros marcados')}.`,
    splitByLooks: 'Por aspecto',
    splitNow: (count) => (count > 0 ? `Separar (${number(count)})` : 'Separar'),
    splitOff: (count) => `${quantity(count, 'recuadro separado', 'recuadros separados')}.`,
    joined: (count) => `Unidos: ${quantity(count, 'recuadro', 'recuadros')}.`,
    named: (count, title) => `${quantity(count, 'recuadro', 'recuadros')}: ${title}.`,
    denied: (title) => `No es ${title}.`,
    what: '¿Qué producto es?',
    known: 'Ya nombrados',
    nameMissing: 'Escribe cómo se llama.',
    more: 'Categoría y código de barras',
    scan: 'Escanear',
    nameThem: (count) => `Nombrar ${facingCount(count)}`,
  },

  catalogue: {
    heading: 'Productos',
    settingsTitle: 'Productos conocidos',
    settingsHint: 'Lo que nombras una vez, el teléfono lo reconoce después',
    /** @param {number} count */
    count: (count) => quantity(count, 'producto', 'productos'),
    loading: 'Leyendo los productos',
    search: 'Buscar productos',
    scan: 'Escanear para buscar un producto',
    scanShort: 'Escanear',
    /** @param {number} count */
    found: (count) => (count === 1 ? '1 encontrado' : `${number(count)} encontrados`),
    /** @param {string} typed */
    nothingFound: (typed) => `No se encontró nada para «${typed}».`,
    /** @param {number} count */
    more: (count) => `Mostrar más (${number(count)})`,
    /** @param {number} count */
    pictures: (count) => (count > 0 ? quantity(count, 'imagen', 'imágenes') : 'Sin imágenes'),
    add: 'Añadir un producto',
    empty: 'Todavía no hay productos',
    emptyHint:
      'Nombra un producto una vez en una foto, y este teléfono lo reconoce desde entonces. También puedes añadir productos aquí o importar una lista.',
    newTitle: 'Producto nuevo',
    fields: {
      name: 'Nombre',
      brand: 'Marca',
      size: 'Tamaño',
      category: 'Categoría',
      gtin: 'Número del código de barras',
    },
    sizeExample: '500 g',
    save: 'Añadir el producto',
    noName: 'Ponle un nombre al producto.',
    full: 'Este teléfono guarda hasta 5.000 productos. Elimina algunos que no necesites y luego añade este.',
    notStored: 'No se pudo guardar. Libera espacio en este dispositivo e inténtalo de nuevo.',
    /** @param {number} count */
    noRoom: (count) =>
      `No hay sitio para ${quantity(count, 'producto', 'productos')}: este teléfono guarda hasta 5.000.`,
    /** @param {string} name */
    taken: (name) => `${name} ya tiene este número.`,
    /** @param {string} name */
    open: (name) => `Abrir ${name}`,
    /** @param {string} name */
    added: (name) => `Se añadió ${name}`,
    looks: 'Qué aspecto tiene',
    looksHint: 'El teléfono reconoce el producto por estas imágenes. Quita las que muestran otro.',
    noLooks: 'Todavía no hay imágenes. Nombra el producto en una foto y sus imágenes aparecerán aquí.',
    notLooks: 'No es este producto',
    /** @param {number} index */
    picture: (index) => `Imagen ${index}`,
    /** @param {number} index */
    removePicture: (index) => `Quitar la imagen ${index}`,
    pictureGone: 'Se quitó la imagen',
    merge: 'Unir con otro producto',
    findLive: 'Mostrar dónde está',
    /** @param {string} name */
    mergeTitle: (name) => `¿Cuál es el mismo que ${name}?`,
    mergeHint: 'El que elijas se queda y conserva su nombre. Recibe las imágenes de los dos.',
    /** @type {(from: string, into: string) => string} */
    merged: (from, into) => `${from} ahora es parte de ${into}`,
    delete: 'Eliminar el producto',
    /** @param {string} name */
    deleted: (name) => `Se eliminó ${name}`,
    files: 'También en otro teléfono',
    filesFirst: 'De otro teléfono o de una lista',
    filesFirstHint:
      'El archivo que exportó otro teléfono, o un archivo CSV con las columnas name, brand, gtin, category y size.',
    filesHint:
      'Exporta todos los productos con sus imágenes en un solo archivo e impórtalo allí. También se puede importar un archivo CSV con las columnas name, brand, gtin, category y size.',
    import: 'Importar un archivo',
    export: 'Exportar',
    working: { export: 'Preparando el archivo', import: 'Leyendo el archivo' },
    /** @type {(report: { added: number, changed: number, removed: number, examples: number }) => string} */
    imported: ({ added, changed, removed, examples }) => {
      const gone = removed > 0 ? `, ${number(removed)} eliminados` : '';
      const pictures = examples > 0 ? `, ${quantity(examples, 'imagen', 'imágenes')}` : '';
      return `Productos: ${number(added)} nuevos, ${number(changed)} cambiados${gone}${pictures}.`;
    },
    problem: {
      'import-foreign': 'En este archivo no hay productos. Elige un archivo exportado aquí o un CSV.',
      'list-no-columns':
        'La primera línea del archivo tiene que nombrar las columnas, y una de ellas tiene que ser «name». No se tomó nada.',
      'list-workbook': 'Esto es un libro de cálculo. Ábrelo, guárdalo como CSV y elige ese archivo.',
    },
    exampleRow: ['Café expreso 250 g', 'Nordmark', '04006381333931', 'Café', '250 g'],
  },

  barcode: {
    title: 'Escanear el código de barras',
    hold: 'Pon el código de barras dentro del marco',
    starting: 'La cámara se está iniciando',
    digits: 'O escribe los números que están bajo las barras',
    use: 'Usar',
    wrong: 'Este número no puede ser correcto. Revisa cada cifra.',
    noReader: 'La cámara no puede leer códigos de barras ahora',
    typeInstead: 'Escribe los números.',
  },

  lists: {
    heading: 'Listas',
    hint: 'Tus tiendas y los productos obligatorios',
    open: 'Listas: tiendas y obligatorios',
    stays: 'Las listas se quedan en este dispositivo.',
    none: 'Todavía no has importado nada.',
    kinds: {
      stores: {
        title: 'Tiendas',
        text: 'Adónde van tus visitas. Un archivo CSV con una columna «nombre»; si quieres, también: id, dirección, latitud, longitud, categorías (con | entre ellas).',
      },
      stock: {
        title: 'Productos obligatorios',
        text: 'Lo que tiene que estar en el estante. Un archivo CSV con las columnas «categoría» y «nombre»; si quieres, también: marca, gtin, frentes, id tienda.',
      },
    },
    count: {
      stores: (count) => quantity(count, 'tienda', 'tiendas'),
      stock: (count) => quantity(count, 'producto', 'productos'),
    },
    imported: (time) => `Importada: ${moment(time)}`,
    import: 'Importar CSV',
    again: { stores: 'Importar de nuevo', stock: 'Reemplazar' },
    example: 'Archivo de ejemplo',
    delete: 'Eliminar',
    deleteNamed: (list) => `Eliminar la lista ${list}`,
    deleted: {
      stores: 'Se eliminaron las tiendas',
      stock: 'Se eliminó la lista de productos obligatorios',
    },
    reading: 'Leyendo el archivo',
    done: {
      stores: ({ added, updated, same }) =>
        `Tiendas: nuevas ${number(added)}, cambiadas ${number(updated)}, como antes ${number(same)}.`,
      stock: ({ added }) => `La lista tiene ahora ${quantity(added, 'producto', 'productos')}.`,
    },
    left: (count) => `${quantity(count, 'línea quedó', 'líneas quedaron')} fuera:`,
    notes: (count) => `En ${quantity(count, 'línea', 'líneas')} algo no se entendió; lo demás se importó:`,
    line: (line) => `Línea ${line}`,
    more: (count) => `Y ${number(count)} más.`,
    reasons: {
      quote: 'falta cerrar unas comillas',
      columns: 'más celdas que en la primera línea; pon entre comillas los textos que contienen el separador',
      'no-name': 'sin nombre',
      'no-category': 'sin categoría',
      'too-long': 'un texto es demasiado largo',
      double: 'ya está en una línea anterior',
      position: 'no es una posición, como por ejemplo 52,5200 y 13,4050:',
      gtin: 'este GTIN tiene una cifra equivocada, o le faltan o le sobran cifras:',
      facings: 'no es un número de frentes:',
    },
    noColumns: {
      stores:
        'La primera línea del archivo tiene que nombrar las columnas, y una de ellas tiene que ser «nombre». No se importó nada.',
      stock:
        'La primera línea del archivo tiene que nombrar las columnas, y dos de ellas tienen que ser «categoría» y «nombre». No se importó nada.',
    },
    problem: {
      'list-too-large': 'Este archivo es más grande que cualquier lista. No se importó nada.',
      'list-too-long': 'Este archivo tiene más de 50 000 líneas. No se importó nada.',
      'list-workbook':
        'Esto es un libro de cálculo. Ábrelo en tu hoja de cálculo, guárdalo como CSV y elige ese archivo.',
      'list-no-text': 'Este archivo no es un CSV. No se importó nada.',
      'list-unreadable': 'No se puede leer el archivo. Elígelo otra vez.',
      'list-empty': 'Este archivo no tiene líneas debajo de la primera. No se importó nada.',
    },
    examples: {
      stores: ['Mercado de la Esquina', 'Calle de la Estación 1, Ciudad', 'Café|Té'],
      stock: ['Café', 'Espresso 250 g', 'Marca'],
    },
  },

  stores: {
    heading: 'Tiendas',
    searchHint: 'Escribe para encontrar una tienda, o el nombre de una nueva.',
    lastFirst: 'Primero las últimas visitadas',
    nearestFirst: 'Primero las más cercanas',
    showNearest: 'Ver las más cercanas',
    showLast: 'Ver las últimas visitadas',
    locating: 'Buscando tu posición',
    problem: {
      denied:
        'Tu posición no está permitida para esta página. Permítela en los ajustes del navegador, o busca la tienda por su nombre.',
      unknown: 'No se pudo encontrar tu posición. Busca la tienda por su nombre.',
    },
    distance: (metres) =>
      metres < 995
        ? `${number(Math.max(10, Math.round(metres / 10) * 10))} m`
        : `${metres < 9950 ? decimal(metres / 1000) : number(Math.round(metres / 1000))} km`,
    lastVisit: (time) => `Última visita: ${moment(time)}`,
    categories: (count) => quantity(count, 'categoría', 'categorías'),
    noneFound: 'Ninguna tienda con ese nombre en tu lista. Empieza la visita y será una nueva.',
    left: (count) => `Y ${number(count)} más: escribe una parte del nombre o de la dirección.`,
    more: 'Lugar y nota',
    import: 'Importar una lista de tiendas',
    asLastTime: (names) => `Como la última vez: ${names.join(', ')}`,
  },

  stock: {
    summary: (all, missing, open, unsure) => [
      `Obligatorios: ${number(all)}`,
      ...(missing > 0 ? [`${plural(missing, 'falta', 'faltan')} ${number(missing)}`] : []),
      ...(unsure > 0 ? [`${number(unsure)} por confirmar`] : []),
      ...(open > 0 ? [`${number(open)} sin revisar`] : []),
    ],
    states: { open: 'Sin revisar', present: 'Está', missing: 'Falta', unsure: 'Por confirmar' },
    seen: {
      name: (count) => `Está: ${quantity(count, 'frente', 'frentes')} con nombre en las fotos`,
      looks: (count) => `Está: ${quantity(count, 'frente', 'frentes')} por su aspecto`,
      missing: {
        name: 'Falta: cada frente tiene otro nombre',
        looks: 'Falta: cada frente parece otro producto',
      },
      unsure: 'Por confirmar: no se ve en las fotos. Compruébalo.',
    },
    unsureOf: (list) => `No se ve en las fotos, compruébalo: ${names(list)}`,
    markAs: {
      present: (name) => `${name} está`,
      missing: (name) => `${name} falta`,
    },
    facings: (count) => quantity(count, 'frente', 'frentes'),
    done: 'Listo',
    soldOut: 'Agotados',
    stillOpen: (count) => `${quantity(count, 'producto obligatorio', 'productos obligatorios')} sin revisar.`,
    nameIt: 'Poner nombre',
    rename: 'Cambiar nombre',
    whatIsMissing: '¿Qué falta aquí?',
    mustStockOf: (category) => `Obligatorios de ${category}:`,
    otherName: 'Otro producto',
    gapNamed: (name) => `Falta: ${name}`,
    withoutName: (name) => `Quitar el nombre: ${name}`,
  },

  share: {
    missing: 'La foto no llegó. Elígela aquí.',
    /** @param {number} count */
    leftOut: (count) =>
      `Solo se abrió la primera foto; ${count === 1 ? 'la otra se dejó' : `las otras ${count} se dejaron`} fuera.`,
  },

  signIn: {
    text: 'Para actualizar, inicia sesión otra vez. Aquí todo sigue funcionando.',
    button: 'Iniciar sesión',
  },

  update: {
    text: 'Hay una versión nueva',
    apply: 'Actualizar',
  },

  products,
  announceCount: productCount,
  rate,
  problemText: (code) => textFor(problems, code),
};
