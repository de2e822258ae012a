import type { FoundPart, PaperField } from '@scenario-lab/contracts/need-papers';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { criterionText } from '../../editions/figure-words.js';
import { type Clause, clausesIn, criteriaIn } from './figures.js';
import type { PaperPart } from './labels.js';
import { withoutNumber } from './labels.js';
import { isOffice, type PaperBlock, type Said, type Sections, sectionsOf } from './sections.js';
import { amountIn, contactIn, cutTo, dayIn, regionIn, routeIn, termIn, textIn } from './values.js';

export interface FoundNeed {
  /** As a draft would say it: what was not found is empty. */
  need: SaveScenario;
  parts: FoundPart[];
  department: string | null;
}

type Sure = FoundPart['sure'];
type Spot = Pick<Said, 'page' | 'paragraph' | 'text'>;

/** Reads a need out of an office's document by the words offices use; nothing is made up, and each finding says where it stood. */
export function findNeed(blocks: readonly PaperBlock[]): FoundNeed {
  return new Finder(sectionsOf(blocks)).found();
}

/** Sentences that say what their section does not. */
const budgetSentence =
  /(?:预算|投资|经费|资金|费用|budget|cost)[^。；;\n]{0,20}?\d[^。；;\n]*(?:元|yuan|CNY|RMB)/i;
const deadlineSentence =
  /(?:截止|截至|之?前(?:报送|提交|申报|反馈|应答|报名)|报名时间|deadline|no later than|submit(?:ted)? by)/i;
