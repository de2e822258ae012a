import { isResource } from '@scenario-lab/contracts/metrics';
import { wordedSlice } from '@scenario-lab/contracts/words/slice-words';
import { type About, accentOf, labMark, qrCode } from '../pdf/marks.js';
import { ink, Sheet } from '../pdf/sheet.js';
import { conclusion } from './conclusion.js';
import { certificatePage } from './pdf-certificate.js';
import { chart, chartRoom, intervalBar, plotPoints, verdictColour } from './pdf-drawing.js';
import { signatures } from './pdf-seal.js';
import { type Language, type Vocabulary, vocabulary, type Word } from './report-words.js';
import type { Statement } from './statement.js';

type Predicate = Statement['predicate'];

/** A report as a page to read and print, in one language. The same statement gives the same words. */
export async function renderReport(statement: Statement, language: Language, about: About): Promise<Buffer> {
  const said = statement.predicate;
  const words = vocabulary(language, about.timeZone);
  const sheet = new Sheet({
    title: `${words.word('title')} ${said.certificate?.number ?? `#${said.run.number}`}`,
    author: words.text(about.lab),
    at: new Date(said.issuedAt),
  });
  if (said.certificate) certificatePage(sheet, said, said.certificate, words, about);
  head(sheet, said, words, about);
  sheet.heading(words.word('conclusion'));
  sheet.paragraph(conclusion(said, words), 11);
  sheet.doc.moveDown(0.6);
  summary(sheet, said, words);
  criteria(sheet, said, words);
  sheet.room(180);
  sheet.heading(words.word('review'));
  sheet.paragraph(said.review.statement);
  signatures(sheet, said, words, about);
  figures(sheet, said, words);
  plots(sheet, said, words);
  digests(sheet, said, words);
  sheet.heading(words.word('limits'));
  for (const limit of said.limitsOfValidity[language]) sheet.paragraph(`• ${limit}`, 8.5);
  sheet.paragraph(words.word('verify'), 8.5);
  return sheet.bytes(
    (page, of) => `${words.text(about.lab)} · ${said.reportId} · ${words.word('page')} ${page}/${of}`,
  );
}

function head(sheet: Sheet, said: Predicate, words: Vocabulary, about: About): void {
  const { address, lab } = about;
  const { doc, left, width } = sheet;
  const side = 84;
  const x = left + width - side;
  const y = sheet.y;
  qrCode(sheet, address, x, y, side);
  doc
    .fontSize(6.5)
    .fillColor(ink.faint)
    .text(words.word('scan'), x - 10, y + side + 3, { width: side + 20, align: 'center' });
  const room = width - side - 24;
  const marked = labMark(sheet, about, left, y - 2, 13);
  doc
    .fontSize(9)
    .fillColor(accentOf(about, ink.faint))
    .text(words.text(lab), left + (marked > 0 ? marked + 6 : 0), y, { width: room - marked });
  doc
    .font('strong')
    .fontSize(20)
    .fillColor(ink.text)
    .text(words.word('title'), left, y + 14, { width: room });
  doc
    .font('text')
    .fontSize(11)
    .text(words.text(said.algorithm.title), left, doc.y + 2, { width: room });
  doc.fontSize(8.5).fillColor(ink.faint);
  doc.text(words.word(said.edition === 'owner' ? 'editionOwner' : 'editionVendor'), { width: room });
  if (said.certificate) {
    const { number, expiresAt } = said.certificate;
    doc
      .fillColor(ink.text)
      .text(`${words.word('certificate')} ${number} · ${words.word('validUntil')} ${words.day(expiresAt)}`, {
        width: room,
      });
  } else doc.text(words.word('noCertificate'), { width: room });
  if (said.dataset.truthPublic || said.certificate?.demonstration) {
    doc.font('strong').fillColor(ink.bad).text(words.word('demonstration'), { width: room }).font('text');
  }
  sheet.y = Math.max(doc.y, y + side) + 20;
}

function summary(sheet: Sheet, said: Predicate, words: Vocabulary): void {
  const { word } = words;
  const { runtime, level } = said.sandbox;
  const versions = Object.entries(runtime?.versions ?? {}).map(([name, version]) => `${name} ${version}`);
  sheet.facts([
    [word('vendor'), words.text(said.vendor.name)],
    [
      word('algorithm'),
      `${words.text(said.algorithm.title)} ${said.algorithm.label}${words.bracketed(words.artifact(said.algorithm.kind))}`,
    ],
    [word('benchmark'), `${words.text(said.benchmark.title)} v${said.benchmark.number}`],
    [word('task'), words.task(said.benchmark.task)],
    [word('scenario'), words.text(said.scenario?.title ?? null)],
    [word('dataset'), `${words.text(said.dataset.title)} ${said.dataset.label}`],
    [word('run'), `#${said.run.number}`],
    [word('rows'), String(said.benchmark.rows)],
    [word('submitted'), words.instant(said.run.submittedAt)],
    [word('issued'), words.instant(said.issuedAt)],
    [word('looks'), said.looks ? `${said.looks.used} / ${said.looks.of}` : '—'],
    [word('unpublished'), String(said.unpublishedRuns)],
    [word('priorAccess'), word(said.priorAccess ? 'yes' : 'no')],
    [word('sandbox'), words.level(level)],
    [word('environment'), runtime ? `${runtime.name} · ${versions.join(', ')}` : '—'],
    [
      word('resources'),
      `${words.number(said.resources.cpuSeconds)} ${word('cpu')} · ${String(Math.round(said.resources.peakMemoryBytes / 2 ** 20))} ${word('memory')}`,
    ],
  ]);
}

