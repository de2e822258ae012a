import type { Call } from '@scenario-lab/contracts/calls';
import { moveUpBid } from '@scenario-lab/contracts/panels';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

const empty = { number: '', procurementNumber: '', reason: '' };

/** The department's decision once the winner has fallen through. */
export function MoveUp({ call }: { call: Call }) {
  const { t } = useWords();
  const field = useId();
  const [said, say] = useKept(`move-up.${call.id}`, empty);
  const moving = useDeed(moveUpBid, { onSuccess: () => say(empty) });
  if (!call.allowed.includes('call.move_up')) return null;
  const number = Number(said.number);
  const ready =
    Number.isInteger(number) &&
    number > 0 &&
    said.procurementNumber.trim() !== '' &&
    said.reason.trim() !== '';
  return (
    <Panel title={t('panel.move_up.title')}>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !moving.isPending)
            moving.mutate({
              params: { id: call.id },
              body: { number, procurementNumber: said.procurementNumber.trim(), reason: said.reason.trim() },
            });
        }}
      >
        <p className="sl-muted sl-small">{t('panel.move_up.says')}</p>
        <div>
          <label htmlFor={`${field}-number`}>{t('panel.move_up.number')}</label>
          <TextInput
            id={`${field}-number`}
            type="number"
            min={1}
            value={said.number}
            onChange={(event) => say({ ...said, number: event.target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${field}-procurement`}>{t('panel.move_up.procurement')}</label>
          <TextInput
            id={`${field}-procurement`}
            maxLength={100}
            value={said.procurementNumber}
            onChange={(event) => say({ ...said, procurementNumber: event.target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${field}-reason`}>{t('panel.move_up.reason')}</label>
          <TextArea
            id={`${field}-reason`}
            rows={3}
            maxLength={5_000}
            value={said.reason}
            onChange={(event) => say({ ...said, reason: event.target.value })}
          />
        </div>
        <ProblemAlert error={moving.error} />
        <p>
          <Button submit tone="primary" pending={moving.isPending} disabled={!ready}>
            {t('panel.move_up.send')}
          </Button>
        </p>
      </form>
    </Panel>
  );
}
