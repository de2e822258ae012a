import { retryJob } from '@scenario-lab/contracts/lab';
import { useDeed } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { ConsoleState } from './console-state.js';

/** What the lab failed at too often: nobody tries it again until somebody here says so. */
export function GivenUpPanel({ state: { givenUp } }: { state: ConsoleState }) {
  const { t } = useWords();
  const { ago } = useFormats();
  const here = useMe();
  const retrying = useDeed(retryJob);
  return (
    <Panel title={t('lab_console.given_up')}>
      <ProblemAlert error={retrying.error} />
      {givenUp.length === 0 ? (
        <p className="sl-muted">{t('lab_console.no_given_up')}</p>
      ) : (
        <>
          <p className="sl-muted">{t('lab_console.given_up_says')}</p>
          <div className="sl-scroll" ref={reachable}>
            <table className="sl-table">
              <thead>
                <tr>
                  <th scope="col">{t('lab_console.job')}</th>
                  <th scope="col">{t('lab_console.thing')}</th>
                  <th scope="col">{t('lab_console.last_reason')}</th>
                  <th scope="col">{t('lab_console.since')}</th>
                  <th scope="col">{t('lab_console.retry')}</th>
                </tr>
              </thead>
              <tbody>
                {givenUp.map(({ job, thingId, detail, at }) => (
                  <tr key={`${job} ${thingId}`}>
                    <td>{t(`lab_console.jobs.${job}`)}</td>
                    <td>
                      <code>{thingId}</code>
                    </td>
                    <td>{detail ?? '–'}</td>
                    <td>{ago(at)}</td>
                    <td>
                      {here.may('lab.retry_job') ? (
                        <Button
                          disabled={retrying.isPending}
                          onClick={() => retrying.mutate({ body: { job, thingId } })}
                        >
                          {t('lab_console.retry')}
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Panel>
  );
}
