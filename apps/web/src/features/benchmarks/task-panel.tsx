import { type BenchmarkVersion, readTask } from '@scenario-lab/contracts/benchmarks';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { useState } from 'react';
import { useRow } from '../../app/api.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useDuration } from './use-duration.js';
import './benchmarks.css';

/** What is asked of a program, in words, and the file it will find. */
export function TaskPanel({ version, about }: { version: BenchmarkVersion; about: About }) {
  const { t } = useWords();
  const duration = useDuration();
  const { text } = useFormats();
  const { plan } = version;
  const what = text(about.subject?.what);
  /** By its meaning, as its owner wrote it; the name a program sees stands behind it. */
  const columnWord = (name = '') => {
    const column = version.columns.find((one) => one.name === name);
    const meaning = text(column?.title ?? column?.meaning);
    return meaning && meaning !== name ? `${meaning}${t('common.in_brackets', { text: name })}` : name;
  };
  const { forecast, resamplingUnit: unit } = plan;
  const named =
    unit.kind === 'row'
      ? t('benchmarks.unit.row')
      : unit.kind === 'group'
        ? t('benchmarks.unit.group', { column: columnWord(unit.column) })
        : t('benchmarks.unit.block', { duration: duration(unit.duration) });
  return (
    <Panel title={t('benchmarks.task_title')}>
      <div className="sl-stack sl-tight">
        <p className="sl-reading">
          {what ? `${t(`benchmarks.asks.${plan.task}`, { what })} ` : null}
          {t(`benchmarks.task_says.${plan.task}`, {
            target: columnWord(plan.target),
            positive: plan.positive ?? '',
            features: plan.features.length,
          })}
          {forecast
            ? ` ${t('benchmarks.forecast_says', { ...forecast, frequency: duration(forecast.frequency) })}`
            : null}
        </p>
        <p className="sl-reading">
          <strong>
            {t('benchmarks.unit_title')}
            {t('common.colon')}
            {named}
          </strong>{' '}
          {t(`benchmarks.unit_says.${unit.kind}`)}
        </p>
        {version.packs.length > 0 ? <TaskFileView versionId={version.id} /> : null}
      </div>
    </Panel>
  );
}

/** Fetched when it is opened. */
function TaskFileView({ versionId }: { versionId: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { data, error } = useRow(readTask, { params: { id: versionId } }, { enabled: open });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="benchmark-more">{t('benchmarks.task_file')}</summary>
      <ProblemAlert error={error} />
      {data ? <pre className="benchmark-file">{JSON.stringify(data, null, 2)}</pre> : null}
    </details>
  );
}
