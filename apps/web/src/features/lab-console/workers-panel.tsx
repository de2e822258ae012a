import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import type { ConsoleState } from './console-state.js';

type Worker = ConsoleState['workers'][number];

const executes = ({ roles }: Worker) => roles.includes('execute');

/** Whether code can be run, and each worker's reasons where it cannot. */
export function SandboxPanel({ state }: { state: ConsoleState }) {
  const { t } = useWords();
  const workers = state.workers.filter((worker) => worker.alive && executes(worker));
  const sound = workers.some(({ sandbox }) => sandbox === 'available');
  const unsound = workers.filter(({ reasons }) => reasons.length > 0);
  return (
    <Panel
      title={t('lab_console.sandbox')}
      extra={
        <ToneTag tone={sound ? 'pass' : 'fail'}>
          {t(sound ? 'lab_console.sandbox_ok' : 'lab_console.sandbox_not')}
        </ToneTag>
      }
    >
      {sound ? null : <p>{t('lab_console.sandbox_says')}</p>}
      {unsound.map((worker) => (
        <div key={worker.id}>
          <h3>{worker.id}</h3>
          <ul>
            {worker.reasons.map((reason) => (
              <li key={reason.code}>
                <TextView text={reason} />
                <p className="sl-muted">
                  {t('lab_console.remedy')}
                  {t('common.colon')}
                  <TextView text={reason.remedy} />
                </p>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {workers.map(({ id, level }) =>
        level ? (
          <p key={id} className="sl-muted">
            {id} · {wordFor('taxonomy.level', level)}
          </p>
        ) : null,
      )}
    </Panel>
  );
}

export function WorkersPanel({ state: { workers } }: { state: ConsoleState }) {
  const { t } = useWords();
  const { ago, count } = useFormats();
  return (
    <Panel title={t('lab_console.workers')}>
      {workers.length === 0 ? (
        <p className="sl-muted">{t('lab_console.no_workers')}</p>
      ) : (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('lab_console.worker')}</th>
                <th scope="col">{t('lab_console.state')}</th>
                <th scope="col">{t('lab_console.roles')}</th>
                <th scope="col" className="sl-number">
                  {t('lab_console.slots')}
                </th>
                <th scope="col">{t('lab_console.level')}</th>
                <th scope="col">{t('lab_console.started')}</th>
                <th scope="col">{t('lab_console.seen')}</th>
              </tr>
            </thead>
            <tbody>
              {workers.map((worker) => (
                <tr key={worker.id}>
                  <td>
                    <code>{worker.id}</code>
                  </td>
                  <td>
                    <ToneTag tone={worker.alive ? 'pass' : 'fail'}>
                      {t(worker.alive ? 'lab_console.alive' : 'lab_console.dead')}
                    </ToneTag>
                  </td>
                  <td>{worker.roles.map((role) => wordFor('lab_console.role', role)).join(' · ')}</td>
                  <td className="sl-number">
                    {executes(worker) ? `${count(worker.busy)} / ${count(worker.slots)}` : '–'}
                  </td>
                  <td>{worker.level ? wordFor('taxonomy.level', worker.level) : '–'}</td>
                  <td>{ago(worker.startedAt)}</td>
                  <td>{ago(worker.seenAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
