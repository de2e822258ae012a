import type { AcceptancePredicate } from '@scenario-lab/contracts/pilot-acceptance';
import { rubricParts } from '@scenario-lab/contracts/pilot-surveys';
import { acceptanceConclusion } from '@scenario-lab/contracts/words/acceptance-conclusion';
import { type About, accentOf, labMark, qrCode } from '../pdf/marks.js';
import { ink, Sheet } from '../pdf/sheet.js';
import { type AcceptanceWords, acceptanceWords } from './acceptance-words.js';
import { intervalBar } from './pdf-drawing.js';
import { signatureRow } from './pdf-seal.js';
import { type Language, type Vocabulary, vocabulary } from './report-words.js';

interface Paper extends AcceptanceWords {
  sheet: Sheet;
  said: AcceptancePredicate;
  words: Vocabulary;
  about: About;
}
type Figure = { value: number; interval: { lower: number; upper: number } | null };

/** What a department has signed of a pilot, to read, print and file. The same statement gives the same words. */
export function renderAcceptance(
  said: AcceptancePredicate,
  language: Language,
  about: About,
): Promise<Buffer> {
  const words = vocabulary(language, about.timeZone);
  const own = acceptanceWords(language);
  const title = own.say(said.phase === 'midterm' ? 'titleMidterm' : 'title');
  const sheet = new Sheet({
    title: `${title} ${words.text(said.pilot.scenario)}`,
    author: words.text(about.lab),
    at: new Date(said.issuedAt),
  });
  const paper: Paper = { ...own, sheet, said, words, about };
  head(paper, title);
  sheet.heading(own.say('conclusion'));
  // The paper's one font sets curly quotes as wide as a Chinese letter.
  const conclusion = acceptanceConclusion(said, language);
  sheet.paragraph(language === 'en' ? conclusion.replaceAll(/[“”]/g, '"') : conclusion, 11);
  facts(paper);
  sheet.heading(own.say('opinion'));
  sheet.paragraph(said.statement);
  indicators(paper);
  comparison(paper);
  rubric(paper);
  surveys(paper);
  conditions(paper);
  payments(paper);
  signed(paper);
  return sheet.bytes(
    (page, of) => `${words.text(about.lab)} · ${said.acceptanceId} · ${words.word('page')} ${page}/${of}`,
  );
}

function head({ sheet, said, words, about, say }: Paper, title: string): void {
  const { doc, left, width } = sheet;
  const side = 84;
  const x = left + width - side;
  const y = sheet.y;
  qrCode(sheet, about.address, x, y, side);
  doc.fontSize(6.5).fillColor(ink.faint);
  doc.text(say('scan'), x - 10, y + side + 3, { width: side + 20, align: 'center' });
  const room = width - side - 24;
  const marked = labMark(sheet, about, left, y - 2, 13);
  doc.fontSize(9).fillColor(accentOf(about, ink.faint));
  doc.text(words.text(about.lab), left + (marked > 0 ? marked + 6 : 0), y, { width: room - marked });
  doc.font('strong').fontSize(20).fillColor(ink.text);
  doc.text(title, left, y + 14, { width: room });
  doc.font('text').fontSize(11);
  doc.text(words.text(said.pilot.scenario), left, doc.y + 2, { width: room });
  doc.fontSize(8.5).fillColor(ink.faint);
  doc.text(`${say('number')} ${said.acceptanceId}`, { width: room });
  sheet.y = Math.max(doc.y, y + side) + 16;
  doc.x = left;
}

function facts({ sheet, said, words, say, list }: Paper): void {
  sheet.doc.moveDown(0.4);
  sheet.facts([
    [say('department'), words.text(said.department.name)],
    [say('vendor'), words.text(said.vendor.name)],
    [say('pilot'), words.text(said.pilot.scenario)],
    [say('solution'), words.text(said.pilot.solution)],
    [say('period'), `${said.pilot.from} – ${said.pilot.until}`],
    [say('sites'), said.pilot.sites.join(list)],
    [say('certificate'), said.certificate ?? '—'],
  ]);
}

const spread = (interval: Figure['interval'], words: Vocabulary): string =>
  interval ? `${words.number(interval.lower)} – ${words.number(interval.upper)}` : '—';

function indicators({ sheet, said, words, say }: Paper): void {
  sheet.heading(say('indicators'));
  sheet.table(
    [
      say('indicator'),
      say('baseline'),
      say('target'),
      say('field'),
      say('interval'),
      '',
      say('lab'),
      say('observations'),
      say('result'),
    ],
    [0.19, 0.08, 0.1, 0.08, 0.15, 0.11, 0.07, 0.13, 0.09],
    said.indicators.map((one) => {
      const verdict = one.reached === null ? 'inconclusive' : one.reached ? 'pass' : 'fail';
      const unit = unitOf(one.unit);
      return [
        `${words.text(one.name)}${unit ? words.bracketed(unit) : ''}`,
        words.number(one.baseline),
        `${one.direction === 'at_least' ? '≥' : '≤'} ${words.number(one.target)}`,
        words.number(one.field?.value ?? null),
        spread(one.field?.interval ?? null, words),
        {
          draw: intervalBar(sheet, {
            criterion: { threshold: one.target },
            value: one.field?.value ?? null,
            interval: one.field?.interval ?? null,
            verdict,
          }),
        },
        words.number(one.lab),
        `${one.observations} / ${one.needed}`,
        {
          text: say(one.reached === null ? 'unknown' : one.reached ? 'reached' : 'missed'),
          colour: { pass: ink.good, fail: ink.bad, inconclusive: ink.open }[verdict],
        },
      ];
    }),
  );
}

