/** Every text in Portuguese, as it is written in Brazil; see en.js. */

import { formatsOf, textFor } from './formats.js';
import { countOf, photoNames } from './photo-names.js';

const { number, decimal, plural, quantity, names, size, moment, rate, dayAndTime, day, percent, signed } =
  formatsOf('pt');

/** @param {number} count */
const products = (count) => plural(count, 'produto', 'produtos');

/** @param {number} count */
const productCount = (count) => quantity(count, 'produto', 'produtos');

/** @param {number} count */
const facingCount = (count) => quantity(count, 'frente', 'frentes');

/** @param {number} count */
const gapCount = (count) => quantity(count, 'vazio', 'vazios');

/** @param {number} count */
const photoCount = (count) => quantity(count, 'foto', 'fotos');

/** @param {number} count */
const auditCount = (count) => quantity(count, 'visita', 'visitas');

/** @param {import('./photo-names.js').NamedPhotos[]} photos */
const named = (photos) =>
  photoNames(photos, { one: 'foto', many: 'fotos', all: 'a visita inteira', untitled: 'Loja sem nome' });

/** @type {import('./en.js').Problems} */
const problems = {
  'camera-denied': {
    title: 'A câmera não está permitida',
    text:
      'Permita a câmera para esta página, no ícone ao lado do endereço ou nas configurações do celular, e tente de novo. ' +
      'Você também pode contar os produtos em uma foto.',
  },
  'camera-none': {
    title: 'Nenhuma câmera encontrada',
    text: 'Este aparelho não tem uma câmera que o navegador possa usar. Escolha uma foto de uma prateleira.',
  },
  'camera-busy': {
    title: 'A câmera está em uso',
    text: 'Outro aplicativo ou outra aba está usando a câmera. Feche-o e tente de novo.',
  },
  'camera-lost': {
    title: 'A câmera parou',
    text: 'Ela foi desconectada ou usada por outro aplicativo. Tente de novo para ligá-la outra vez.',
  },
  'camera-unsupported': {
    title: 'Sem câmera neste navegador',
    text:
      'Este navegador não deixa páginas usarem a câmera. Abra esta página em um Chrome, Edge, Firefox ou Safari atual, ' +
      'ou escolha uma foto de uma prateleira.',
  },
  'in-app-ios': {
    title: 'Abra esta página no Safari',
    text: 'Ela ainda está dentro de outro aplicativo, onde a câmera muitas vezes não funciona. Procure “Abrir no Safari” ou “Abrir no navegador”, em geral atrás de ⋯ ou do botão de compartilhar. Você também pode escolher uma foto aqui.',
  },
  'in-app-android': {
    title: 'Abra esta página no Chrome',
    text: 'Ela ainda está dentro de outro aplicativo, onde a câmera muitas vezes não funciona. Toque em ⋮ e depois em “Abrir no Chrome” ou “Abrir no navegador”. Você também pode escolher uma foto aqui.',
  },
  'insecure-origin': {
    title: 'Este endereço não é seguro',
    text:
      'Os navegadores só permitem a câmera e o uso sem rede em endereços que começam com https://. ' +
      'Peça o endereço seguro a quem passou este.',
  },
  'picture-unreadable': {
    title: 'Não dá para abrir esta foto',
    text: 'O arquivo está danificado ou é de um tipo que este navegador não lê. Use uma imagem JPEG ou PNG.',
  },
  'detection-failed': {
    title: 'A contagem não funcionou',
    text: 'Algo deu errado ao contar. Tente de novo; se acontecer outra vez, recarregue a página.',
  },
  'no-network-no-model': {
    title: 'O detector ainda não está neste aparelho',
    text: 'Ele é baixado uma única vez, e para isso é preciso ter rede. Conecte-se e tente de novo.',
  },
  'download-failed': {
    title: 'Não foi possível baixar o detector',
    text: 'A conexão caiu. O que já chegou fica guardado: tente de novo para continuar daí.',
  },
  'model-damaged': {
    title: 'O detector chegou danificado',
    text: 'Ele não foi usado. Tente de novo; se acontecer outra vez, avise quem cuida deste servidor.',
  },
  'storage-full': {
    title: 'Sem espaço neste aparelho',
    text: 'O detector não cabe. Apague algumas fotos ou aplicativos e tente de novo.',
  },
  'no-backend': {
    title: 'Este navegador é antigo demais',
    text: 'O detector não funciona nele. Abra esta página em um Chrome, Edge, Firefox ou Safari atual.',
  },
  'model-unusable': {
    title: 'O detector não funciona aqui',
    text: 'Não foi possível iniciá-lo, embora este navegador tenha o necessário. Tente de novo ou reinicie o navegador; se continuar assim, avise quem cuida deste servidor.',
  },
  'server-failed': {
    title: 'O servidor está com um problema',
    text: 'Ele responde com um erro em vez de um detector. Tente de novo daqui a pouco; se continuar assim, avise quem cuida deste servidor.',
  },
  'sign-in-needed': {
    title: 'É preciso entrar de novo',
    text: 'No lugar do detector respondeu outra página: provavelmente o login da sua empresa ou deste Wi-Fi. Entre, e tudo continua.',
  },
  'no-usable-model': {
    title: 'Nenhum detector serve para esta página',
    text: 'O servidor não oferece nenhum que esta versão da página possa usar. Recarregue a página; se continuar assim, avise quem cuida deste servidor.',
  },
  'start-failed': {
    title: 'O detector não iniciou',
    text: 'Tente de novo; se acontecer outra vez, recarregue a página.',
  },
  'worker-lost': {
    title: 'O detector parou',
    text: 'Ele é iniciado de novo. Tente contar mais uma vez.',
  },
  unknown: {
    title: 'Algo deu errado',
    text: 'Tente de novo; se acontecer outra vez, recarregue a página.',
  },
};

/** @type {import('./en.js').AuditProblems} */
const auditProblems = {
  'storage-full':
    'Não há mais espaço neste aparelho, então as últimas mudanças ainda não foram salvas. Deixe esta página aberta, ' +
    'libere espaço e tente de novo. Você também pode exportar agora.',
  'storage-failed':
    'O navegador não conseguiu ler ou salvar suas visitas. Deixe esta página aberta e tente de novo. Você também pode ' +
    'exportar agora.',
  'storage-silent':
    'O navegador não abre suas visitas. Tente de novo. Se continuar assim, feche todas as abas do Shelfscan ou reinicie o navegador.',
  'storage-cleared':
    'O que estava guardado aqui foi apagado, por exemplo com os dados de sites do navegador. Não foi o Shelfscan. O que você contar agora será guardado de novo.',
  'storage-outdated':
    'Outra aba está com uma versão mais nova. Exporte o que ainda não foi salvo e recarregue esta página.',
  'storage-blocked':
    'Outra aba está com uma versão mais antiga do Shelfscan aberta. Feche essa aba e tente de novo.',
  'import-unreadable':
    'Não dá para abrir este arquivo. Ele está danificado ou não foi exportado pelo Shelfscan.',
  'import-foreign': 'Não há visitas neste arquivo. Escolha um arquivo zip exportado pelo Shelfscan.',
  'import-newer':
    'Este arquivo é de uma versão mais nova do Shelfscan. Atualize esta página e tente de novo.',
  'import-damaged':
    'Este arquivo está danificado, então nada foi aproveitado. Peça para que ele seja exportado outra vez.',
  'import-running':
    'Já há outra importação em andamento, aqui ou em outra aba. Espere até ela terminar e tente de novo.',
  'export-failed':
    'A exportação não funcionou. Tente de novo; se acontecer outra vez, escolha menos visitas.',
  'photo-missing':
    'Esta foto não está neste aparelho. A contagem foi mantida. Se você tem um arquivo exportado com ela, importe-o outra vez.',
  'open-elsewhere': 'Esta foto está aberta em outra aba. Feche-a lá primeiro.',
  'audit-gone': 'Esta visita não está neste aparelho. Ela foi apagada ou está em outro celular.',
  'photo-gone': 'Esta foto não está mais neste aparelho.',
  'files-unreadable':
    'Algumas fotos não puderam ser lidas, por exemplo porque estão só na nuvem. Abra-as uma vez na sua galeria e escolha-as de novo.',
  'not-countable':
    'Esta foto não pôde ser contada: este navegador não consegue mostrá-la, ou o detector não está pronto. Ela está guardada e vai nas exportações como está.',
  unknown: 'Algo deu errado. Tente de novo; se acontecer outra vez, recarregue a página.',
};

