import { agreeToJointNeed, type JointMember } from '@scenario-lab/contracts/joint-needs';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { FigureInput } from '../../components/figure-input.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

const duties = ['data', 'site', 'acceptance'] as const;

/** Agrees with the own share and duties, or tells them anew; what is told stands in the fields. */
export function AgreeDeed({ id, own }: { id: string; own: JointMember | undefined }) {
  const { t } = useWords();
  const base = useId();
  const [open, setOpen] = useState(false);
  const again = own?.state === 'agreed';
  const told = { ...(own?.duties ?? { data: '', site: '', acceptance: '' }), budget: own?.budget ?? null };
  const [answer, setAnswer] = useKept(`joint-answer.${id}`, told);
  const agreeing = useDeed(agreeToJointNeed, {
    onSuccess: () => {
      setAnswer(told);
      setOpen(false);
    },
  });
  const { budget } = answer;
  const label = again ? t('joint_needs.change_answer') : t('deed.joint_need.agree.label');
  const wrong = budget !== null && !(budget >= 0);
  const says = duties.some((duty) => answer[duty].trim() !== '');
  return (
    <div>
      <Button tone={again ? 'default' : 'primary'} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <Dialog
          title={label}
          okText={label}
          okDisabled={!says || wrong}
          pending={agreeing.isPending}
          onOk={() =>
            agreeing.mutate({
              params: { id },
              body: {
                budget,
                duties: { data: answer.data, site: answer.site, acceptance: answer.acceptance },
              },
            })
          }
          onCancel={() => {
            setOpen(false);
            agreeing.reset();
          }}
        >
          <div className="sl-stack sl-tight">
            <p>{t('deed.joint_need.agree.says')}</p>
            <div>
              <label htmlFor={`${base}-budget`}>{t('joint_needs.budget_field')}</label>
              <FigureInput
                id={`${base}-budget`}
                percent="none"
                value={budget}
                onChange={(value) => setAnswer({ ...answer, budget: value })}
              />
              <p className="sl-muted sl-small">
                {t(wrong ? 'joint_needs.budget_wrong' : 'joint_needs.budget_says')}
              </p>
            </div>
            <p className="sl-muted sl-small">{t('joint_needs.duty_help')}</p>
            {duties.map((duty) => (
              <div key={duty}>
                <label htmlFor={`${base}-${duty}`}>{t(`joint_needs.duty.${duty}`)}</label>
                <TextArea
                  id={`${base}-${duty}`}
                  rows={2}
                  maxLength={500}
                  value={answer[duty]}
                  onChange={(event) => setAnswer({ ...answer, [duty]: event.target.value })}
                />
              </div>
            ))}
            <ProblemAlert error={agreeing.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
