import './badges.css';
import type { RuleReading } from '@scenario-lab/contracts/badges';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ruleFigure } from './rule-figure.js';

/** Each rule beside its present figure, and whether it holds. */
export function RulesTable({ rules }: { rules: readonly RuleReading[] }) {
  const { t } = useWords();
  const formats = useFormats();
  const shown = ({ rule }: RuleReading, value: number) => ruleFigure(formats, rule, value);
  return (
    <div className="badge-scroll">
      <table className="badge-rules">
        <thead>
          <tr>
            <th scope="col">{t('badges.rule_name')}</th>
            <th scope="col" className="num">
              {t('badges.asked')}
            </th>
            <th scope="col" className="num">
              {t('badges.now')}
            </th>
            <th scope="col" aria-label={t('badges.holds')} />
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.rule}>
              <td>{t(`badges.rule.${rule.rule}`)}</td>
              <td className="num">{t(`badges.${rule.bound}`, { value: shown(rule, rule.threshold) })}</td>
              <td className="num">{rule.value === null ? '–' : shown(rule, rule.value)}</td>
              <td>
                <ToneTag tone={rule.holds ? 'pass' : rule.value === null ? 'inconclusive' : 'fail'}>
                  {t(
                    rule.holds ? 'badges.holds' : rule.value === null ? 'badges.unmeasured' : 'badges.broken',
                  )}
                </ToneTag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
