import { type AcceptanceCondition, meetCondition } from '@scenario-lab/contracts/pilot-acceptance';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface ConditionsPanelProps {
  pilotId: string;
  conditions: readonly AcceptanceCondition[];
  may: boolean;
}

/** What was accepted on condition, by whom until when; the department notes what shows that it was done. */
export function ConditionsPanel({ pilotId, conditions, may }: ConditionsPanelProps) {
  const { t } = useWords();
  if (conditions.length === 0) return null;
  return (
    <Panel title={t('acceptance.conditions')}>
      <ul className="sl-plain sl-stack">
        {conditions.map((one) => (
          <One key={one.id} pilotId={pilotId} condition={one} may={may} />
        ))}
      </ul>
    </Panel>
  );
}

function One(props: { pilotId: string; condition: AcceptanceCondition; may: boolean }) {
  const { pilotId, condition, may } = props;
  const { t } = useWords();
  const { day } = useFormats();
  const field = useId();
  const [words, setWords] = useKept(`condition.${condition.id}`, '');
  const meeting = useDeed(meetCondition, { onSuccess: () => setWords('') });
  const { met, due } = condition;
  const late = !met && due < labToday();
  return (
    <li className="sl-stack sl-tight">
      <p className="sl-row">
        <ToneTag tone={met ? 'pass' : late ? 'fail' : 'waiting'}>
          {t(met ? 'acceptance.met' : late ? 'inbox.overdue' : 'acceptance.unmet')}
        </ToneTag>
        <span>{condition.words}</span>
      </p>
      <p className="sl-muted sl-small">
        {t(`acceptance.owner.${condition.owner}`)} · {day(due)}
        {met ? ` · ${t('acceptance.met_by', { name: met.by, day: day(met.at) })}` : null}
      </p>
      {met ? <p className="sl-small">{met.words}</p> : null}
      {!met && may ? (
        <form
          className="lines-row"
          onSubmit={(event) => {
            event.preventDefault();
            meeting.mutate({ params: { id: pilotId, conditionId: condition.id }, body: { words } });
          }}
        >
          <div>
            <label htmlFor={field}>{t('acceptance.shown_by')}</label>
            <TextInput
              id={field}
              value={words}
              maxLength={1_000}
              onChange={(event) => setWords(event.target.value)}
            />
          </div>
          <Button submit pending={meeting.isPending} disabled={words.trim() === ''}>
            {t('acceptance.meet')}
          </Button>
        </form>
      ) : null}
      <ProblemAlert error={meeting.error} />
    </li>
  );
}