const phoneSentence = /(?:联系|电话|咨询|contact|tel|phone)/i;
const namedContact = /(?:联系人|负责人|对接人|contact(?: person)?)\s*[：:]?\s*([^\s，,；;。：:（(]{2,40})/i;
const todaySentence =
  /(?:目前|当前|现有|每年|日均|年均|每月|平均|currently|today|per (?:day|year|month))[^。；;\n]*\d/i;

class Finder {
  private readonly need: Record<string, unknown> = {};
  private readonly inList: Record<string, unknown> = {};
  private readonly parts: FoundPart[] = [];

  constructor(private readonly sections: Sections) {}

  found(): FoundNeed {
    const department = this.department();
    this.title();
    this.prose('problem', 'problem');
    this.prose('users', 'users');
    this.today();
    this.figures();
    this.prose('ask', 'ask', this.inList);
    this.prose('data', 'data', this.inList);
    this.prose('conditions', 'conditions');
    this.terms(department);
    this.money();
    this.days();
    this.contact();
    const inList = Object.keys(this.inList).length > 0 ? this.inList : null;
    // A title is the one thing a draft must have; the form asks for it where the document has none.
    const need = SaveScenario.parse({ title: { zh: '—' }, ...this.need, inList });
    return { need, parts: this.parts, department };
  }

  private of(part: PaperPart): Said[] {
    const all = this.sections.said.filter((one) => one.part === part);
    const labelled = all.filter((one) => one.labelled);
    return labelled.length > 0 ? labelled : all;
  }

  private mark(field: PaperField, value: string, spot: Spot, sure: Sure): void {
    const { page, paragraph, text } = spot;
    this.parts.push({ field, value: cutTo(value, 400), quote: cutTo(text, 400), page, paragraph, sure });
  }

  private title(): void {
    const [said] = this.of('title');
    const place = this.sections.rest.slice(0, 4);
    const named = place.find(({ text }) => /[「《“][^」》”]{4,60}[」》”]/.test(text));
    const headed = place.find(({ heading, text }) => heading && text.length >= 4);
    const first = place.find(({ text }) => text.length >= 4 && text.length <= 60 && !/[。；;：:]/.test(text));
    const [spot, sure]: [Spot | undefined, Sure] = said
      ? [said, 'sure']
      : named
        ? [named, 'likely']
        : headed
          ? [headed, 'likely']
          : [first, 'guess'];
    if (!spot) return;
    const inner = said ? null : /[「《“]([^」》”]{4,60})[」》”]/.exec(spot.text)?.[1];
    const value = (inner ?? withoutNumber(spot.text))
      .replace(/^[「《“]([^」》”]*)[」》”]$/, '$1')
      .replace(/\s*\n\s*/g, ' ');
    const title = textIn(value, 200);
    if (!title) return;
    this.need.title = title;
    this.mark('title', title.zh ?? title.en ?? '', spot, sure);
  }

  private department(): string | null {
    const [said] = this.of('department');
    const signed = this.sections.rest.findLast(({ text }) => isOffice(text));
    const name = said?.text ?? signed?.text.replace(/\s/g, '');
    return name ? cutTo(name.split('\n')[0] ?? '', 200) : null;
  }

  private prose(part: PaperPart, field: PaperField, into = this.need): void {
    const said = this.of(part).slice(0, 60);
    const [first] = said;
    // A merged cell is told once for each of its parts by some programs.
    const text = textIn([...new Set(said.map((one) => one.text))].join('\n'), 20_000);
    if (!first || !text) return;
    into[field] = text;
    this.mark(field, text.zh ?? text.en ?? '', first, 'sure');
  }

  private today(): void {
    this.prose('today', 'today');
    if (this.need.today) return;
    const told = [...this.sections.said.filter(({ part }) => part === 'problem'), ...this.sections.rest];
    for (const spot of told) {
      const sentences = spot.text.split(/(?<=[。；;]|\. )/).filter((one) => todaySentence.test(one));
      const today = textIn(sentences.join(''), 2_000);
      if (!today) continue;
      this.need.today = today;
      this.mark('today', today.zh ?? today.en ?? '', { ...spot, text: sentences.join('') }, 'guess');
      return;
    }
  }

  private figures(): void {
    const goals = this.of('goals');
    const tabled = this.sections.figures.map(({ name, target, unit, page, paragraph }): Clause => {
      const bare = /[\d.]$/.test(target.trim());
      return { text: `${name} ${target}${bare && unit ? ` ${unit}` : ''}`, tabled: true, page, paragraph };
    });
    const sentences = [...goals, ...this.of('ask')].flatMap(({ text, page, paragraph }) =>
      clausesIn(text).map((clause): Clause => ({ text: cutTo(clause, 200), tabled: false, page, paragraph })),
    );
    const words = [...this.sections.said, ...this.sections.rest].map(({ text }) => text).join('\n');
    const { task, criteria } = criteriaIn([...tabled, ...sentences], cutTo(words, 50_000));
    if (task) Object.assign(this.need, { task, criteria: criteria.map(({ criterion }) => criterion) });
    for (const { criterion, quote, sure, page, paragraph } of criteria) {
      const said = criterionText(criterion);
      // In the document's language, as everything else that is shown of it.
      const shown = /\p{Script=Han}/u.test(quote) ? said.zh : said.en;
      this.mark('criteria', shown ?? quote, { page, paragraph, text: quote }, sure);
    }
    // Every goal stays in the document's own words: an exam measures some of them only.
    const lines = [...goals.map(({ text }) => text), ...tabled.map(({ text }) => text)];
    const indicators = textIn(lines.join('\n'), 20_000);
    const spot = goals[0] ?? tabled[0];
    if (!indicators || !spot) return;
    this.inList.indicators = indicators;
    this.mark('indicators', indicators.zh ?? indicators.en ?? '', spot, 'sure');
  }

  private terms(department: string | null): void {
    const choose = (field: PaperField, part: PaperPart, read: (text: string) => string | null) => {
      for (const spot of this.of(part)) {
        const code = read(spot.text);
        if (!code) continue;
        this.need[field] = code;
        this.mark(field, code, spot, 'sure');
        return true;
      }
      return false;
    };
    choose('field', 'field', (text) => termIn('field', text));
    choose('cooperationMode', 'mode', (text) => termIn('cooperation_mode', text));
    choose('procurementRoute', 'route', routeIn);
    if (!choose('region', 'region', regionIn)) this.regionElsewhere(department);
    const [asked] = this.of('qualifications');
    const qualifications = (asked?.text ?? '')
      .split(/[；;、\n]/)
      .map((one) => cutTo(one.trim(), 200))
      .filter(Boolean)
      .slice(0, 20);
    if (!asked || qualifications.length === 0) return;
    this.need.qualifications = qualifications;
    this.mark('qualifications', qualifications.join('、'), asked, 'sure');
  }

  private regionElsewhere(department: string | null): void {
    const ofOffice = department ? regionIn(department) : null;
    const spot = ofOffice
      ? (this.of('department')[0] ?? { page: null, paragraph: 1, text: department ?? '' })
      : [...this.sections.said, ...this.sections.rest].find(({ text }) => regionIn(text) !== null);
    const code = ofOffice ?? (spot ? regionIn(spot.text) : null);
    if (!spot || !code) return;
    this.need.region = code;
    this.mark('region', code, spot, 'guess');
  }

  private money(): void {
    const [said] = this.of('budget');
    const told = said
      ? [said]
      : [...this.sections.said, ...this.sections.rest].filter(({ text }) => budgetSentence.test(text));
    for (const spot of told) {
      const text = said ? spot.text : (budgetSentence.exec(spot.text)?.[0] ?? '');
      const amount = amountIn(text, Boolean(said));
      if (!amount) continue;
      this.need.budget = amount.yuan;
      this.mark(
        'budget',
        String(amount.yuan),
        { ...spot, text },
        amount.span ? 'guess' : said ? 'sure' : 'likely',
      );
      break;
    }
    const [funding] = this.of('funding');
    if (!funding) return;
    this.need.budgetOwner = cutTo(funding.text.replace(/\n/g, ' '), 200);
    this.mark('budgetOwner', funding.text, funding, 'sure');
  }

  private days(): void {
    const day = (field: 'deadline' | 'decisionDate', part: PaperPart): boolean => {
      const spot = this.of(part).find(({ text }) => dayIn(text) !== null);
      if (!spot) return false;
      this.need[field] = dayIn(spot.text);
      this.mark(field, dayIn(spot.text) ?? '', spot, 'sure');
      return true;
    };
    day('decisionDate', 'decision');
    if (!day('deadline', 'deadline')) {
      const spot = [...this.sections.said, ...this.sections.rest].find(
        ({ text }) => deadlineSentence.test(text) && dayIn(text) !== null,
      );
      if (spot) {
        this.need.deadline = dayIn(spot.text);
        this.mark('deadline', dayIn(spot.text) ?? '', spot, 'likely');
      }
    }
    const [period] = this.of('period');
    if (!period) return;
    this.inList.period = cutTo(period.text.replace(/\n/g, ' '), 200);
    this.mark('period', period.text, period, 'sure');
  }

  private contact(): void {
    const [who] = this.of('contact');
    const [number] = this.of('phone');
    const elsewhere = this.sections.rest.find(
      ({ text }) => phoneSentence.test(text) && contactIn('', text)?.phone,
    );
    const spot = who ?? number ?? elsewhere;
    // In running text only what stands behind the word for it is a name.
    const called = namedContact.exec(elsewhere?.text ?? '')?.[1];
    const contact =
      who || number
        ? contactIn(who?.text ?? '', number?.text ?? '')
        : elsewhere
          ? contactIn(called ?? '', contactIn('', elsewhere.text)?.phone ?? '')
          : null;
    if (!spot || !contact) return;
    this.need.contact = contact;
    this.mark(
      'contact',
      [contact.name, contact.phone].filter(Boolean).join(' '),
      spot,
      who ? 'sure' : 'likely',
    );
  }
}

/** The draft without what its maker left out. */
export function withoutFields(need: SaveScenario, leave: readonly PaperField[]): SaveScenario {
  const left = new Set<PaperField>(leave);
  const inList = need.inList && {
    ...need.inList,
    ...(left.has('ask') && { ask: null }),
    ...(left.has('indicators') && { indicators: null }),
    ...(left.has('data') && { data: null }),
    ...(left.has('period') && { period: null }),
  };
  const empty = inList && Object.values(inList).every((one) => one === null);
  return SaveScenario.parse({
    ...need,
    ...(left.has('criteria') && { criteria: [], task: null }),
    ...Object.fromEntries(
      [...left]
        .filter(
          (one) =>
            !['criteria', 'title', 'qualifications', 'ask', 'indicators', 'data', 'period'].includes(one),
        )
        .map((one) => [one, null]),
    ),
    ...(left.has('qualifications') && { qualifications: [] }),
    inList: empty ? null : inList,
  });
}
