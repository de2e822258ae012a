import { listOrganisations } from '@scenario-lab/contracts/accounts';
import {
  type ControlGroup,
  createControlGroup,
  editControlGroup,
} from '@scenario-lab/contracts/control-groups';
import { useId, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { ChecksInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { keep } from '../../components/kept.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Names a group, says who belongs to it and why: a new one, or the one given. */
export function GroupDialog({ group, onClose }: { group?: ControlGroup; onClose: () => void }) {
  const { t } = useWords();
  const field = useId();
  const draft = `group.${group?.id ?? 'new'}`;
  const [said, setSaid] = useKept(draft, {
    name: group?.name ?? '',
    reason: '',
    members: group?.members.map(({ id }) => id) ?? [],
  });
  const { name, reason, members } = said;
  const onSuccess = () => {
    keep(draft, null);
    onClose();
  };
  const make = useDeed(createControlGroup, { onSuccess });
  const change = useDeed(editControlGroup, { onSuccess });
  const body = { name: name.trim(), organisationIds: members, reason: reason.trim() };
  const title = t(group ? 'control_groups.change' : 'control_groups.new');
  return (
    <Dialog
      title={title}
      okText={t('common.save')}
      okDisabled={!body.name || !body.reason || members.length < 2}
      pending={make.isPending || change.isPending}
      onOk={() => (group ? change.mutate({ params: { id: group.id }, body }) : make.mutate({ body }))}
      onCancel={onClose}
    >
      <div className="sl-stack sl-tight">
        <p className="sl-muted">{t('control_groups.group_says')}</p>
        <label htmlFor={`${field}-name`}>{t('control_groups.name')}</label>
        <TextInput
          id={`${field}-name`}
          value={name}
          maxLength={200}
          onChange={(event) => setSaid({ ...said, name: event.target.value })}
        />
        <MembersChoice
          known={group?.members ?? []}
          members={members}
          onChange={(next) => setSaid({ ...said, members: next })}
        />
        <label htmlFor={`${field}-why`}>{t('control_groups.reason')}</label>
        <TextArea
          id={`${field}-why`}
          value={reason}
          maxLength={2_000}
          onChange={(event) => setSaid({ ...said, reason: event.target.value })}
        />
        <ProblemAlert error={make.error ?? change.error} />
      </div>
    </Dialog>
  );
}

interface MembersChoiceProps {
  known: ControlGroup['members'];
  members: string[];
  onChange: (members: string[]) => void;
}

/** Organisations found by name, beside those chosen already. */
function MembersChoice({ known, members, onChange }: MembersChoiceProps) {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const [words, setWords] = useState('');
  const [names, setNames] = useState(() => new Map(known.map((one) => [one.id, text(one.name)])));
  const found = useRow(listOrganisations, { query: { q: words || undefined, limit: 20 } });
  const shown = new Map(members.map((id) => [id, names.get(id) ?? id]));
  for (const one of found.data?.items ?? []) shown.set(one.id, text(one.name));
  return (
    <div className="sl-stack sl-tight">
      <label htmlFor={field}>{t('control_groups.members')}</label>
      <TextInput
        id={field}
        value={words}
        placeholder={t('control_groups.find')}
        onChange={(event) => setWords(event.target.value)}
      />
      <ChecksInput
        value={members}
        onChange={(next) => {
          setNames(new Map([...names, ...shown]));
          onChange([...next]);
        }}
        options={[...shown].map(([value, label]) => ({ value, label }))}
      />
      <ProblemAlert error={found.error} />
    </div>
  );
}
