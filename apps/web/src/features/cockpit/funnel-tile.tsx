import type { Cockpit } from '@scenario-lab/contracts/cockpit';
import type { CSSProperties } from 'react';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { behind } from './reach.js';
import { Bar, Num, Tile } from './tile.js';

/** Five stages: who stands there, how long it takes, and where it clogs. */
export function FunnelTile({ cockpit: { funnel, clog } }: { cockpit: Cockpit }) {
  const { t } = useWords();
  const most = Math.max(1, ...funnel.map(({ here }) => here ?? 0));
  return (
    <Tile area="funnel" title={t('cockpit.funnel')} says={t('cockpit.funnel_says')}>
      <ol className="cockpit-stages">
        {funnel.map((step) => (
          <li key={step.stage} style={{ '--stage': `var(--stage-${step.stage})` } as CSSProperties}>
            <h3>
              {t(`stage.${step.stage}`)}
              {step.stage === clog ? <ToneTag tone="inconclusive">{t('cockpit.clog')}</ToneTag> : null}
            </h3>
            <p className="cockpit-big">
              <Num
                value={step.here}
                to={behind({ of: 'here', stage: step.stage })}
                label={`${t(`stage.${step.stage}`)} ${t('cockpit.here')}`}
              />
            </p>
            <Bar share={(step.here ?? 0) / most} kind="stage" />
            <StageTimes step={step} />
          </li>
        ))}
      </ol>
    </Tile>
  );
}

function StageTimes({ step }: { step: Cockpit['funnel'][number] }) {
  const { t } = useWords();
  const { figure } = useFormats();
  const days = (value: number | null) => (value === null ? '–' : t('cockpit.days', { days: figure(value) }));
  return (
    <dl className="cockpit-facts">
      <div>
        <dt>{t('cockpit.overdue', { days: step.expectedDays })}</dt>
        <dd>
          <Num
            value={step.overdue}
            to={behind({ of: 'overdue', stage: step.stage })}
            label={`${t(`stage.${step.stage}`)} ${t('cockpit.overdue', { days: step.expectedDays })}`}
          />
        </dd>
      </div>
      <div>
        <dt>{t('cockpit.median')}</dt>
        <dd>
          {step.medianDays === null ? (
            '–'
          ) : (
            <Num
              value={step.medianDays}
              text={days(step.medianDays)}
              to={behind({ of: 'ended', stage: step.stage })}
              label={`${t(`stage.${step.stage}`)} ${t('cockpit.median')}`}
            />
          )}
        </dd>
      </div>
      <div>
        <dt>{t('cockpit.waiting_days')}</dt>
        <dd>{days(step.waitingDays)}</dd>
      </div>
    </dl>
  );
}
