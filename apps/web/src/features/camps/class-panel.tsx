import {
  type Camp,
  listTrainees,
  markAttendance,
  type TraineeRow,
  traineeDeeds,
} from '@scenario-lab/contracts/camps';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { CheckInput, SelectInput } from '../../components/choice-input.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Who takes part and how far they are; for instructors and the lab. */
export function ClassPanel({ camp }: { camp: Camp }) {
  const { t } = useWords();
  const { data, error, isPending } = useRow(listTrainees, { params: { id: camp.id } });
  return (
    <Panel title={t('camps.class')}>
      <div className="sl-stack">
        <ProblemAlert error={error} />
        {isPending ? <PageSkeleton kind="rows" /> : null}
        {data?.length === 0 ? <p className="sl-muted">{t('camps.nobody')}</p> : null}
        {data && data.length > 0 ? <ClassTable camp={camp} rows={data} /> : null}
        {data && camp.allowed.includes('camp.mark_attendance') ? (
          <Attendance camp={camp} rows={data.filter(({ status }) => status === 'seated')} />
        ) : null}
      </div>
    </Panel>
  );
}

function ClassTable({ camp, rows }: { camp: Camp; rows: readonly TraineeRow[] }) {
  const { t } = useWords();
  const { count } = useFormats();
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table sl-folds">
        <thead>
          <tr>
            <th scope="col">{t('camps.number')}</th>
            <th scope="col">{t('camps.trainee')}</th>
            <th scope="col">{t('common.status')}</th>
            <th scope="col">{t('camps.came')}</th>
            {camp.tasks.length > 0 ? <th scope="col">{t('camps.solved')}</th> : null}
            <th scope="col">{t('camps.certificate')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td data-label={t('camps.number')}>{row.number}</td>
              <td>
                {row.name}
                <br />
                <span className="sl-muted sl-small">
                  <OrganisationName of={row.organisation} />
                </span>
              </td>
              <td>
                <StatusTag thing="trainee" status={row.status} />
              </td>
              <td data-label={t('camps.came')}>
                {t('camps.done_of', {
                  done: count(row.progress.attended.length),
                  of: count(camp.rule.sessions),
                })}
              </td>
              {camp.tasks.length > 0 ? (
                <td data-label={t('camps.solved')}>
                  {t('camps.done_of', {
                    done: count(row.progress.tasks.filter(({ solved }) => solved).length),
                    of: count(camp.rule.tasks),
                  })}
                </td>
              ) : null}
              <td className="camps-links" data-label={t('camps.certificate')}>
                {row.certificate ? <Link to={path.training(row.certificate)}>{row.certificate}</Link> : '–'}
                <DeedButtons
                  allowed={row.allowed}
                  deeds={[
                    { row: traineeDeeds.revoke, params: { id: row.id }, tone: 'danger', field: 'reason' },
                  ]}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Of one session at a time; what was marked before stands in the boxes. */
function Attendance({ camp, rows }: { camp: Camp; rows: readonly TraineeRow[] }) {
  const { t } = useWords();
  const { text, instant } = useFormats();
  const field = useId();
  const held = camp.sessions.filter(({ at }) => Date.parse(at) <= Date.now());
  const [chosen, setChosen] = useState<string | null>(null);
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const marking = useDeed(markAttendance, { onSuccess: () => setChanged(new Map()) });
  const session = chosen ?? held.at(-1)?.id ?? null;
  if (session === null || rows.length === 0)
    return <p className="sl-muted">{t(session === null ? 'camps.none_held' : 'camps.nobody')}</p>;
  const came = (row: TraineeRow) => changed.get(row.id) ?? row.progress.attended.includes(session);
  return (
    <section className="sl-stack sl-tight" aria-label={t('camps.attendance')}>
      <h3>{t('camps.attendance')}</h3>
      <label htmlFor={field}>{t('camps.session')}</label>
      <SelectInput
        id={field}
        value={session}
        onChange={(value) => {
          setChosen(value);
          setChanged(new Map());
        }}
        options={held.map(({ id, topic, at }) => ({ value: id, label: `${text(topic)} · ${instant(at)}` }))}
      />
      <div className="camps-present">
        {rows.map((row) => (
          <CheckInput
            key={row.id}
            checked={came(row)}
            onChange={(value) => setChanged(new Map(changed).set(row.id, value))}
            label={`${row.number} · ${row.name}`}
          />
        ))}
      </div>
      <ProblemAlert error={marking.error} />
      <div>
        <Button
          pending={marking.isPending}
          onClick={() =>
            marking.mutate({
              params: { id: camp.id },
              body: { session, present: rows.filter(came).map(({ id }) => id) },
            })
          }
        >
          {t('camps.mark')}
        </Button>
      </div>
    </section>
  );
}
