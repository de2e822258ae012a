import './scenario.css';
import type { Scenario } from '@scenario-lab/contracts/scenarios';
import { Icon } from '../../components/icon.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Gate = Scenario['gates'][number];

/** Words for what a gate still lacks. */
export function missingWords(gate: Gate, language: 'zh' | 'en'): string {
  return gate.missing.map((code) => wordFor('gate.missing', code)).join(language === 'zh' ? '、' : ', ');
}

/** Who can give what a gate lacks: whose need it is, both by turns where an exam is made of it, or the lab. */
const menderOf: Partial<Record<string, 'exam' | 'lab'>> = {
  benchmark: 'exam',
  open_benchmark: 'exam',
  review: 'lab',
  listed: 'lab',
  published: 'lab',
};

/** A need nobody outside can find yet has at most all it takes to be published. */
const unlisted: ReadonlySet<Scenario['status']> = new Set(['draft', 'in_review', 'returned']);

interface GatesProps {
  gates: readonly Gate[];
  status: Scenario['status'];
}

const nameOf = (gate: Gate['gate'], status: Scenario['status']) =>
  gate === 'published' && unlisted.has(status) ? 'publishable' : gate;

/** The three gates with what each still lacks, and who can give it. */
export function GatesView({ gates, status }: GatesProps) {
  const { t, language } = useWords();
  const says = (gate: Gate['gate']) => {
    const name = nameOf(gate, status);
    return name === 'publishable' && status === 'in_review' ? 'in_review' : name;
  };
  const lacking = ({ missing, ...gate }: Gate) =>
    (['owner', 'exam', 'lab'] as const)
      .flatMap((mender) => {
        const theirs = missing.filter((code) => (menderOf[code] ?? 'owner') === mender);
        if (theirs.length === 0) return [];
        const what = missingWords({ ...gate, missing: theirs }, language);
        return [t('scenarios.mended_by', { what, who: t(`scenarios.mender.${mender}`) })];
      })
      .join(language === 'zh' ? '；' : '; ');
  return (
    <ol className="gates sl-plain">
      {gates.map((gate) => (
        <li key={gate.gate} className={gate.open ? 'gate-open' : 'gate-shut'}>
          <Icon name={gate.open ? 'pass' : 'clock'} />
          <div>
            <strong>{t(`gate.${nameOf(gate.gate, status)}`)}</strong>
            <p className="sl-muted sl-small">
              {gate.open || gate.missing.length === 0
                ? t(`gate.says.${says(gate.gate)}`)
                : t('scenarios.missing', { what: lacking(gate) })}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The same in one line for a catalogue row. */
export function GateMarks({ gates, status }: GatesProps) {
  const { t } = useWords();
  return (
    <>
      {gates.map((gate) => (
        <span key={gate.gate} className={gate.open ? 'gate-open' : 'gate-shut'}>
          <Icon name={gate.open ? 'pass' : 'clock'} /> {t(`gate.${nameOf(gate.gate, status)}`)}
          <span className="sl-visually-hidden">{t(gate.open ? 'gate.open' : 'gate.shut')}</span>
        </span>
      ))}
    </>
  );
}
