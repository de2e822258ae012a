import { fewestJoined, type JointGroup, proposeJointNeed } from '@scenario-lab/contracts/joint-needs';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { CheckInput, SelectInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { writtenText } from '../../components/written-text.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Which of a group are asked, who leads, and what they are told. */
export function ProposeDeed({ group }: { group: JointGroup }) {
  const { t, language } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const base = useId();
  const [open, setOpen] = useState(false);
  const [out, setOut] = useState<readonly string[]>([]);
  const [lead, setLead] = useState<string | null>(null);
  const empty = { zh: '', en: '', note: '' };
  const [said, setSaid] = useKept(`joint.${group.needs.map(({ id }) => id).join('.')}`, empty);
  const asking = useDeed(proposeJointNeed, {
    onSuccess: ({ id }) => {
      setSaid(empty);
      void navigate(path.jointNeed(id));
    },
  });
  const chosen = group.needs.filter(({ id }) => !out.includes(id));
  const leading = chosen.find(({ id }) => id === lead) ?? chosen[0];
  const title = writtenText({ zh: said.zh, en: said.en });
  const enough = chosen.length >= fewestJoined;
  const toggle = (id: string, taken: boolean) =>
    setOut(taken ? out.filter((one) => one !== id) : [...out, id]);
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{t('joint_needs.choose')}</Button>
      {open ? (
        <Dialog
          title={t('deed.joint_need.propose.label')}
          okText={t('deed.joint_need.propose.label')}
          okDisabled={!title || said.note.trim() === '' || !enough || !leading}
          pending={asking.isPending}
          onOk={() => {
            if (!title || !leading) return;
            asking.mutate({
              body: {
                title,
                note: said.note.trim(),
                scenarioIds: chosen.map(({ id }) => id),
                leadScenarioId: leading.id,
              },
            });
          }}
          onCancel={() => {
            setOpen(false);
            asking.reset();
          }}
        >
          <div className="sl-stack sl-tight">
            <p>{t('deed.joint_need.propose.says')}</p>
            <fieldset className="sl-stack sl-tight">
              <legend>{t('joint_needs.of_these')}</legend>
              {group.needs.map((need) => (
                <CheckInput
                  key={need.id}
                  checked={!out.includes(need.id)}
                  onChange={(taken) => toggle(need.id, taken)}
                  label={`${text(need.owner.name)} · ${text(need.title)}`}
                />
              ))}
              {enough ? null : <p className="sl-muted sl-small">{t('joint_needs.too_few')}</p>}
            </fieldset>
            <div>
              <label htmlFor={`${base}-lead`}>{t('joint_needs.lead_is')}</label>
              <SelectInput
                id={`${base}-lead`}
                options={chosen.map(({ id, owner }) => ({ value: id, label: text(owner.name) }))}
                value={leading?.id ?? null}
                onChange={setLead}
              />
            </div>
            {(language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)).map((one) => (
              <div key={one}>
                <label htmlFor={`${base}-${one}`}>
                  {t('joint_needs.name_in', { language: t(`common.in_${one}`) })}
                </label>
                <TextInput
                  id={`${base}-${one}`}
                  maxLength={200}
                  lang={one === 'zh' ? 'zh-CN' : 'en'}
                  value={said[one]}
                  onChange={(event) => setSaid({ ...said, [one]: event.target.value })}
                />
              </div>
            ))}
            <div>
              <label htmlFor={`${base}-note`}>{t('joint_needs.note')}</label>
              <TextArea
                id={`${base}-note`}
                rows={3}
                maxLength={2_000}
                value={said.note}
                onChange={(event) => setSaid({ ...said, note: event.target.value })}
              />
              <p className="sl-muted sl-small">{t('joint_needs.note_help')}</p>
            </div>
            <ProblemAlert error={asking.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
