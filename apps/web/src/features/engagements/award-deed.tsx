import { awardEngagement } from '@scenario-lab/contracts/engagements';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

/** The department records what its own procurement decided; the number is the evidence. `known`: from a call that was won. */
export function AwardDeed({ id, known }: { id: string; known: string | null }) {
  const { t } = useWords();
  const field = useId();
  const [open, setOpen] = useState(false);
  const [number, setNumber] = useKept(`award.${id}`, known ?? '');
  const awarding = useDeed(awardEngagement, {
    onSuccess: () => {
      setNumber('');
      setOpen(false);
    },
  });
  const said = number.trim();
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('deed.engagement.award.label')}</Button>
      {open ? (
        <Dialog
          title={t('deed.engagement.award.label')}
          okText={t('deed.engagement.award.label')}
          okDisabled={said === ''}
          pending={awarding.isPending}
          onOk={() => awarding.mutate({ params: { id }, body: { procurementNumber: said } })}
          onCancel={() => {
            setOpen(false);
            awarding.reset();
          }}
        >
          <div className="sl-stack">
            <p>{t('deed.engagement.award.says')}</p>
            <div>
              <label htmlFor={field}>{t('engagements.procurement_number')}</label>
              <TextInput
                id={field}
                value={number}
                maxLength={100}
                onChange={(event) => setNumber(event.target.value)}
              />
              <p className="sl-muted sl-small">{t('engagements.procurement_help')}</p>
            </div>
            <ProblemAlert error={awarding.error} />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
