import { listAlgorithms, readAlgorithm } from '@scenario-lab/contracts/algorithms';
import { type Camp, tryTask } from '@scenario-lab/contracts/camps';
import { useId, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useDeed, useRow, useRows } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

/** The exercises, the class's own board of each, and the next try. */
export function CampTasks({ camp }: { camp: Camp }) {
  const { t } = useWords();
  if (camp.tasks.length === 0) return null;
  return (
    <Panel title={t('camps.tasks')}>
      <div className="sl-stack">
        <p className="sl-muted">{t('camps.tasks_say')}</p>
        {camp.tasks.map((task) => (
          <TaskView key={task.id} camp={camp} task={task} />
        ))}
      </div>
    </Panel>
  );
}

function TaskView({ camp, task }: { camp: Camp; task: Camp['tasks'][number] }) {
  const { t, language } = useWords();
  const { figure, count, text } = useFormats();
  const board = camp.board.find((one) => one.task === task.id)?.rows ?? [];
  const mine = camp.mine?.progress.tasks.find(({ id }) => id === task.id);
  const left = task.tries - (mine?.used ?? 0);
  return (
    <section className="sl-stack sl-tight" aria-label={text(task.title)}>
      <h3>
        <TextView text={task.title} />
      </h3>
      <p className="sl-muted sl-small camps-links">
        <Link to={path.benchmark(task.benchmark.id)}>
          <TextView text={task.benchmark.title} />
        </Link>{' '}
        · {t(`taxonomy.task.${task.task}`)} · {t('camps.tries_of', { n: count(task.tries) })} ·{' '}
        {task.goal === null
          ? t('camps.any_answer')
          : t('camps.goal_is', { metric: metricName(task.metric, language), goal: figure(task.goal) })}
      </p>
      {board.length > 0 ? (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('camps.number')}</th>
                <th scope="col" className="sl-number">
                  {metricName(task.metric, language)}
                </th>
                <th scope="col" className="sl-number">
                  {t('camps.tries')}
                </th>
                <th scope="col">{t('camps.solved')}</th>
              </tr>
            </thead>
            <tbody>
              {board.map((row) => (
                <tr key={row.number}>
                  <td>{row.mine ? t('camps.me', { number: row.number }) : row.number}</td>
                  <td className="sl-number">{figure(row.best)}</td>
                  <td className="sl-number">{count(row.tries)}</td>
                  <td>{row.solved ? <ToneTag tone="pass">{t('camps.solved')}</ToneTag> : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {mine?.runId ? (
        <p className="sl-small camps-links">
          <Link to={path.run(mine.runId)}>{t('camps.best_run')}</Link>
        </p>
      ) : null}
      {camp.mine?.allowed.includes('trainee.try_task') ? (
        left > 0 ? (
          <NextTry place={camp.mine.id} task={task} left={left} />
        ) : (
          <p className="sl-muted">{t('camps.no_tries')}</p>
        )
      ) : null}
    </section>
  );
}

function NextTry({ place, task, left }: { place: string; task: Camp['tasks'][number]; left: number }) {
  const { t } = useWords();
  const { text, count } = useFormats();
  const navigate = useNavigate();
  const field = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const own = useRow(listAlgorithms, { query: { mine: 'true', limit: 50 } });
  const cards = useRows(
    readAlgorithm,
    (own.data?.items ?? []).filter((one) => one.task === task.task).map(({ id }) => ({ params: { id } })),
  );
  const versions = cards.flatMap(({ data }) =>
    data
      ? data.versionList
          .filter(({ status }) => status === 'ready')
          .map(({ id, label }) => ({ value: id, label: `${text(data.title)} · ${label}` }))
      : [],
  );
  const trying = useDeed(tryTask, { onSuccess: ({ runId }) => navigate(path.run(runId)) });
  const version = chosen ?? versions[0]?.value ?? null;
  if (own.data && cards.every(({ isPending }) => !isPending) && versions.length === 0)
    return (
      <p className="camps-links">
        {t('camps.no_version')} <Link to={path.newAlgorithm()}>{t('camps.add_algorithm')}</Link>
      </p>
    );
  return (
    <div className="sl-stack sl-tight">
      <label htmlFor={field}>{t('camps.try_with')}</label>
      <SelectInput id={field} value={version} onChange={setChosen} options={versions} />
      <ProblemAlert error={trying.error} />
      <div>
        <Button
          tone="primary"
          pending={trying.isPending}
          disabled={version === null}
          onClick={() =>
            version !== null &&
            trying.mutate({ params: { id: place }, body: { task: task.id, algorithmVersionId: version } })
          }
        >
          {t('camps.try', { left: count(left) })}
        </Button>
      </div>
    </div>
  );
}
