import { type Cockpit, dataUseKinds, replicationSteps } from '@scenario-lab/contracts/cockpit';
import { path } from '../../app/paths.js';
import { Histogram } from '../../components/histogram.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { behind } from './reach.js';
import { Num, Tile } from './tile.js';

export function ComputeTile({ cockpit: { compute } }: { cockpit: Cockpit }) {
  const { t } = useWords();
  const { figure, day } = useFormats();
  const [first] = compute.days;
  return (
    <Tile area="compute" title={t('cockpit.compute')} says={t('cockpit.last_days')}>
      <dl className="cockpit-counts">
        <div>
          <dt>{t('cockpit.runs')}</dt>
          <dd>
            <Num value={compute.runs} to={behind({ of: 'runs' })} label={t('cockpit.runs')} />
          </dd>
        </div>
        <div>
          <dt>{t('cockpit.cpu_hours')}</dt>
          <dd>
            <Num
              value={compute.cpuHours}
              text={figure(compute.cpuHours)}
              to={behind({ of: 'runs' })}
              label={t('cockpit.cpu_hours')}
            />
          </dd>
        </div>
        <div>
          <dt>{t('cockpit.running', { slots: compute.slots })}</dt>
          <dd>
            <Num
              value={compute.running}
              to={{ lab: path.runs({ status: 'executing' }) }}
              label={t('cockpit.running', { slots: compute.slots })}
            />
          </dd>
        </div>
        <div>
          <dt>{t('cockpit.waiting')}</dt>
          <dd>
            <Num
              value={compute.waiting}
              to={{ lab: path.runs({ status: 'queued' }) }}
              label={t('cockpit.waiting')}
            />
          </dd>
        </div>
      </dl>
      {first ? (
        <div className="cockpit-days">
          <Histogram
            name={t('cockpit.runs_by_day')}
            unit={t('cockpit.day_unit')}
            bins={compute.days.map(({ runs }, at) => ({
              from: at - compute.days.length + 1,
              to: at - compute.days.length + 2,
              count: runs ?? 0,
            }))}
          />
          <p className="cockpit-small cockpit-ends" aria-hidden>
            <span>{day(first.day)}</span>
            <span>{t('cockpit.today_short')}</span>
          </p>
        </div>
      ) : null}
    </Tile>
  );
}

export function DataTile({ cockpit: { data } }: { cockpit: Cockpit }) {
  const { t } = useWords();
  return (
    <Tile area="data" title={t('cockpit.data')} says={t('cockpit.last_days')}>
      <dl className="cockpit-counts">
        {dataUseKinds.map((kind) => (
          <div key={kind}>
            <dt>{t(`cockpit.use.${kind}`)}</dt>
            <dd>
              <Num
                value={data.uses[kind]}
                to={behind({ of: 'data_uses', use: kind })}
                label={t(`cockpit.use.${kind}`)}
              />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('cockpit.users')}</dt>
          <dd>
            <Num value={data.users} to={behind({ of: 'data_uses' })} label={t('cockpit.users')} />
          </dd>
        </div>
        <div>
          <dt>{t('cockpit.datasets')}</dt>
          <dd>
            <Num value={data.listed} to={{ open: path.datasets() }} label={t('cockpit.datasets')} />
          </dd>
        </div>
      </dl>
    </Tile>
  );
}

export function ReplicationsTile({ cockpit: { replications, cases } }: { cockpit: Cockpit }) {
  const { t } = useWords();
  return (
    <Tile area="replications" title={t('cockpit.replications')} says={t('cockpit.replications_says')}>
      <dl className="cockpit-counts">
        {replicationSteps.map((status) => (
          <div key={status}>
            <dt>{t(`status.replication.${status}`)}</dt>
            <dd>
              <Num
                value={replications[status]}
                to={{ lab: path.replications({ status }) }}
                label={t(`status.replication.${status}`)}
              />
            </dd>
          </div>
        ))}
        {(['accepted', 'failed'] as const).map((outcome) => (
          <div key={outcome}>
            <dt>{t(`cockpit.case.${outcome}`)}</dt>
            <dd>
              <Num
                value={cases[outcome]}
                to={{ open: path.cases({ outcome }) }}
                label={t(`cockpit.case.${outcome}`)}
              />
            </dd>
          </div>
        ))}
      </dl>
    </Tile>
  );
}