function criteria(sheet: Sheet, said: Predicate, words: Vocabulary): void {
  const { word } = words;
  sheet.heading(
    `${word('criteria')} — ${word('overall')}${words.language === 'zh' ? '：' : ': '}${words.verdict(said.overall)}`,
  );
  const rows = said.criteria.map((row) => {
    const { criterion } = row;
    return [
      `${words.criterion(criterion)}${words.bracketed(word(criterion.must ? 'must' : 'wish'))}`,
      words.bound(criterion),
      words.number(row.value),
      row.interval ? intervalOf(row.interval, words) : criterionNote(row, words),
      { draw: intervalBar(sheet, row) },
      { text: words.verdict(row.verdict), colour: verdictColour[row.verdict] },
    ];
  });
  const header = [word('criterion'), word('threshold'), word('value'), word('interval'), '', word('verdict')];
  sheet.table(header, [0.27, 0.14, 0.11, 0.17, 0.18, 0.13], rows);
}

/** Why there is no interval, or no figure. */
const criterionNote = ({ criterion, note }: Predicate['criteria'][number], words: Vocabulary): string =>
  note ? words.note(note) : isResource(criterion.metric) ? words.word('noInterval') : '—';

const intervalOf = (interval: { lower: number; upper: number } | null, words: Vocabulary): string =>
  interval ? `${words.number(interval.lower)} – ${words.number(interval.upper)}` : '—';

function figures(sheet: Sheet, said: Predicate, words: Vocabulary): void {
  const { word } = words;
  const baseline = new Map(said.baseline.map(({ metric, value }) => [metric, value] as const));
  const previous = new Map(
    (said.previousVersion?.figures ?? []).map(({ metric, value }) => [metric, value] as const),
  );
  const criteria = said.criteria.map(({ criterion }) => criterion);
  const line = (row: Predicate['figures'][number]) => [
    `${words.metric(row.metric)}${row.slice ? ` [${words.slice(wordedSlice(row.slice, criteria))}]` : ''}`,
    words.number(row.value),
    intervalOf(row.interval, words),
    row.slice ? '—' : words.number(baseline.get(row.metric) ?? null),
    row.slice ? '—' : words.number(previous.get(row.metric) ?? null),
    String(row.rows),
    String(row.units),
  ];
  const header = [
    word('criterion'),
    word('value'),
    word('interval'),
    word('baseline'),
    word('previous'),
    word('rows'),
    word('units'),
  ];
  const shares = [0.29, 0.12, 0.2, 0.1, 0.1, 0.1, 0.09];
  const whole = said.figures.filter(({ slice }) => slice === null);
  const parts = said.figures.filter(({ slice }) => slice !== null);
  sheet.heading(word('figures'));
  sheet.table(header, shares, whole.map(line));
  if (parts.length === 0) return;
  sheet.heading(word('slices'));
  sheet.table(header, shares, parts.map(line));
}

/** Classes beyond this many would not fit a page's width. */
const mostClasses = 12;

function confusion(sheet: Sheet, said: Predicate, words: Vocabulary): void {
  const matrix = said.plots?.confusion;
  if (!matrix || matrix.classes.length > mostClasses) return;
  sheet.heading(words.word('confusion'));
  const share = 0.8 / matrix.classes.length;
  sheet.table(
    ['', ...matrix.classes],
    [0.2, ...matrix.classes.map(() => share)],
    matrix.counts.map((row, at) => [matrix.classes[at] ?? '', ...row.map(String)]),
  );
}

function plots(sheet: Sheet, said: Predicate, words: Vocabulary): void {
  if (!said.plots) return;
  confusion(sheet, said, words);
  const points = plotPoints(said.plots);
  const number = (value: number) => words.number(value);
  const draw = (title: Word, kind: 'columns' | 'line', series: typeof points.horizon, diagonal = false) => {
    if (series.length < 2) return;
    // A title alone at a page's foot says nothing.
    sheet.room(chartRoom);
    sheet.heading(words.word(title));
    chart(sheet, series, { kind, diagonal, number });
  };
  draw('reliability', 'line', points.reliability, true);
  draw('horizon', 'line', points.horizon);
  draw('residuals', 'columns', points.residuals);
}

const digestWords: Record<string, Word> = {
  artifact: 'artifact',
  unpackedArtifact: 'unpackedArtifact',
  pack: 'pack',
  benchmark: 'benchmarkDigest',
  hiddenSplit: 'hiddenSplit',
  environment: 'environment',
  dataset: 'datasetDigest',
  predictions: 'predictions',
  result: 'result',
};

function digests(sheet: Sheet, said: Predicate, words: Vocabulary): void {
  sheet.heading(words.word('digests'));
  for (const [name, digest] of Object.entries(said.digests)) {
    const word = digestWords[name];
    if (word && digest) sheet.paragraph(`${words.word(word)}  ${String(digest).replace(/^sha256:/, '')}`, 8);
  }
  const code = Object.entries(said.metricCode).map(([id, version]) => `${words.metric(id)} v${version}`);
  sheet.paragraph(code.join(' · '), 8, ink.faint);
}
