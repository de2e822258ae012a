import './scenario.css';
import type { Scenario } from '@scenario-lab/contracts/scenarios';
import { Icon } from '../../components/icon.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Gate = Scenario['gates'][number];

/** Words for what a gate still lacks. */
export function missingWords(gate: Gate, language: 'zh' | 'en'): string {
  return gate.missing.map((code) => wordFor('gate.missing', code)).join(language === 'zh' ? '、' : ', ');
}

/** The three gates with what each still lacks. */
export function GatesView({ gates }: { gates: readonly Gate[] }) {
  const { t, language } = useWords();
  return (
    <ol className="gates sl-plain">
      {gates.map((gate) => (
        <li key={gate.gate} className={gate.open ? 'gate-open' : 'gate-shut'}>
          <Icon name={gate.open ? 'pass' : 'clock'} />
          <div>
            <strong>{t(`gate.${gate.gate}`)}</strong>
            <p className="sl-muted sl-small">
              {gate.open || gate.missing.length === 0
                ? t(`gate.says.${gate.gate}`)
                : t('scenarios.missing', { what: missingWords(gate, language) })}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The same in one line for a catalogue row. */
export function GateMarks({ gates }: { gates: readonly Gate[] }) {
  const { t } = useWords();
  return (
    <>
      {gates.map((gate) => (
        <span key={gate.gate} className={gate.open ? 'gate-open' : 'gate-shut'}>
          <Icon name={gate.open ? 'pass' : 'clock'} /> {t(`gate.${gate.gate}`)}
          <span className="sl-visually-hidden">{t(gate.open ? 'gate.open' : 'gate.shut')}</span>
        </span>
      ))}
    </>
  );
}