/** `1` is the unit of a ratio and is not written. */
const unitOf = (unit: string): string => (unit === '1' ? '' : unit);

function comparison({ sheet, said, words, say, told, list }: Paper): void {
  if (said.comparison === undefined) return;
  sheet.heading(say('comparison'));
  if (said.comparison === null) {
    sheet.paragraph(say('noComparison'));
    return;
  }
  const { design, from, controls, assumption, changedAt, figures } = said.comparison;
  sheet.paragraph(told.design[design]);
  sheet.facts([
    [say('inEffect'), from],
    ...(controls.length > 0 ? [[say('controls'), controls.join(list)] as const] : []),
    ...(assumption ? [[say('assumption'), assumption] as const] : []),
  ]);
  const shadow = design === 'shadow';
  const of = say(design === 'control_sites' ? 'weeks' : 'days');
  sheet.table(
    [
      say('indicator'),
      say(shadow ? 'shadowValue' : 'estimate'),
      say('interval'),
      ...(shadow ? [] : [`${say('sides')}${words.bracketed(of)}`, say('trend')]),
    ],
    shadow ? [0.4, 0.25, 0.35] : [0.3, 0.14, 0.2, 0.16, 0.2],
    figures.map(({ name, unit, figure, before, after, trendBefore }) => [
      `${words.text(name)}${unitOf(unit) ? words.bracketed(unitOf(unit)) : ''}`,
      figure ? words.number(figure.value) : say('tooFew'),
      spread(figure?.interval ?? null, words),
      ...(shadow
        ? []
        : [
            before === null || after === null ? '—' : `${before} / ${after}`,
            trendBefore ? `${words.number(trendBefore.value)} [${spread(trendBefore.interval, words)}]` : '—',
          ]),
    ]),
  );
  sheet.doc.moveDown(0.4);
  sheet.paragraph(changedAt ? `${say('changed')}${words.instant(changedAt)}` : say('named'), 8.5);
}

function rubric({ sheet, said, say, told, scored }: Paper): void {
  const judged = said.rubric;
  if (!judged) return;
  sheet.heading(say('rubric'));
  sheet.table(
    [say('part'), say('score'), say('ground')],
    [0.24, 0.16, 0.6],
    rubricParts.map((part) => [told.part[part], scored(judged[part].score), judged[part].words]),
  );
}

function surveys({ sheet, said, words, say, told, question, colon }: Paper): void {
  sheet.room(150);
  sheet.heading(say('surveys'));
  if (said.surveys.length === 0) sheet.paragraph(say('noSurveys'));
  for (const { audience, sampling, population, invited, answered, figures } of said.surveys) {
    const asked =
      invited === null
        ? `${say('answered')} ${answered}${words.bracketed(say('openLink'))}`
        : `${say('answeredOf')} ${answered} / ${invited}`;
    const all = population === null ? '' : ` · ${say('population')} ${population}`;
    sheet.room(60);
    sheet.doc.font('strong');
    sheet.paragraph(`${told.audience[audience]} · ${asked}${all}`);
    sheet.doc.font('text');
    sheet.paragraph(`${say('sampling')}${colon}${sampling}`, 8.5, ink.faint);
    if (!figures) {
      sheet.paragraph(say('hidden'));
      continue;
    }
    sheet.table(
      [say('question'), say('inFavour'), say('interval'), say('opinions')],
      [0.5, 0.16, 0.2, 0.14],
      figures.map(({ question: id, favourable, answered: opinions }) => [
        question(audience, id),
        favourable ? percent(favourable.share) : say('hidden'),
        favourable ? `${percent(favourable.lower)} – ${percent(favourable.upper)}` : '—',
        String(opinions),
      ]),
    );
    sheet.doc.moveDown(0.6);
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1).replace(/\.0$/, '')}%`;

function conditions({ sheet, said, say, told }: Paper): void {
  sheet.heading(say('conditions'));
  if (said.conditions.length === 0) {
    sheet.paragraph(say('none'));
    return;
  }
  sheet.table(
    [say('condition'), say('owner'), say('due')],
    [0.64, 0.18, 0.18],
    said.conditions.map((one) => [one.words, told.owner[one.owner], one.due]),
  );
}

function payments({ sheet, said, say, words }: Paper): void {
  if (said.payments === undefined) return;
  sheet.heading(say('payments'));
  if (said.payments.length === 0) {
    sheet.paragraph(say('none'));
    return;
  }
  const amount = new Intl.NumberFormat(words.language === 'zh' ? 'zh-CN' : 'en-GB', {
    maximumFractionDigits: 2,
  });
  sheet.table(
    [say('stage'), say('amount'), say('due'), say('paidOn'), say('reference')],
    [0.3, 0.18, 0.15, 0.15, 0.22],
    said.payments.map((one) => [
      one.title,
      amount.format(one.amount),
      one.due ?? '—',
      one.paidOn ?? say('unpaid'),
      one.reference || '—',
    ]),
  );
}

function signed({ sheet, said, words, about, say }: Paper): void {
  // Signatures and what may be believed of the page stand together.
  sheet.room(210);
  sheet.heading(say('signatures'));
  signatureRow(
    sheet,
    [
      [
        say('signedBy'),
        [said.signedBy.name, words.text(said.department.name), words.instant(said.signedBy.at)],
      ],
      [
        say('sealedBy'),
        [
          words.text(about.lab),
          words.instant(said.issuedAt),
          `${words.word('signedWith')} Ed25519 ${about.keyId}`,
        ],
      ],
    ],
    words.word('sealPlace'),
  );
  sheet.heading(say('what'));
  sheet.paragraph(`${say('verify')}${about.address}`, 8.5);
}
