import './run.css';
import { whatIf } from '@scenario-lab/contracts/runs';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { type FormEvent, useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { NumberInput, SelectInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { VerdictTag } from '../../components/status-tag.js';
import type { CriterionVerdictView } from '../../components/verdict-list.js';
import { useFormats } from '../../i18n/format.js';
import { saidPlainly } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

interface WhatIfProps {
  runId: string;
  criteria: readonly CriterionVerdictView[];
  about: About;
}

/** Moves a threshold over the stored figures and shows what the verdict would be; the verdict itself stays. */
export function WhatIf({ runId, criteria, about }: WhatIfProps) {
  const { t, language } = useWords();
  const { figure } = useFormats();
  const ids = { criterion: useId(), threshold: useId() };
  const [chosen, setChosen] = useState(criteria[0]?.criterion.id ?? '');
  const criterion = criteria.find((one) => one.criterion.id === chosen)?.criterion;
  const [threshold, setThreshold] = useState<number | null>(criterion?.threshold ?? null);
  const asking = useDeed(whatIf);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (threshold === null || !Number.isFinite(threshold)) return;
    asking.mutate({ params: { id: runId }, body: { criterion: chosen, threshold } });
  };
  return (
    <Panel title={t('runs.what_if.title')}>
      <div className="sl-stack">
        <p className="sl-muted">{t('runs.what_if.says')}</p>
        <form className="what-if" onSubmit={ask}>
          <div>
            <label htmlFor={ids.criterion}>{t('runs.what_if.criterion')}</label>
            <SelectInput
              id={ids.criterion}
              value={chosen}
              onChange={(id) => {
                const next = criteria.find((one) => one.criterion.id === id)?.criterion;
                if (!next) return;
                setChosen(next.id);
                setThreshold(next.threshold);
                asking.reset();
              }}
              options={criteria.map((one) => ({
                value: one.criterion.id,
                label: saidPlainly(one.criterion, about, language),
              }))}
            />
          </div>
          <div>
            <label htmlFor={ids.threshold}>{t('runs.what_if.threshold')}</label>
            <NumberInput id={ids.threshold} value={threshold} onChange={setThreshold} />
          </div>
          <Button submit pending={asking.isPending} disabled={threshold === null}>
            {t('runs.what_if.button')}
          </Button>
        </form>
        <ProblemAlert error={asking.error} />
        {asking.data ? (
          <p className="sl-row" role="status">
            <span>
              {t('runs.what_if.answer', { threshold: figure(asking.variables.body.threshold) })}
              {t('common.colon')}
            </span>
            <span>{t('runs.what_if.this')}</span> <VerdictTag verdict={asking.data.verdict} />
            <span>{t('runs.what_if.overall')}</span> <VerdictTag verdict={asking.data.overall} />
            <span className="sl-muted">{t('runs.what_if.unmoved')}</span>
          </p>
        ) : null}
      </div>
    </Panel>
  );
}
