import {
  type Benchmark,
  type BenchmarkVersion,
  benchmarkDeeds,
  downloadSample,
} from '@scenario-lab/contracts/benchmarks';
import { urlOf } from '@scenario-lab/contracts/call';
import { Link } from 'react-router';
import { client } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Icon } from '../../components/icon.js';
import { Facts, Panel } from '../../components/object-page.js';
import { ToneTag } from '../../components/status-tag.js';
import { useWords } from '../../i18n/use-words.js';

const grantTones = { not_needed: 'pass', active: 'pass', missing: 'inconclusive' } as const;

/** What this reader can do here: submit with the reason where not, sample, deeds, looks and grant. */
export function Standing({ benchmark, version }: { benchmark: Benchmark; version: BenchmarkVersion }) {
  const { t } = useWords();
  const here = useMe();
  const params = { id: version.id };
  const open = version.status === 'open';
  const mine = open ? benchmark.mine : null;
  const remarks = [
    open ? null : t('benchmarks.not_open'),
    open && mine?.grant === 'missing'
      ? t(version.twin ? 'benchmarks.no_grant_twin' : 'benchmarks.no_grant')
      : null,
    open && mine && mine.looksUsed >= mine.looks ? t('benchmarks.no_looks') : null,
    here.me || !open ? null : t('benchmarks.sign_in'),
  ].filter((one) => one !== null);
  const hasSample = version.packs.some(({ split }) => split === 'sample');
  const mayEdit = version.allowed.includes('benchmark.edit');
  return (
    <Panel title={t('common.actions')}>
      <div className="sl-stack sl-tight">
        {open && here.may('run.submit') ? (
          <Link className="button button-primary" to={path.newRun({ benchmark: benchmark.id })}>
            {t('benchmarks.submit')}
          </Link>
        ) : null}
        {remarks.map((remark) => (
          <p key={remark} className="sl-muted sl-small">
            {remark}
          </p>
        ))}
        {mine?.grant === 'missing' ? (
          <Link to={path.dataset(benchmark.dataset.id)}>{t('benchmarks.ask_grant')}</Link>
        ) : null}
        {mine ? (
          <Facts
            facts={[
              [
                t('benchmarks.looks'),
                t('benchmarks.looks_left', {
                  used: mine.looksUsed,
                  left: Math.max(0, mine.looks - mine.looksUsed),
                }),
              ],
              [
                t('benchmarks.grant'),
                <ToneTag key="grant" tone={grantTones[mine.grant]}>
                  {t(`benchmarks.grants.${mine.grant}`)}
                </ToneTag>,
              ],
            ]}
          />
        ) : null}
        {hasSample && here.me ? (
          <div>
            <p className="sl-row">
              <a href={client.baseUrl + urlOf(downloadSample, { params })} download>
                <Icon name="download" /> {t('benchmarks.sample')}
              </a>
              {version.twin ? <span className="sl-chip">{t('benchmarks.twin')}</span> : null}
            </p>
            <p className="sl-muted sl-small">
              {t(version.twin ? 'benchmarks.twin_says' : 'benchmarks.sample_says')}
            </p>
          </div>
        ) : hasSample ? (
          <p className="sl-muted sl-small">{t('benchmarks.sample_sign_in')}</p>
        ) : null}
        <DeedButtons
          allowed={version.allowed}
          deeds={[
            { row: benchmarkDeeds.seal, params, tone: 'primary', field: 'remark' },
            { row: benchmarkDeeds.close, params, field: 'reason' },
            { row: benchmarkDeeds.retire, params, tone: 'danger', field: 'reason' },
          ]}
        />
        <p className="sl-row">
          {mayEdit ? <Link to={path.editBenchmark(benchmark.id)}>{t('benchmarks.edit')}</Link> : null}
          {benchmark.allowed.includes('benchmark.create') ? (
            <Link to={path.newBenchmark({ benchmark: benchmark.id })}>{t('benchmarks.new_version')}</Link>
          ) : null}
          {here.me ? (
            <Link to={path.runs({ benchmarkId: benchmark.id })}>{t('benchmarks.see_runs')}</Link>
          ) : null}
        </p>
      </div>
    </Panel>
  );
}
