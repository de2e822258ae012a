import { decideChange, type PlanChange } from '@scenario-lab/contracts/pilot-plan';
import { useId } from 'react';
import { Link } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';
import { differences } from './plan-differences.js';

const tones = { agreed: 'pass', declined: 'fail', withdrawn: 'waiting' } as const;

interface ChangesPanelProps {
  pilotId: string;
  changes: readonly PlanChange[];
  mayPropose: boolean;
}

/** A plan that has begun changes by both sides' consent; what was asked and said stays on record. */
export function ChangesPanel({ pilotId, changes, mayPropose }: ChangesPanelProps) {
  const { t } = useWords();
  const waits = changes.some(({ decision }) => decision === null);
  return (
    <Panel title={t('plan.changes')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('plan.changes_says')}</p>
        {changes.map((change) => (
          <One key={change.id} pilotId={pilotId} change={change} />
        ))}
        {changes.length === 0 ? <p className="sl-muted">{t('plan.no_changes')}</p> : null}
        {mayPropose && !waits ? (
          <div>
            <Link className="sl-button" to={path.changePilot(pilotId)}>
              {t('plan.propose')}
            </Link>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

function One({ pilotId, change }: { pilotId: string; change: PlanChange }) {
  const { t, language } = useWords();
  const { day, text, figure, instant } = useFormats();
  const list = (items: readonly string[]) => items.join(language === 'zh' ? '；' : '; ');
  const told = differences(change, {
    day,
    text,
    list,
    kpi: ({ name, target, baseline, observations, unit }) =>
      t('plan.kpi_line', {
        name: text(name),
        target: `${figure(target)} ${shownUnit(unit)}`.trim(),
        baseline: baseline === null ? '–' : figure(baseline),
        observations,
      }),
    milestone: ({ title, from, due, owner }) =>
      t('plan.milestone_line', {
        title: text(title),
        days: from ? `${day(from)} – ${day(due)}` : day(due),
        owner: t(`acceptance.owner.${owner}`),
      }),
    risk: ({ what, likelihood, impact, measure }) =>
      t('plan.risk_line', { what, level: `${likelihood} × ${impact}`, measure: measure || '–' }),
    safeguard: ({ kind, what, number, until }) =>
      list([t(`plan.safeguard.${kind}`), what, number, until ? day(until) : ''].filter(Boolean)),
    design: (design) =>
      list([
        t(`design.kinds.${design.kind}`),
        t('design.line.from', { day: day(design.from) }),
        ...('controls' in design ? design.controls : []),
        ...('assumption' in design ? [design.assumption] : []),
      ]),
  });
  return (
    <section className="sl-stack sl-tight">
      <p className="sl-row">
        <ToneTag tone={change.decision ? tones[change.decision] : 'running'}>
          {t(change.decision ? `plan.decision.${change.decision}` : 'plan.decision.waits')}
        </ToneTag>
        <OrganisationName of={change.organisation} />
        <span className="sl-muted">
          {change.by} · {instant(change.at)}
        </span>
      </p>
      <p>{change.reason}</p>
      <ul className="change-lines">
        {told.map(({ place, before, after }) => (
          <li key={`${place}.${before}.${after}`}>
            {t(`plan.place.${place}`)}
            {t('common.colon')}
            {before === null ? null : <del>{before}</del>} {after === null ? null : <ins>{after}</ins>}
            {after === null ? t('plan.removed') : null}
          </li>
        ))}
      </ul>
      {change.decided ? (
        <p className="sl-muted sl-small">
          {[change.decided.by, instant(change.decided.at), change.decided.remark].filter(Boolean).join(' · ')}
        </p>
      ) : null}
      {change.may.length > 0 ? <Decide pilotId={pilotId} change={change} /> : null}
    </section>
  );
}

function Decide({ pilotId, change }: { pilotId: string; change: PlanChange }) {
  const { t } = useWords();
  const field = useId();
  const [remark, setRemark] = useKept(`change-word.${change.id}`, '');
  const deciding = useDeed(decideChange, { onSuccess: () => setRemark('') });
  return (
    <div className="sl-stack sl-tight">
      <div>
        <label htmlFor={field}>{t('deed_field.remark')}</label>
        <TextInput
          id={field}
          value={remark}
          maxLength={2_000}
          onChange={(event) => setRemark(event.target.value)}
        />
      </div>
      <ProblemAlert error={deciding.error} />
      <p className="sl-row">
        {change.may.map((decision) => (
          <Button
            key={decision}
            tone={decision === 'agree' ? 'primary' : 'default'}
            pending={deciding.isPending}
            onClick={() =>
              deciding.mutate({
                params: { id: pilotId, changeId: change.id },
                body: { decision, ...(remark.trim() ? { remark: remark.trim() } : {}) },
              })
            }
          >
            {t(`plan.decide.${decision}`)}
          </Button>
        ))}
      </p>
    </div>
  );
}
