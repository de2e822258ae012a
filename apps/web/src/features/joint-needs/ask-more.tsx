import { askMoreToJoin, type JointNeed } from '@scenario-lab/contracts/joint-needs';
import { similarScenarios } from '@scenario-lab/contracts/scenarios';
import { useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { CheckInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Departments whose needs came later, found by what the joint need is called, are asked as the others were. */
export function AskMore({ joint }: { joint: JointNeed }) {
  const { t } = useWords();
  const { text, percent } = useFormats();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const titles = [joint.title, ...joint.shares.map(({ scenario }) => scenario.title)];
  const words = titles.flatMap(({ zh, en }) => [zh ?? '', en ?? '']).join(' ');
  const { data } = useRow(similarScenarios, { body: { text: words.slice(0, 5_000) } }, { enabled: open });
  const asking = useDeed(askMoreToJoin, {
    onSuccess: () => {
      setOpen(false);
      setChosen([]);
    },
  });
  if (!joint.allowed.includes('joint_need.ask_more')) return null;
  const taking = new Set(joint.shares.map(({ organisation }) => organisation.id));
  const found = (data ?? []).filter(({ owner }) => !taking.has(owner.id));
  const label = t('deed.joint_need.ask_more.label');
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {open ? (
        <Dialog
          title={label}
          okText={label}
          okDisabled={chosen.length === 0}
          pending={asking.isPending}
          onOk={() => asking.mutate({ params: { id: joint.id }, body: { scenarioIds: [...chosen] } })}
          onCancel={() => {
            setOpen(false);
            asking.reset();
          }}
        >
          <div className="sl-stack sl-tight">
            <p>{t('deed.joint_need.ask_more.says')}</p>
            {data && found.length === 0 ? <p className="sl-muted">{t('joint_needs.no_similar')}</p> : null}
            {found.length > 0 ? (
              <fieldset className="sl-stack sl-tight">
                <legend>{t('joint_needs.similar_needs')}</legend>
                {found.map((need) => (
                  <CheckInput
                    key={need.id}
                    checked={chosen.includes(need.id)}
                    onChange={(taken) =>
                      setChosen(taken ? [...chosen, need.id] : chosen.filter((one) => one !== need.id))
                    }
                    label={`${text(need.owner.name)} · ${text(need.title)} · ${percent(need.likeness)}`}
                  />
                ))}
              </fieldset>
            ) : null}
            <ProblemAlert error={asking.error} />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
