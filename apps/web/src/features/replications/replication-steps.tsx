import type { Replication } from '@scenario-lab/contracts/cases';
import { Icon } from '../../components/icon.js';
import { useWords } from '../../i18n/use-words.js';

const order = ['requested', 'assessing', 'transfer_testing', 'adopted'] as const;
export interface Step {
  name: (typeof order)[number] | 'declined' | 'withdrawn';
  state: 'done' | 'current' | 'ahead' | 'ended';
}

/** Four steps; what ended otherwise shows its end in the place it never reached. */
export function stepsOf(
  replication: Pick<Replication, 'status' | 'contextDifference' | 'benchmark'>,
): Step[] {
  const { status } = replication;
  if (status === 'declined' || status === 'withdrawn') {
    const reached = replication.benchmark ? 3 : replication.contextDifference ? 2 : 1;
    return [
      ...order.slice(0, reached).map((name): Step => ({ name, state: 'done' })),
      { name: status, state: 'ended' },
    ];
  }
  const at = order.indexOf(status);
  return order.map((name, index) => ({
    name,
    state: index < at || status === 'adopted' ? 'done' : index === at ? 'current' : 'ahead',
  }));
}

export function ReplicationSteps({ replication }: { replication: Replication }) {
  const { t } = useWords();
  return (
    <ol className="steps sl-plain" aria-label={t('replications.steps')}>
      {stepsOf(replication).map(({ name, state }, index) => (
        <li key={name} className={`step-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
          <span className="step-dot" aria-hidden>
            {state === 'done' ? <Icon name="check" /> : state === 'ended' ? <Icon name="cross" /> : index + 1}
          </span>
          <span>
            <strong>{t(`replications.step.${name}`)}</strong>
            <span className="sl-visually-hidden">{t(`stage.state.${state}`)}</span>
            <span className="sl-muted sl-small">{t(`replications.step_says.${name}`)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
