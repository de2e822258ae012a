import { similarScenarios } from '@scenario-lab/contracts/scenarios';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { ChainLinksField } from '../../components/chain-links-field.js';
import { SelectField } from '../../components/choice-field.js';
import { Notice } from '../../components/notice.js';
import { TextView } from '../../components/text-view.js';
import { fieldChoices, useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { ScenarioValues } from './scenario-values.js';

/** Step 1: the problem, who has it, today's numbers. */
export function StoryStep({ scenarioId, values }: { scenarioId: string; values: ScenarioValues }) {
  const { t } = useWords();
  const regions = useTerms('region');
  return (
    <>
      <BilingualField
        name="title"
        label={t('scenarios.wizard.title_field')}
        extra={t('scenarios.wizard.title_help')}
        required
      />
      <SimilarNeeds scenarioId={scenarioId} values={values} />
      <div className="form-pair">
        <SelectField
          name="field"
          label={t('common.field')}
          options={fieldChoices()}
          none={t('common.not_stated')}
        />
        <SelectField
          name="region"
          label={t('common.region')}
          options={regions.options}
          none={t('common.not_stated')}
        />
      </div>
      <ChainLinksField />
      <BilingualField
        name="problem"
        label={t('scenarios.problem')}
        extra={t('scenarios.wizard.problem_help')}
        rows={6}
      />
      <BilingualField name="users" label={t('scenarios.users')} rows={2} />
      <BilingualField
        name="today"
        label={t('scenarios.today')}
        extra={t('scenarios.wizard.today_help')}
        rows={3}
      />
    </>
  );
}

/** A hint against posting the same need twice, a second after the last key. */
function SimilarNeeds({ scenarioId, values }: { scenarioId: string; values: ScenarioValues }) {
  const { t } = useWords();
  const { percent } = useFormats();
  const words = [values.title, values.problem]
    .flatMap((text) => [text?.zh ?? '', text?.en ?? ''])
    .join(' ')
    .trim();
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), 1_000);
    return () => clearTimeout(timer);
  }, [words]);
  const { data } = useRow(
    similarScenarios,
    { body: { text: settled.slice(0, 5_000), except: scenarioId } },
    { enabled: settled.length >= 6, staleTime: 60_000 },
  );
  if (!data || data.length === 0) return null;
  return (
    <div style={{ marginBottom: 16 }}>
      <Notice>
        <p>{t('scenarios.wizard.similar')}</p>
        <ul>
          {data.slice(0, 3).map((one) => (
            <li key={one.id}>
              <Link to={path.scenario(one.id)}>
                <TextView text={one.title} />
              </Link>{' '}
              <span className="sl-muted">
                <TextView text={one.owner.name} /> ·{' '}
                {t('scenarios.wizard.likeness', { percent: percent(one.likeness) })}
              </span>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
