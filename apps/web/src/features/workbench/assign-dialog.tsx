import { assignOnboarding, type OnboardingTask } from '@scenario-lab/contracts/onboarding';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { DayInput, SelectInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { labToday } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface AssignProps {
  /** The step in words. */
  name: string;
  task: OnboardingTask;
  people: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** Gives a first step to somebody of the organisation, with a day. */
export function AssignDialog({ name, task, people, onClose }: AssignProps) {
  const { t } = useWords();
  const [who, when] = [useId(), useId()];
  const [personId, setPersonId] = useState<string | null>(task.person?.id ?? null);
  const [due, setDue] = useState<string | null>(task.due);
  const giving = useDeed(assignOnboarding, { onSuccess: onClose });
  return (
    <Dialog
      title={`${t('workbench.task.give')} · ${name}`}
      okText={t('common.save')}
      okDisabled={!personId || !due}
      pending={giving.isPending}
      onOk={() => personId && due && giving.mutate({ params: { step: task.step }, body: { personId, due } })}
      onCancel={onClose}
    >
      <div className="sl-stack sl-tight">
        <p className="sl-muted sl-small">{t('workbench.task.give_says')}</p>
        <div>
          <label htmlFor={who}>{t('workbench.task.person')}</label>
          <SelectInput
            id={who}
            value={personId}
            onChange={setPersonId}
            options={people.map(({ id, name: label }) => ({ value: id, label }))}
          />
        </div>
        <div>
          <label htmlFor={when}>{t('workbench.task.until')}</label>
          <DayInput id={when} min={labToday()} value={due} onChange={setDue} />
        </div>
        <ProblemAlert error={giving.error} />
      </div>
    </Dialog>
  );
}