/** @type {import('./en.js').Messages} */
export const messages = {
  appName: 'Shelfscan',

  start: {
    headline: 'Conte cada produto da prateleira',
    lead: 'Aponte o celular para uma prateleira. Cada produto da frente recebe um quadro e é contado.',
    camera: 'Abrir a câmera',
    photo: 'Escolher uma foto',
    sample: 'Testar com um exemplo',
    privacy: 'As fotos ficam neste celular',
    researchOnly: 'Só para pesquisa, não para negócios',
    pictureAlt: 'Uma prateleira de loja com um quadro em cada produto',
  },

  welcome: {
    heading: 'O que o Shelfscan faz',
    skip: 'Pular',
    back: 'Voltar',
    next: 'Avançar',
    begin: 'Começar',
    again: 'Como funciona',
    screens: [
      {
        title: 'Aponte para a prateleira',
        text: 'Cada produto da frente recebe um quadro e é contado: ao vivo ou em uma foto.',
      },
      {
        title: 'O celular faz tudo sozinho',
        text: 'Funciona sem rede, e as fotos ficam neste celular.',
      },
      {
        title: 'Da prateleira ao escritório',
        text: 'Corrija a contagem, junte as fotos de uma visita à loja e envie tudo ao escritório.',
      },
    ],
    camera:
      'O navegador vai pedir a câmera: ela serve para contar e só fica ligada enquanto você vê a imagem.',
    announceScreen: (which, total, words) => `${which} de ${total}: ${words}`,
  },

  install: {
    title: 'Coloque o Shelfscan na tela inicial',
    text: 'Abre como um aplicativo e funciona sem rede.',
    textInSafari:
      'Funciona sem rede e guarda as visitas: o Safari pode apagá-las se você passar sete dias sem abri-la.',
    install: 'Instalar',
    showHow: 'Mostrar como',
    notNow: 'Agora não',
    stepsTitle: 'Para a tela inicial',
    close: 'Fechar',
    done: 'Pronto',
    steps: {
      'ios-safari': [
        'Toque em Compartilhar. Se não aparecer, toque antes em ⋯.',
        'Escolha “Adicionar à Tela de Início”, mais abaixo na lista.',
        'Toque em “Adicionar”.',
      ],
      'ios-chrome': [
        'Toque em Compartilhar, ao lado do endereço.',
        'Escolha “Adicionar à Tela de Início”, mais abaixo na lista.',
        'Toque em “Adicionar”.',
      ],
      'ios-menu': [
        'Abra o menu do navegador e toque em Compartilhar.',
        'Escolha “Adicionar à Tela de Início”, mais abaixo na lista.',
        'Toque em “Adicionar”.',
      ],
      'firefox-android': [
        'Abra o menu do navegador.',
        'Escolha “Adicionar app à tela inicial” ou “Instalar”.',
        'Toque em “Adicionar”.',
      ],
    },
  },

  network: {
    gone: 'Sem rede. Tudo funciona, nada se perde.',
    back: 'Parece que a rede voltou.',
    resumed: 'Parece que a rede voltou. O detector está sendo baixado.',
    missing: {
      detector: {
        title: 'Ainda sem rede.',
        text: 'O detector é baixado uma só vez: conecte-se, e o resto segue sozinho.',
      },
      page: {
        title: 'Sem rede.',
        text: 'A contagem funciona enquanto esta página ficar aberta. Conecte-se uma vez, e depois ela funciona também sem rede.',
      },
    },
  },

  model: {
    download: 'Baixando o detector',
    downloaded: (loaded, total) => `${decimal(loaded / 1e6)} de ${decimal(total / 1e6)} MB`,
    prepare: 'Preparando',
    prepareHint: 'alguns segundos',
    ready: 'Pronto',
    onlineReady: 'Pronto, enquanto houver rede',
    changedOnTheWay:
      'Algo entre este aparelho e o servidor altera a página, por isso ela não pode ser guardada aqui. Avise quem cuida deste servidor.',
    offlineReady: 'Pronto para usar sem rede',
    retry: 'Tentar de novo',
    updated: (version) => `Chegou um detector melhor (${version}). Ele será usado na próxima vez que abrir.`,
    refused: 'Um detector mais novo não funcionou neste aparelho, então o anterior continua em uso.',
    fallback: 'O jeito mais rápido de contar não funcionou neste aparelho, então outro está em uso.',
    restarted: 'O detector parou e está sendo iniciado de novo.',
  },

  live: {
    heading: 'Contagem ao vivo',
    opening: 'Abrindo a câmera',
    openingHint: 'Se o navegador perguntar, toque em Permitir.',
    takePhoto: 'Tirar uma foto',
    choosePhoto: 'Escolher uma foto',
    close: 'Fechar a câmera',
    steady: 'Estável',
    waiting: 'Esperando a câmera',
    counting: 'Contando',
    tooFast: 'Rápido demais',
    pause: 'Pausar',
    resume: 'Continuar',
    paused: 'Em pausa',
    pausedHint: 'Toque em um produto para marcá-lo, ou em outro lugar para continuar.',
    picture: 'A imagem parada',
    keys: 'As setas vão de um produto a outro, Enter marca, Esc solta.',
    product: ({ row, index, total, isMarked }) =>
      `Fileira ${number(row)}, produto ${number(index)} de ${number(total)}${isMarked ? ', marcado' : ''}.`,
    light: 'Luz',
    camera: 'Escolher uma câmera',
    lens: ({ side, number: which, label }) => {
      if (side === 'other') return label || `Câmera ${which}`;
      return side === 'rear' ? `Câmera traseira ${which}` : `Câmera frontal ${which}`;
    },
    zoom: 'Zoom',
    zoomFactor: (factor) => `${number(factor)}×`,
    marked: (count) => quantity(count, 'produto marcado', 'produtos marcados'),
    clearMarks: 'Desmarcar',
    finding: (title) => `Procurando ${title}`,
    foundHere: (title, count) => `${title}: ${facingCount(count)} aqui`,
    cannotFind: 'Agora não é possível distinguir os produtos',
    endFinding: 'Encerrar',
    hints: {
      dark: 'Está escuro demais para contar bem. Procure mais luz.',
      blurred: 'A imagem está tremida. Segure o celular firme.',
      far: 'Os produtos parecem pequenos demais. Chegue mais perto ou use o zoom.',
      nothing: 'Nenhum produto encontrado. Aponte a câmera para uma prateleira.',
      fast: 'Mais devagar: nessa velocidade não dá para contar.',
      frozen: 'A câmera não dá imagem. Espere um momento, ou feche e abra a câmera de novo.',
    },
    darkWithLight: 'Está escuro demais para contar bem. Acenda a luz.',
  },

  region: {
    only: 'Só esta parte',
    tool: 'Uma parte',
    title: 'O que é contado',
    hint: 'Arraste os cantos, ou toque em um canto e depois no novo lugar dele.',
    placing: 'Toque no lugar certo.',
    all: 'Contar a foto inteira',
    label: 'A parte da imagem que é contada',
    corners: {
      topLeft: 'Canto superior esquerdo, mova com as setas',
      topRight: 'Canto superior direito, mova com as setas',
      bottomLeft: 'Canto inferior esquerdo, mova com as setas',
      bottomRight: 'Canto inferior direito, mova com as setas',
      all: 'Mover a moldura, também com as setas',
    },
  },

  photo: {
    heading: 'Foto',
    pictureAlt: 'A foto que foi contada',
    working: 'Contando',
    workingHint: 'Olhando cada canto da foto',
    none: 'Nenhum produto encontrado',
    noneHint: 'Chegue mais perto, procure mais luz ou segure o celular firme e tente de novo.',
    backToCamera: 'Ir para a câmera',
    startCamera: 'Abrir a câmera',
    another: 'Escolher outra foto',
    anotherShort: 'Foto',
    close: 'Fechar a foto',
  },

  remarks: {
    dark: 'Esta foto está escura demais para contar bem. Tire outra com mais luz.',
    blurred: 'Esta foto está tremida. Tire outra com a mão firme.',
    lying: 'A foto parece estar deitada de lado.',
    /** @param {number} count */
    far: (count) => `Cerca de ${number(count)} produtos mais longe. Deixar de fora?`,
  },

  turn: {
    tool: 'Girar a foto para a direita',
    yes: 'Girar',
    no: 'Deixar como está',
    failed: 'Não foi possível girar a foto. Ela está como antes.',
  },

  review: {
    photo: 'A foto com um quadro em cada produto',
    keys:
      'Pressione uma seta para escolher um quadro e Tab para ir ao próximo. As setas movem o quadro escolhido, com Shift ' +
      'mudam o tamanho, Delete remove. Pressione A para adicionar um quadro, também em um vazio, mais e menos ' +
      'para o zoom, Esc para soltar.',
    undo: 'Desfazer',
    redo: 'Refazer',
    add: 'Adicionar',
    addTitle: 'Adicionar um produto que faltou',
    addHint: 'Toque nele ou arraste uma moldura em volta.',
    addHintInPart: 'Toque nele dentro da moldura ou arraste um quadro em volta.',
    addedHint: 'Toque no próximo ou arraste este.',
    done: 'Concluir',
    remove: 'Remover',
    adjust: 'Corrigir',
    adjustWays: { move: 'Mover', resize: 'Tamanho' },
    nudges: {
      move: {
        left: 'Mover para a esquerda',
        up: 'Mover para cima',
        down: 'Mover para baixo',
        right: 'Mover para a direita',
      },
      resize: { left: 'Mais estreito', up: 'Mais baixo', down: 'Mais alto', right: 'Mais largo' },
    },
    kind: 'Tipo de produto',
    sensitivity: 'Ajuste',
    fewer: 'Menos quadros',
    more: 'Mais quadros',
    usual: 'Padrão',
    sensitivityHint: 'Deslize para a direita se faltam produtos, para a esquerda se há quadros demais.',
    sensitivityText: (percent) =>
      `Conta o que é um produto com ${number(percent)} por cento de certeza ou mais`,
    bringBack: (count) =>
      plural(
        count,
        'Trazer de volta 1 quadro removido',
        `Trazer de volta ${number(count)} quadros removidos`,
      ),
    rows: 'Fileiras',
    rowCount: (count) => quantity(count, 'fileira', 'fileiras'),
    noRows: 'Ainda não há fileiras. Adicione os produtos que estão na prateleira.',
    row: (row) => `Fileira ${number(row)}`,
    products: productCount,
    facings: facingCount,
    facingsHint:
      'Uma frente é um lugar na parte da frente da prateleira: o que está empilhado ali é uma só frente.',
    noShelf: 'Sem prateleira',
    display: 'Aqui não há prateleiras: os produtos estão uns sobre os outros.',
    gaps: gapCount,
    checkGaps: (count) => `Conferir ${gapCount(count)}`,
    missing: (count) => `${number(count)} em falta`,
    boxTitle: (row) => (row > 0 ? `Produto na fileira ${number(row)}` : 'Produto'),
    boxHint: 'Arraste o quadro ou os cantos. Toque duas vezes para ampliar.',
    gapTitle: (count) => plural(count, 'Falta um produto aqui?', `Faltam ${number(count)} produtos aqui?`),
    gapAcceptedTitle: 'Marcado como em falta',
    gapHint: (row) => (row > 0 ? `Há espaço na fileira ${number(row)}.` : 'Há espaço aqui.'),
    accept: 'Sim, falta',
    dismiss: 'Não falta',
    fill: (count) => plural(count, 'Há um produto', `Há ${number(count)} produtos`),
    undone: (count) => `Desfeito. ${productCount(count)}.`,
    redone: (count) => `Refeito. ${productCount(count)}.`,
    removed: (count) => `Quadro removido. ${productCount(count)}.`,
    added: (count) => `Quadro adicionado. ${productCount(count)}.`,
    partCounts: (count) => `Só a parte dentro da moldura é contada. ${productCount(count)}.`,
    allCounts: (count) => `A foto inteira é contada. ${productCount(count)}.`,
    notInPart: 'Não adicionado: está fora da parte que é contada.',
    gapAccepted: 'Marcado como em falta.',
    gapDismissed: 'Não conta como vazio.',
    gapFilled: (added, count) =>
      `${plural(added, 'Quadro adicionado', `${number(added)} quadros adicionados`)} no vazio. ${productCount(count)}.`,
    boxSelected: (index, total, row, label) =>
      `${label ? `${label}, ` : ''}quadro ${number(index)} de ${number(total)}${row > 0 ? `, fileira ${number(row)}` : ''}.`,
    gapSelected: (count, row) =>
      `Vazio${row > 0 ? ` na fileira ${number(row)}` : ''}, com lugar para ${productCount(count)}. Enter diz que está em falta, ` +
      'Delete que não falta nada, A que há um produto.',
  },

  leaveOut: {
    yes: 'Deixar de fora',
    no: 'Não',
  },

  marks: {
    tool: 'Marcar',
    title: 'Marcar produtos',
    hint: 'Contorne, passe o dedo por cima ou toque neles.',
    keys: 'As setas vão de um quadro a outro, a barra de espaço marca um, Delete remove os marcados, Enter os mantém, Esc termina.',
    /** @param {number} count */
    marked: (count) => plural(count, `${number(count)} marcado`, `${number(count)} marcados`),
    isMarked: 'Marcado.',
    isNotMarked: 'Não marcado.',
    keep: 'Manter',
    name: 'Dar nome',
    unmark: 'Desmarcar',
    /** @type {(marked: number, count: number) => string} */
    removed: (marked, count) => `Removidos: ${number(marked)}. ${number(count)} ${products(count)}.`,
    /** @type {(marked: number, count: number) => string} */
    kept: (marked, count) =>
      `Mantidos como produtos: ${number(marked)}. ${number(count)} ${products(count)}.`,
    /** @type {(marked: number, count: number) => string} */
    named: (marked, count) => `Com nome: ${number(marked)}. ${number(count)} ${products(count)}.`,
  },

  byProduct: {
    table: 'Por produto',
    product: 'Produto',
    summary: (count, named, all) =>
      `${quantity(count, 'produto', 'produtos')} com nome em ${number(named)} de ${quantity(all, 'frente', 'frentes')}`,
    how: (byPerson, byLooks) =>
      byLooks > 0
        ? `Nomeados por pessoas: ${number(byPerson)}. Reconhecidos pela aparência: ${number(byLooks)}.`
        : `Nomeados por pessoas: ${number(byPerson)}.`,
    notNamed: 'Sem nome',
    notNamedFacings: (count) => `Sem nome: ${quantity(count, 'frente', 'frentes')}`,
    ofBrand: (brand) => `${brand}, produto sem nome`,
    productNotNamed: 'Produto sem nome',
    noBrand: 'Sem marca',
    isNew: 'novo',
    gone: (name, before) => `${name} (antes ${number(before)})`,
    goneNow: (list) => `Sumiram desde a última visita: ${list}.`,
    compared: (count) => `Comparado por ${quantity(count, 'produto com nome', 'produtos com nome')}.`,
    mayBeAmong: 'O que não tem nome pode ser um deles.',
    notCompared: 'Sem comparação por produto: em uma das duas visitas há pouca coisa com nome.',
  },

  brands: {
    tool: 'Marcas',
    title: 'Dar nome a produtos',
    which: 'A marca que recebem',
    unnamed: 'Sem nome',
    waysLabel: 'O que um toque nomeia',
    ways: { boxes: 'Avulsos', row: 'Fileira toda', span: 'De – até' },
    hints: {
      boxes: 'Toque neles, deslize o dedo por cima ou contorne-os.',
      row: 'Toque em um produto: toda a fileira dele recebe o nome.',
      span: 'Toque no primeiro produto.',
      last: 'Agora toque no último produto.',
    },
    empty: 'Adicione primeiro as marcas que interessam a você.',
    keys: 'As setas vão de caixa em caixa, Espaço dá o nome, Delete tira o nome, de 1 a 9 escolhem uma marca, 0 nenhuma, Escape termina.',
    /** @param {string} name */
    chosen: (name) => (name ? `Marca: ${name}.` : 'Os nomes são tirados.'),
    /** @type {(count: number, name: string) => string} */
    painted: (count, name) =>
      name
        ? `${quantity(count, 'produto', 'produtos')}: ${name}.`
        : `${quantity(count, 'produto', 'produtos')} sem nome.`,
    nothingNew: 'Nada de novo aqui.',

    percent,
    /** @param {string} part */
    oursPart: (part) => `Nossas ${part}`,
    /** @param {string} part */
    unnamedPart: (part) => `sem nome ${part}`,
    shareTitle: 'Participação na prateleira',
    ours: 'Nossas',
    others: 'Outras',
    /** @type {(ours: string, others: string, unnamed: string) => string} */
    shareText: (ours, others, unnamed) =>
      `Nossas ${ours}, outras ${others}, sem nome ${unnamed} de todas as frentes`,
    table: 'Por marca',
    brand: 'Marca',
    facings: 'Frentes',
    byFacings: 'Parte',
    byWidth: 'Da largura',
    widthHint:
      'Frentes são os lugares na parte da frente de uma prateleira. Um produto largo ocupa mais largura que um estreito.',
    /** @param {number} photos */
    notCounted: (photos) =>
      `Sem ${photoCount(photos)} que não ${plural(photos, 'foi contada', 'foram contadas')}.`,
    number,

    heading: 'Marcas',
    settingsHint: 'As suas e outras, para a participação na prateleira',
    /** @param {number} count */
    count: (count) => quantity(count, 'marca', 'marcas'),
    edit: 'Alterar',
    addFirst: 'Adicionar marcas',
    emptyHint:
      'Com uma lista de marcas você pode dizer em cada foto de quem é cada produto e ver que parte da prateleira as suas têm.',
    listHint: 'Em uma foto, toque em Marcas para dar nome aos produtos.',
    newNames: 'Nomes de marcas, separados por vírgulas',
    example: 'Nordmark, Alpina',
    add: 'Adicionar',
    whose: 'De quem são',
    /** @param {string[]} added */
    added: (added) => (added.length > 0 ? `Adicionado: ${names(added)}.` : 'Nada de novo aqui.'),
    /** @param {string} name */
    nameOf: (name) => `Nome de ${name}`,
    /** @param {string} name */
    isOurs: (name) => `${name} é nossa`,
    /** @param {string} name */
    remove: (name) => `Excluir ${name}`,
    /** @param {string} name */
    isDeleted: (name) => `${name} foi excluída. Os produtos dela estão sem nome agora.`,
    /** @param {string} name */
    isTaken: (name) => `Já existe uma marca chamada ${name}.`,
  },

  check: {
    likely: (low, high) => `Provável: ${number(low)} a ${number(high)}`,
    boxes: (count) => `Conferir ${quantity(count, 'quadro', 'quadros')}`,
    whole: 'Conferir a foto',
    isProduct: 'É um produto?',
    isProductHint: 'Não, se outro quadro já o marca.',
    left: (count) => plural(count, 'O último.', `Faltam ${number(count)}.`),
    keys: 'Enter diz que sim, Delete que não e a seta para a direita que não dá para saber.',
    yes: 'Produto',
    no: 'Não é produto',
    skip: 'Não dá para ver',
    isAll: 'Todo produto já tem um quadro?',
    isAllHint: 'Olhe a foto inteira.',
    all: 'Sim, todos',
    notAll: 'Não, adicionar',
    said: (isProduct, count) => `${isProduct ? 'Produto' : 'Não é produto'}. ${productCount(count)}.`,
    vouched: (count) => `Conferido. ${productCount(count)}.`,
  },

  problem: {
    retry: 'Tentar de novo',
    photo: 'Escolher uma foto',
    back: 'Voltar ao início',
  },

  page: {
    back: 'Voltar',
  },

  notes: {
    open: 'Nota',
    openWith: (count) => `Nota, ${quantity(count, 'registro', 'registros')}`,
    tags: 'Etiquetas',
    suggestions: ['Sem preço', 'Promoção não montada', 'Danificado'],
    newTag: 'Nova etiqueta',
    addTag: 'Adicionar a etiqueta',
    changeList: 'Mudar a lista',
    forgetTag: (tag) => `Tirar “${tag}” da lista`,
    tagForgotten: (tag) => `“${tag}” não está mais na lista`,
    tagOn: (tag) => `Anotado: ${tag}`,
    tagOff: (tag) => `Não está mais anotado: ${tag}`,
    text: 'Nota sobre esta foto',
    markPlace: 'Marcar um lugar',
    markHint: 'Toque no lugar na foto.',
    markMiddle: 'Marcar o meio',
    placeHint: 'Arraste-o ou toque no próximo lugar.',
    word: 'O que há ali?',
    place: (number, text) => (text ? `Lugar ${number}: ${text}` : `Lugar ${number}`),
    placed: (number) => `O lugar ${number} está marcado`,
    placeRemoved: (number) => `O lugar ${number} foi removido`,
    enoughPlaces: (most) => `Cabem ${number(most)} lugares em uma foto`,
  },

  person: {
    heading: 'Você',
    name: 'Seu nome',
    nameHint: 'Aparece nas visitas que você começar a partir de agora, e nos relatórios e exportações delas.',
    noPlace: (isDenied) =>
      isDenied
        ? 'Esta visita não tem localização: o telefone não permite. Todo o resto funciona.'
        : 'Esta visita não tem localização: o telefone não a encontrou. Todo o resto funciona.',
  },

  report: {
    open: 'Relatório',
    title: (store) => `Relatório: ${store}`,
    preparing: 'Preparando o relatório',
    progress: (done, total) => `Preparando o relatório: foto ${number(done)} de ${number(total)}`,
    cancel: 'Cancelar',
    share: 'Compartilhar',
    save: 'Salvar neste aparelho',
    saved: 'Salvo. Você o encontra entre os seus downloads.',
    refused: 'Este telefone não o compartilha. Salve-o e envie o arquivo.',
    print: 'Imprimir ou PDF',
    failed: 'Não foi possível fazer o relatório. Nada da visita se perdeu. Tente de novo.',
    retry: 'Tentar de novo',
    fileName: 'relatorio',

    started: (time) => dayAndTime(time),
    lasted: (start, end) => `${dayAndTime(start)}, encerrada ${dayAndTime(end)}`,
    notFinished: 'Esta visita não foi encerrada',
    who: (name) => `Visita de ${name}`,
    where: (at, metres) => `Localização: ${at} (com margem de ${number(metres)} m)`,
    todo: 'O que fazer',
    nothing: 'Não há nada pendente.',
    inCategory: (category) => `${category}: `,
    onPhotos: (photos) => (photos.length === 1 ? `foto ${photos[0]}` : `fotos ${names(photos.map(String))}`),
    missing: (count) => `${quantity(count, 'vazio', 'vazios')} onde falta um produto`,
    unchecked: (count) => `${quantity(count, 'vazio', 'vazios')} que ninguém conferiu`,
    uncounted: (count) =>
      `${photoCount(count)} sem contar: o que ${plural(count, 'ela mostra', 'elas mostram')} não está em nenhum número deste relatório`,
    notHere: (count) =>
      `${photoCount(count)} que não ${plural(count, 'está', 'estão')} neste aparelho: só aparecem os números`,
    notShown: (count) => `${photoCount(count)} que este navegador não consegue mostrar`,

    numbers: 'Números',
    category: 'Categoria',
    noCategory: 'Sem categoria',
    all: 'Tudo',
    photos: 'Fotos',
    products: 'Produtos',
    facings: 'Frentes',
    outOfStock: 'Falta',
    gaps: 'Vazios não conferidos',
    shareOfShelf: 'Participação na gôndola',
    state: { todo: 'Sem resolver', done: 'Feita' },
    signed: (value) => signed(value),
    percent: (value) => percent(value),
    number,
    notCounted: (count) => `${number(count)} sem contar`,
    comparedWith: (time) =>
      `Os números pequenos com + ou − comparam com a última visita a esta loja, ${day(time)}.`,
    notComparable: 'Onde uma visita tem fotos sem contar, nada é comparado.',
    before: (time) => `Antes: ${day(time)}`,
    now: 'Agora',
    photo: (number) => `Foto ${number}`,
    missingPhoto: 'Esta foto não está no aparelho que fez o relatório.',
    unshownPhoto: 'O navegador que fez o relatório não consegue mostrar esta foto.',
    waiting: 'Ainda sem contar',
    couldNot: 'Não foi possível contar',
    enlarge: 'Toque para ampliar',
    pictureOf: (number) => `Foto ${number} com os produtos contados marcados`,
    legend: 'Quadros: produtos contados. Tracejado: falta um produto ali. Números: lugares anotados.',
    made: (time) =>
      `Feito com Shelfscan em ${dayAndTime(time)}. Os números são contagens de um detector, corrigidas à mão onde alguém o fez.`,
  },

  visits: {
    heading: (store) => `Visita: ${store}`,
    open: 'Não concluída',
    categories: 'Categorias',
    done: (done, all) => `${number(done)} de ${number(all)} resolvidas`,
    categoriesHint:
      'O que você percorre nesta loja, por exemplo: café, chá, doces. Cada categoria tem suas próprias fotos e números.',
    newCategory: 'Café, chá, doces',
    add: 'Adicionar',
    noPhotos: 'Ainda sem fotos',
    markDone: (name) => `${name}: feita`,
    skip: 'Pular',
    skipName: (name) => `Pular ${name}`,
    unskip: 'Fazer mesmo assim',
    skipped: 'Pulada',
    skippedFor: (reason) => `Pulada: ${reason}`,
    whySkip: (name) => `Por que pular ${name}?`,
    reasons: ['Não é vendida aqui', 'Sem tempo', 'Sem acesso'],
    otherReason: 'Outro motivo',
    removeCategory: 'Tirar da lista',
    photos: 'Fotos',
    noCategory: 'Sem categoria',
    checkAll: 'Verificar, as duvidosas primeiro',
    checkNext: (left) => `Verificar a próxima (${number(left)})`,
    checkEnd: 'Voltar à visita',
    allChecked: 'Você passou por todas as fotos duvidosas.',
    like: (other) => `Parece a foto ${number(other)}`,
    shares: (other) => `Tem uma parte em comum com a foto ${number(other)}`,
    twice: (count) => `${photoCount(count)} ${plural(count, 'talvez contada', 'talvez contadas')} duas vezes`,
    stillTwice: (count) =>
      `${photoCount(count)} talvez ${plural(count, 'conte', 'contem')} produtos duas vezes. ${plural(count, 'Abra', 'Abra')} para dizer o que conta.`,
    photosOf: (store) => `Fotos de ${store}`,
    moveSome: 'Mover',
    move: (count) => (count === 0 ? 'Escolha fotos' : `Mover ${photoCount(count)}`),
    moveQuestion: (count) => `Mover ${photoCount(count)} para`,
    moveHere: 'Para esta visita',
    moved: (count) => `${quantity(count, 'foto movida', 'fotos movidas')}.`,
    next: (name) => `Próxima: ${name}`,
    doneWith: 'Feita',
    nowIn: (name) => `Agora: ${name}`,
    allDone: 'Todas as categorias estão resolvidas',
    counting: (count) => `${number(count)} a contar`,
    countingIt: 'Contando',
    notCounted: 'Não foi possível contar',
    finish: 'Concluir visita',
    finishIt: 'Concluir',
    finished: (time) => `Concluída: ${moment(time)}`,
    finishedNow: (store) => `A visita a ${store} está concluída`,
    finishQuestion: 'Concluir esta visita?',
    noPhotosYet: 'Ela não tem fotos.',
    stillToDo: (open) => `Sem resolver: ${names(open)}.`,
    stillCounting: (count) => `${photoCount(count)} a contar. Isso continua sozinho.`,
    stillUnchecked: (count) => `${quantity(count, 'vazio', 'vazios')} sem conferir.`,
    goOn: 'Continuar a visita',
    finishAnyway: 'Concluir mesmo assim',
    unfinished: 'Você não concluiu esta visita',
    lookAtIt: 'Ver',
  },

  audits: {
    heading: 'Visitas',
    hint: 'Fotos e contagens salvas',
    close: 'Fechar',
    untitled: 'Loja sem nome',
    empty: 'Nenhuma visita ainda',
    emptyHint: 'Uma visita reúne as fotos e as contagens de uma loja, para você enviar depois.',
    start: 'Nova visita',
    loading: 'Abrindo suas visitas',
    keepsNothing: {
      title: 'Este navegador não guarda nada',
      text: 'As fotos e as contagens se perdem quando você fecha esta página. Abra o Shelfscan em uma janela normal, não em uma anônima, e permita que ele guarde dados.',
    },

    formNew: 'Nova visita',
    formEdit: 'Alterar dados',
    store: 'Loja',
    storeHint: 'Por exemplo: Mercado Central, Rua da Estação',
    storeMissing: 'Digite o nome da loja.',
    place: 'Local',
    placeHint: 'Em que parte da loja, por exemplo: corredor 4, refrigerantes',
    note: 'Observação',
    /** @param {string} other */
    changedElsewhere: (other) =>
      other === ''
        ? 'Enquanto isso, isto foi esvaziado em outra aba. Salve de novo para valer o que você escreveu.'
        : `Enquanto isso, isto foi alterado em outra aba, para: “${other}”. Salve de novo para valer o que você escreveu.`,
    optional: 'opcional',
    create: 'Criar visita',
    createAndAdd: 'Criar e salvar a foto',
    save: 'Salvar',
    cancel: 'Cancelar',

    details: 'Alterar dados',
    camera: 'Tirar fotos',
    photo: 'Adicionar fotos',
    noPhotos: 'Nenhuma foto ainda',
    noPhotosHint: 'Tire uma foto de cada módulo. Cada produto é contado, e você pode corrigir a contagem.',
    openShot: (which) => `Abrir a foto ${number(which)}`,
    removeShot: (which) => `Apagar a foto ${number(which)}`,
    notSaved: 'Não salva',
    corrected: 'Corrigida',
    pictureMissing: 'Foto não incluída',
    delete: 'Apagar visita',
    summary: (photos, count) => `${photoCount(photos)}, ${productCount(count)}`,
    products: productCount,
    facings: facingCount,
    photoCount,
    missing: (count) => quantity(count, 'vazio confirmado', 'vazios confirmados'),
    unchecked: (count) => quantity(count, 'vazio não conferido', 'vazios não conferidos'),
    number,
    moment,

    continue: (store) => `Continuar: ${store}`,
    addTo: (store) => `Salvar em ${store}`,
    add: 'Salvar em visita',
    adding: (store) => `Salvando em ${store}`,
    addedTo: (store) => `Salva em ${store}`,
    /** @param {string} store */
    moved: (store) =>
      store
        ? `“${store}” foi apagada em outra aba. A foto está em uma nova visita com esse nome.`
        : 'A visita foi apagada em outra aba. A foto está em uma nova.',
    nextPhoto: 'Próxima foto',
    takeAgain: 'Tirar outra',
    toAudit: 'Abrir visita',

    twice: {
      /** @param {number} number */
      looksLike: (number) => `Parece ser a foto ${number}`,
      /** @param {number} number */
      partIsOn: (number) => `Parte desta prateleira já está na foto ${number}`,
      sameText: 'Se você a contar também, os produtos dela contam uma segunda vez.',
      /** @type {(fresh: number, all: number) => string} */
      partText: (fresh, all) =>
        fresh === 0
          ? `${quantity(all, 'produto', 'produtos')}, nenhum novo.`
          : `${quantity(all, 'produto', 'produtos')}, ${quantity(fresh, 'novo', 'novos')}. O que está marcado já foi contado.`,
      /** @param {number} number */
      earlier: (number) => `Foto ${number}`,
      thisPhoto: 'Esta foto',
      countFresh: 'Contar só o que é novo',
      leaveOut: 'Deixar de fora',
      countToo: 'Contar também',
      leftOut: 'A foto ficou de fora: não está nesta visita.',
    },

    select: 'Escolher',
    selectDone: 'Cancelar',
    selectAll: 'Todas',
    selected: (count) => (count === 0 ? 'Escolha visitas' : quantity(count, 'escolhida', 'escolhidas')),
    more: 'Mais',
    export: 'Exportar',
    deleteSelected: 'Apagar',
    import: 'Importar',

    deletedAudits: (count) => plural(count, 'A visita foi apagada', `${auditCount(count)} foram apagadas`),
    deletedPhoto: 'A foto foi apagada',
    undo: 'Desfazer',
    restored: 'Está de volta',

    exportHeading: 'Exportar',
    exportProgress: (done, total) =>
      `Preparando a foto ${number(Math.min(done + 1, total))} de ${number(total)}`,
    exportPreparing: 'Preparando o arquivo',
    exportReady: 'Sua exportação está pronta',
    exportContents: (bytes) =>
      `Um arquivo zip, ${size(bytes)}: uma tabela para planilhas, as fotos com e sem quadros e os dados para programas.`,
    exportUndrawn: (count) =>
      `${photoCount(count)} não ${plural(count, 'pôde ser mostrada', 'puderam ser mostradas')} neste aparelho. O arquivo ${plural(count, 'a', 'as')} contém como ${plural(count, 'foi salva', 'foram salvas')}, sem as caixas desenhadas.`,
    exportShare: 'Compartilhar',
    exportShareLoose: 'Enviar tabela e fotos',
    exportSharePart: (part, parts) => `Compartilhar a parte ${number(part)} de ${number(parts)}`,
    exportPartShared: (part, parts) => `A parte ${number(part)} de ${number(parts)} foi compartilhada.`,
    exportInParts: (parts) =>
      `Elas vão em ${quantity(parts, 'parte', 'partes')}, uma depois da outra: este navegador só compartilha poucos arquivos de cada vez. Só o arquivo zip pode ser importado de novo.`,
    exportZipParts: (parts) =>
      `O arquivo é grande demais para ser compartilhado de uma vez, por isso vai em ${quantity(parts, 'parte', 'partes')}, uma depois da outra. Cada uma pode ser importada sozinha e tem todos os números; as fotos estão divididas entre elas.`,
    exportShareNone:
      'Este navegador não consegue compartilhar estes arquivos. Salve o arquivo zip e envie-o a partir dos seus downloads.',
    exportMissing: (photos) =>
      `Sem ${photoCount(countOf(photos))}, porque neste aparelho ${plural(countOf(photos), 'o arquivo falta ou não pode ser lido', 'os arquivos faltam ou não podem ser lidos')}: ${named(photos)}. As contagens estão nas tabelas.`,
    exportReadmePart: (part, parts) =>
      `Esta é a parte ${number(part)} de ${number(parts)} de uma exportação. Cada parte tem todos os números e pode ser importada sozinha; as fotos estão divididas entre elas. Importe todas as partes, em qualquer ordem, para ter todas as fotos.`,
    exportShareRefused:
      'Este navegador não consegue compartilhar arquivos zip. Envie a tabela e as fotos com os quadros, ou salve o ' +
      'arquivo zip.',
    exportSave: 'Salvar neste aparelho',
    exportSaved: 'Salvo. Procure nos seus downloads.',
    exportReadme: `Exportação do Shelfscan

counts.xlsx    todas as tabelas em um arquivo: abra este na planilha; 0047 continua 0047, e 1/2 continua 1/2
counts.csv     uma linha por foto, para programas; o separador é o das planilhas do seu país
rows.csv       uma linha por fileira da prateleira em cada foto; juntas dão os números da foto em counts.csv
shares.csv     participação na prateleira: uma linha por marca em cada categoria de cada visita com produtos nomeados por marcas
products.csv   frentes e participação na prateleira por produto, onde há produtos com nome (só então)
must_stock.csv o que tem que haver, uma linha por item: present (tem), missing (falta), not_sure (a confirmar) ou not_checked (não
               verificado); só se houver lista
marked/        as fotos com um quadro em cada produto contado
photos/        as fotos sem quadros
coco.json      os quadros para ferramentas de anotação e para treino (formato COCO)
audits.json    tudo, para programas; o próprio Shelfscan importa este arquivo zip de volta

products são todos os quadros; facings, as frentes: produtos empilhados são uma só frente.
Em counts.csv, products = found_by_detector + added_by_hand - removed_by_hand. Os quadros que foram movidos
ou receberam outro tipo de produto à mão não são nem acrescentados nem removidos: moved_by_hand e relabelled_by_hand
os contam.
likely_from e likely_to dizem o quanto products é seguro: em quatro de cada cinco fotos, o número verdadeiro está entre os
dois, inclusive. Ficam vazios em fotos de detectores anteriores, e são iguais quando alguém conferiu cada quadro e a foto
inteira.
part_only é 1 se só uma parte da foto é contada, escolhida por alguém: o resto não entra em nenhum número.

Em shares.csv as frentes de uma categoria somam todas as frentes dela: as das nossas marcas (own), as de outras (other) e as que
ninguém nomeou (unnamed). width é o que ocupam das prateleiras, em fileiras: 1 é tão largo quanto todas as frentes de uma
fileira média da foto. photos_not_counted não estão em nenhum desses números.

Também em products.csv as frentes de uma categoria somam todas as frentes dela: o que não tem nome de produto fica numa linha própria, e
not_named diz quantas são. named_by_person são as que pessoas nomearam; named_by_looks, as que o Shelfscan reconheceu pela aparência.
facings_before e change comparam com a última visita à loja, e compared_products diz quantos produtos com nome as duas têm juntas; ficam
vazios onde uma das duas tem pouca coisa com nome. said_by em must_stock.csv: person, alguém conferiu a lista, e person_says é essa
resposta; name, alguém nomeou as frentes; looks, o Shelfscan as reconheceu pela aparência. facings_seen são as frentes do produto nas
fotos, onde há nomes.

As horas trazem a diferença para UTC: 2024-01-05T09:30:00+01:00 são nove e meia onde os relógios estão uma hora à frente de UTC.
photo_clock diz de onde vem photo_taken: exif é a hora da câmera, no arquivo da foto; file é quando o arquivo foi mudado pela
última vez, pois não tem a hora da câmera; counted é quando o Shelfscan contou a foto, a mesma que photo_counted. quality diz como é a imagem: ok, blurred (tremida) ou dark (escura); vazio nas fotos contadas
antes de o Shelfscan saber distinguir. Nas fotos tremidas e escuras faltam produtos.

Um vazio é um lugar que parece sem produto. gaps_missing são aqueles em que falta um produto, como alguém confirmou;
missing_facings, os produtos que caberiam neles; gaps_none, aqueles em que não falta nenhum, como alguém disse;
gaps_unchecked, os que ninguém conferiu.

De todas as fotos são tirados o lugar (GPS) e tudo o mais que as câmeras escrevem no arquivo (EXIF), menos a hora, a posição da
imagem e as suas cores. Os pixels das fotos JPEG em pé não mudam; as outras são gravadas de novo, em pé. Uma foto grande demais
para ser girada neste aparelho mantém os seus pixels, e o EXIF diz como ela está. Uma foto que este navegador não consegue
mostrar é copiada como está, com tudo o que há no arquivo.

Nas tabelas CSV, e em nenhum outro arquivo, os textos que uma planilha poderia tomar por fórmula começam com um apóstrofo.

Os quadros vêm de um detector. O Shelfscan diz em Configurações, Detectores, Licença para que ele pode ser usado.
`,

    importing: 'Importando visitas',
    cutOff: (store, done, total) =>
      `A importação de ${store} foi interrompida: até agora há ${number(done)} de ${photoCount(total)} aqui. Importe o mesmo arquivo outra vez e ela continua.`,
    imported: ({ added, beside, known, filled, left }) =>
      [
        added > 0 ? `${quantity(added, 'visita importada', 'visitas importadas')}.` : '',
        known > 0
          ? `${auditCount(known)} já ${plural(known, 'estava', 'estavam')} aqui${filled > 0 ? '' : ', sem mudanças'}.`
          : '',
        filled > 0
          ? `${quantity(filled, 'foto que faltava, adicionada', 'fotos que faltavam, adicionadas')}.`
          : '',
        beside > 0
          ? `${quantity(beside, 'visita diferente da sua, adicionada', 'visitas diferentes das suas, adicionadas')} à parte.`
          : '',
        left.missing.length > 0
          ? `${photoCount(countOf(left.missing))} não ${plural(countOf(left.missing), 'veio', 'vieram')} no arquivo; as contagens foram mantidas: ${named(left.missing)}.`
          : '',
        left.damaged.length > 0
          ? `${quantity(countOf(left.damaged), 'foto danificada', 'fotos danificadas')} no arquivo; as contagens foram mantidas: ${named(left.damaged)}.`
          : '',
        left.refused.length > 0
          ? `Não há espaço neste aparelho para ${photoCount(countOf(left.refused))}: ${named(left.refused)}. Libere espaço e importe o mesmo arquivo outra vez.`
          : '',
        left.broken.length > 0
          ? `Ficou de fora porque a contagem está danificada no arquivo: ${named(left.broken)}.`
          : '',
        added + known + beside + filled === 0 ? 'Não há visitas neste arquivo.' : '',
      ]
        .filter(Boolean)
        .join(' '),

    space: (used, left) => `${size(used)} em uso neste aparelho, ${size(left)} livres.`,
    notKept: 'O navegador pode apagar visitas se o aparelho encher: exporte as que importam.',
    clearedBySafari:
      'O Safari pode apagar visitas se você não abrir esta página por sete dias. O aplicativo na tela inicial as guarda, mas começa vazio: exporte aqui o que importa e importe lá.',
    unsaved: (count) => quantity(count, 'foto não salva', 'fotos não salvas'),
    outdated: 'O Shelfscan foi atualizado',
    unsavedDetails: 'As últimas mudanças ainda não foram salvas',
    retry: 'Tentar de novo',
    reload: 'Recarregar',
    problem: (code) => textFor(auditProblems, code),
  },

  settings: {
    heading: 'Configurações',
    appearance: 'Aparência',
    counting: 'Contagem',
    advanced: 'Avançado',
    about: 'Sobre',
    language: {
      label: 'Idioma',
      phone: 'Como no celular',
      locked: 'Salve primeiro suas visitas: outro idioma recarrega a página.',
    },
    fields: {
      theme: {
        label: 'Tema',
        options: { auto: 'Como no celular', light: 'Claro', dark: 'Escuro' },
      },
      liveSensitivity: {
        label: 'Sensibilidade com a câmera',
        hint: 'Mais quadros se faltam produtos, menos se sobram quadros.',
        options: { fewer: 'Menos quadros', standard: 'Padrão', more: 'Mais quadros' },
      },
      photoSensitivity: {
        label: 'Sensibilidade nas fotos',
        hint: 'Você ainda pode mudar em cada foto.',
        options: { fewer: 'Menos quadros', standard: 'Padrão', more: 'Mais quadros' },
      },
      liveSize: {
        label: 'Detalhe com a câmera',
        hint: 'Automático se ajusta ao tamanho dos produtos, até onde este celular consegue acompanhar. Mais rápido segue sua mão, os outros acham produtos menores.',
        options: { auto: 'Automático', faster: 'Mais rápido', standard: 'Padrão', finer: 'Mais fino' },
      },
      photoSize: {
        label: 'Detalhe nas fotos',
        hint: 'Mais rápido poupa tempo, mais fino acha produtos menores.',
        options: { faster: 'Mais rápido', auto: 'Padrão', finer: 'Mais fino' },
      },
      showsKinds: { label: 'Tipo de produto em cada quadro' },
      vibrates: { label: 'Vibração', hint: 'Breve, ao tirar uma foto e quando algo é adicionado.' },
      backend: {
        label: 'O que faz a contagem',
        hint: 'O automático testa o que este aparelho tem e usa o mais rápido.',
        options: {
          auto: 'Automático (mais rápido)',
          wasm: 'Processador (WASM)',
          webgl: 'Gráficos (WebGL)',
          webgpu: 'Gráficos, novo (WebGPU)',
        },
      },
      locates: {
        label: 'Localização de cada visita',
        hint: 'É perguntada uma vez, quando a visita começa, e guardada com ela: relatórios e exportações a mostram. Enquanto isto estiver desligado, a página nunca a pede.',
      },
      showsRate: {
        label: 'Mostrar a velocidade ao contar',
        hint: 'Imagens por segundo e o tempo de cada uma.',
      },
    },
    current: (way) => `Agora: ${way}`,
    unavailable: 'Não existe neste aparelho ou neste navegador',
    backendFailed:
      'Sua escolha não funcionou neste aparelho, então o jeito mais rápido é escolhido de novo automaticamente.',
    modelsHint: 'Veja quais existem e troque por outro',
    detector: 'Detector em uso',
    version: 'Versão desta página',
    on: 'ligado',
    off: 'desligado',
    changed: (label, value) => `${label}: ${value}`,
  },

  models: {
    heading: 'Detectores',
    lead: 'Um detector acha os produtos na imagem. Outro pode conhecer outros produtos ou ser mais rápido.',
    loading: 'Vendo o que há neste aparelho',
    asking: 'Procurando outros',
    offline: 'Sem rede: estes estão no aparelho. Outros podem ser baixados quando houver rede.',
    noOthers: 'Ainda não há outro detector.',
    inUse: 'Em uso',
    onDevice: 'Neste aparelho',
    toFetch: 'Para baixar',
    update: 'Há atualização',
    finds: (labels) => `Acha: ${labels.join(', ')}`,
    version: 'Versão',
    size: 'Tamanho',
    bytes: size,
    howWell: 'O quanto ele acerta',
    howWellLead: 'Em quantos de cada 100 produtos a contagem errou, em média nestas fotos.',
    measuredOn: (dataset, photos) => `${dataset}: ${plural(photos, '1 foto', `${number(photos)} fotos`)}`,
    distance: 'O que a imagem mostra',
    distances: { whole: 'A prateleira inteira', quarter: 'Um quarto dela', ninth: 'Um nono dela, de perto' },
    inPhoto: 'Foto',
    inLive: 'Ao vivo',
    newer: (version, bytes) => `Nova: versão ${version} (${size(bytes)})`,
    terms: 'Licença',
    researchOnly: 'Só para pesquisa. Este detector não pode ser usado em negócios.',
    weights: 'Licença do detector',
    data: 'Licença das fotos com que aprendeu',
    use: 'Usar',
    fetchAndUse: 'Baixar e usar',
    fetchUpdate: 'Atualizar',
    remove: 'Remover',
    cancel: 'Cancelar',
    withTitle: (label, title) => `${label}: ${title}`,
    unusable: {
      title: 'Este detector não funciona aqui',
      text: 'Este aparelho ou este navegador não consegue usá-lo.',
    },
    unchanged: 'O detector em uso continua como está.',
    nowInUse: (title) => `${title} está em uso agora.`,
    removed: (title) => `${title} foi removido.`,
    removeTitle: (title) => `Remover ${title}?`,
    removeText: (bytes) => `Isso libera ${size(bytes)}. Para usá-lo de novo, é preciso ter rede.`,
  },

  drop: {
    letGo: 'Solte aqui para abrir',
    noPhoto: 'Isto não é uma foto. JPEG e PNG funcionam.',
    exportElsewhere: 'As exportações são importadas na lista de visitas. Abra-a e solte o arquivo lá.',
  },

  keys: {
    heading: 'Teclas',
    what: {
      choose: 'Escolher a primeira ou a última caixa',
      next: 'Ir para a próxima caixa',
      move: 'Mover a caixa escolhida',
      resize: 'Mudar o tamanho dela',
      add: 'Adicionar uma caixa; num espaço vazio: preenchê-lo',
      remove: 'Remover a caixa; num espaço vazio: não falta nada',
      accept: 'Num espaço vazio: falta um produto',
      letGo: 'Soltar o que está escolhido',
      zoom: 'Maior, menor, a foto inteira',
      pan: 'Mover a foto',
      undo: 'Desfazer',
      redo: 'Refazer',
      photo: 'A foto anterior, a próxima',
      list: 'Mostrar estas teclas',
    },
  },

  groups: {
    which: 'Produtos',
    title: 'Produtos da foto',
    keys: 'As setas vão de produto em produto, Enter dá nome, Delete diz que o nome está errado, Esc encerra.',
    looking: 'Procurando produtos parecidos…',
    failed: {
      network:
        'O que distingue os produtos ainda não está neste aparelho. Conecte-o a uma rede e tente de novo.',
      other: 'Não foi possível distinguir os produtos. Tente de novo; se não ajudar, recarregue a página.',
    },
    again: 'Tentar de novo',
    count: (count) => quantity(count, 'produto', 'produtos diferentes'),
    line: (products, facings) =>
      `${quantity(products, 'produto', 'produtos diferentes')}, ${facingCount(facings)}`,
    facings: facingCount,
    stacked: (count) => `${number(count)} em cima`,
    alone: 'Só este',
    notNamed: 'Sem nome',
    bySomeone: 'nomeado à mão',
    byLooks: 'reconhecido pela aparência',
    at: (index, total) => `Produto ${index} de ${total}:`,
    facing: (index, total) => `Frente ${index} de ${total}.`,
    all: 'Todos os produtos da foto',
    perhaps: 'O que pode ser',
    none: 'Nenhum destes',
    notThis: 'Não é este produto',
    name: 'Dar nome',
    rename: 'Outro nome',
    split: 'Separar',
    join: 'Juntar',
    hints: {
      choose: 'Toque em um produto e dê o nome uma vez.',
      split: 'Toque em tudo o que é outro produto.',
      join: 'Toque onde está o mesmo produto.',
    },
    marked: (count) => `${quantity(count, 'quadro marcado', 'quadros marcados')}.`,
    splitByLooks: 'Pela aparência',
    splitNow: (count) => (count > 0 ? `Separar (${number(count)})` : 'Separar'),
    splitOff: (count) => `${quantity(count, 'quadro separado', 'quadros separados')}.`,
    joined: (count) => `Juntos: ${quantity(count, 'quadro', 'quadros')}.`,
    named: (count, title) => `${quantity(count, 'quadro', 'quadros')}: ${title}.`,
    denied: (title) => `Não é ${title}.`,
    what: 'Que produto é este?',
    known: 'Já nomeados',
    nameMissing: 'Digite como ele se chama.',
    more: 'Categoria e código de barras',
    scan: 'Escanear',
    nameThem: (count) => `Dar nome a ${facingCount(count)}`,
  },

  catalogue: {
    heading: 'Produtos',
    settingsTitle: 'Produtos conhecidos',
    settingsHint: 'O que você nomeia uma vez, o celular reconhece depois',
    /** @param {number} count */
    count: (count) => quantity(count, 'produto', 'produtos'),
    loading: 'Lendo os produtos',
    search: 'Buscar produtos',
    scan: 'Ler um código para encontrar o produto',
    scanShort: 'Ler',
    /** @param {number} count */
    found: (count) => (count === 1 ? '1 encontrado' : `${number(count)} encontrados`),
    /** @param {string} typed */
    nothingFound: (typed) => `Nada encontrado para “${typed}”.`,
    /** @param {number} count */
    more: (count) => `Mostrar mais (${number(count)})`,
    /** @param {number} count */
    pictures: (count) => (count > 0 ? quantity(count, 'imagem', 'imagens') : 'Sem imagens'),
    add: 'Adicionar um produto',
    empty: 'Ainda não há produtos',
    emptyHint:
      'Dê nome a um produto uma vez em uma foto, e este celular o reconhece a partir daí. Você também pode adicionar produtos aqui ou importar uma lista.',
    newTitle: 'Novo produto',
    fields: {
      name: 'Nome',
      brand: 'Marca',
      size: 'Tamanho',
      category: 'Categoria',
      gtin: 'Número do código de barras',
    },
    sizeExample: '500 g',
    save: 'Adicionar o produto',
    noName: 'Dê um nome ao produto.',
    full: 'Este celular guarda até 5.000 produtos. Exclua alguns de que não precisa e depois adicione este.',
    notStored: 'Não foi possível guardar. Libere espaço neste aparelho e tente de novo.',
    /** @param {number} count */
    noRoom: (count) =>
      `Não há lugar para ${quantity(count, 'produto', 'produtos')}: este celular guarda até 5.000.`,
    /** @param {string} name */
    taken: (name) => `${name} já tem este número.`,
    /** @param {string} name */
    open: (name) => `Abrir ${name}`,
    /** @param {string} name */
    added: (name) => `${name} foi adicionado`,
    looks: 'Como ele é',
    looksHint: 'O celular reconhece o produto por estas imagens. Tire as que mostram outro.',
    noLooks: 'Ainda não há imagens. Dê nome ao produto em uma foto, e as imagens dele vêm para cá.',
    notLooks: 'Não é este produto',
    /** @param {number} index */
    picture: (index) => `Imagem ${index}`,
    /** @param {number} index */
    removePicture: (index) => `Tirar a imagem ${index}`,
    pictureGone: 'A imagem foi tirada',
    merge: 'Juntar com outro produto',
    findLive: 'Mostrar onde está',
    /** @param {string} name */
    mergeTitle: (name) => `Qual é o mesmo que ${name}?`,
    mergeHint: 'O que você escolher fica e mantém o nome. Ele recebe as imagens dos dois.',
    /** @type {(from: string, into: string) => string} */
    merged: (from, into) => `${from} agora faz parte de ${into}`,
    delete: 'Excluir o produto',
    /** @param {string} name */
    deleted: (name) => `${name} foi excluído`,
    files: 'Também em outro celular',
    filesFirst: 'De outro celular ou de uma lista',
    filesFirstHint:
      'O arquivo que outro celular exportou, ou um arquivo CSV com as colunas name, brand, gtin, category e size.',
    filesHint:
      'Exporte todos os produtos com as imagens em um só arquivo e importe-o lá. Um arquivo CSV com as colunas name, brand, gtin, category e size também pode ser importado.',
    import: 'Importar um arquivo',
    export: 'Exportar',
    working: { export: 'Preparando o arquivo', import: 'Lendo o arquivo' },
    /** @type {(report: { added: number, changed: number, removed: number, examples: number }) => string} */
    imported: ({ added, changed, removed, examples }) => {
      const gone = removed > 0 ? `, ${number(removed)} excluídos` : '';
      const pictures = examples > 0 ? `, ${quantity(examples, 'imagem', 'imagens')}` : '';
      return `Produtos: ${number(added)} novos, ${number(changed)} alterados${gone}${pictures}.`;
    },
    problem: {
      'import-foreign': 'Não há produtos neste arquivo. Escolha um arquivo exportado aqui ou um CSV.',
      'list-no-columns':
        'A primeira linha do arquivo precisa nomear as colunas, e uma delas precisa ser “name”. Nada foi aproveitado.',
      'list-workbook': 'Isto é uma pasta de trabalho. Abra-a, salve como CSV e escolha esse arquivo.',
    },
    exampleRow: ['Café expresso 250 g', 'Nordmark', '04006381333931', 'Cafés', '250 g'],
  },

  barcode: {
    title: 'Ler o código de barras',
    hold: 'Coloque o código de barras dentro da moldura',
    starting: 'A câmera está sendo iniciada',
    digits: 'Ou digite os números que estão sob as barras',
    use: 'Usar este',
    wrong: 'Este número não pode estar certo. Confira cada algarismo.',
    noReader: 'A câmera não consegue ler códigos de barras agora',
    typeInstead: 'Digite os números.',
  },

  lists: {
    heading: 'Listas',
    hint: 'Suas lojas e os itens obrigatórios',
    open: 'Listas: lojas e itens obrigatórios',
    stays: 'As listas ficam neste aparelho.',
    none: 'Nada importado ainda.',
    kinds: {
      stores: {
        title: 'Lojas',
        text: 'Aonde vão as suas visitas. Um arquivo CSV com uma coluna “nome”; se quiser, também: id, endereço, latitude, longitude, categorias (com | entre elas).',
      },
      stock: {
        title: 'Itens obrigatórios',
        text: 'O que tem que estar na prateleira. Um arquivo CSV com as colunas “categoria” e “nome”; se quiser, também: marca, gtin, frentes, id loja.',
      },
    },
    count: {
      stores: (count) => quantity(count, 'loja', 'lojas'),
      stock: (count) => quantity(count, 'item', 'itens'),
    },
    imported: (time) => `Importada: ${moment(time)}`,
    import: 'Importar CSV',
    again: { stores: 'Importar de novo', stock: 'Substituir' },
    example: 'Arquivo de exemplo',
    delete: 'Excluir',
    deleteNamed: (list) => `Excluir a lista ${list}`,
    deleted: { stores: 'As lojas foram excluídas', stock: 'A lista de itens obrigatórios foi excluída' },
    reading: 'Lendo o arquivo',
    done: {
      stores: ({ added, updated, same }) =>
        `Lojas: ${number(added)} novas, ${number(updated)} alteradas, ${number(same)} como antes.`,
      stock: ({ added }) => `A lista agora tem ${quantity(added, 'item', 'itens')}.`,
    },
    left: (count) => `${quantity(count, 'linha ficou', 'linhas ficaram')} de fora:`,
    notes: (count) =>
      `Em ${quantity(count, 'linha', 'linhas')} algo não foi entendido; o resto foi importado:`,
    line: (line) => `Linha ${line}`,
    more: (count) => `E mais ${number(count)}.`,
    reasons: {
      quote: 'faltou fechar as aspas',
      columns: 'mais células do que na primeira linha; coloque entre aspas os textos que contêm o separador',
      'no-name': 'sem nome',
      'no-category': 'sem categoria',
      'too-long': 'um texto é longo demais',
      double: 'já está em uma linha anterior',
      position: 'não é uma posição, como por exemplo 52,5200 e 13,4050:',
      gtin: 'este GTIN tem um dígito errado, ou dígitos a menos ou a mais:',
      facings: 'não é um número de frentes:',
    },
    noColumns: {
      stores:
        'A primeira linha do arquivo precisa dar nome às colunas, e uma delas precisa ser “nome”. Nada foi importado.',
      stock:
        'A primeira linha do arquivo precisa dar nome às colunas, e duas delas precisam ser “categoria” e “nome”. Nada foi importado.',
    },
    problem: {
      'list-too-large': 'Este arquivo é maior do que qualquer lista. Nada foi importado.',
      'list-too-long': 'Este arquivo tem mais de 50.000 linhas. Nada foi importado.',
      'list-workbook':
        'Isto é uma pasta de trabalho. Abra na sua planilha, salve como CSV e escolha esse arquivo.',
      'list-no-text': 'Este arquivo não é um CSV. Nada foi importado.',
      'list-unreadable': 'Não é possível ler o arquivo. Escolha de novo.',
      'list-empty': 'Este arquivo não tem linhas abaixo da primeira. Nada foi importado.',
    },
    examples: {
      stores: ['Mercado da Esquina', 'Rua da Estação 1, Cidade', 'Café|Chá'],
      stock: ['Café', 'Espresso 250 g', 'Marca'],
    },
  },

  stores: {
    heading: 'Lojas',
    searchHint: 'Digite para encontrar uma loja, ou o nome de uma nova.',
    lastFirst: 'Últimas visitadas primeiro',
    nearestFirst: 'Mais próximas primeiro',
    showNearest: 'Ver as mais próximas',
    showLast: 'Ver as últimas visitadas',
    locating: 'Procurando a sua posição',
    problem: {
      denied:
        'A sua posição não está permitida para esta página. Permita nas configurações do navegador, ou procure a loja pelo nome.',
      unknown: 'Não foi possível encontrar a sua posição. Procure a loja pelo nome.',
    },
    distance: (metres) =>
      metres < 995
        ? `${number(Math.max(10, Math.round(metres / 10) * 10))} m`
        : `${metres < 9950 ? decimal(metres / 1000) : number(Math.round(metres / 1000))} km`,
    lastVisit: (time) => `Última visita: ${moment(time)}`,
    categories: (count) => quantity(count, 'categoria', 'categorias'),
    noneFound: 'Nenhuma loja com esse nome na sua lista. Inicie a visita, e ela será uma nova.',
    left: (count) => `E mais ${number(count)}: digite uma parte do nome ou do endereço.`,
    more: 'Local e observação',
    import: 'Importar uma lista de lojas',
    asLastTime: (names) => `Como da última vez: ${names.join(', ')}`,
  },

  stock: {
    summary: (all, missing, open, unsure) => [
      `Obrigatórios: ${number(all)}`,
      ...(missing > 0 ? [`${number(missing)} em falta`] : []),
      ...(unsure > 0 ? [`${number(unsure)} a confirmar`] : []),
      ...(open > 0
        ? [`${number(open)} não verificados`.replace(/^1 não verificados$/, '1 não verificado')]
        : []),
    ],
    states: { open: 'Não verificado', present: 'Tem', missing: 'Falta', unsure: 'A confirmar' },
    seen: {
      name: (count) => `Tem: ${quantity(count, 'frente', 'frentes')} com nome nas fotos`,
      looks: (count) => `Tem: ${quantity(count, 'frente', 'frentes')} pela aparência`,
      missing: {
        name: 'Falta: cada frente tem outro nome',
        looks: 'Falta: cada frente parece outro produto',
      },
      unsure: 'A confirmar: não aparece nas fotos. Dê uma olhada.',
    },
    unsureOf: (list) => `Não aparece nas fotos, dê uma olhada: ${names(list)}`,
    markAs: {
      present: (name) => `${name}: tem`,
      missing: (name) => `${name}: falta`,
    },
    facings: (count) => quantity(count, 'frente', 'frentes'),
    done: 'Pronto',
    soldOut: 'Em falta',
    stillOpen: (count) =>
      `${quantity(count, 'item obrigatório não verificado', 'itens obrigatórios não verificados')}.`,
    nameIt: 'Dar nome',
    rename: 'Mudar nome',
    whatIsMissing: 'O que falta aqui?',
    mustStockOf: (category) => `Itens obrigatórios de ${category}:`,
    otherName: 'Outro produto',
    gapNamed: (name) => `Falta: ${name}`,
    withoutName: (name) => `Tirar o nome: ${name}`,
  },

  share: {
    missing: 'A foto não chegou. Escolha-a aqui.',
    /** @param {number} count */
    leftOut: (count) =>
      `Só a primeira foto foi aberta; ${count === 1 ? 'a outra ficou' : `as outras ${count} ficaram`} de fora.`,
  },

  signIn: {
    text: 'Para atualizar, entre de novo. Aqui tudo continua funcionando.',
    button: 'Entrar',
  },

  update: {
    text: 'Há uma versão nova',
    apply: 'Atualizar',
  },

  products,
  announceCount: productCount,
  rate,
  problemText: (code) => textFor(problems, code),
};
