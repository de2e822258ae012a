import { type Consortium, mostMembers, saveConsortium } from '@scenario-lab/contracts/consortia';
import { listShownOrganisations } from '@scenario-lab/contracts/shown-organisations';
import { useId, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { NumberInput, SelectInput } from '../../components/choice-input.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface Place {
  organisationId: string;
  name: string;
  part: string;
  share: number | null;
}
interface Plan {
  part: string;
  share: number | null;
  members: Place[];
}
const none: Place = { organisationId: '', name: '', part: '', share: null };
const wholeOf = ({ part, share }: { part: string; share: number | null }) =>
  part.trim() !== '' && share !== null && share >= 1;

/** The lead's plan: its own part and share, and each member's. */
export function PlanForm({ callId, led }: { callId: string; led: Consortium | undefined }) {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const [begun] = useState<Plan>(() => {
    const [lead, ...members] = led?.members ?? [];
    return {
      part: lead?.part ?? '',
      share: lead?.share ?? null,
      members: members.length
        ? members.map(({ organisation, part, share }) => ({
            organisationId: organisation.id,
            name: text(organisation.name),
            part,
            share,
          }))
        : [none],
    };
  });
  const [plan, write] = useKept<Plan>(`consortium.${callId}`, begun);
  const saving = useDeed(saveConsortium, { onSuccess: () => write(begun) });
  const total = (plan.share ?? 0) + plan.members.reduce((sum, { share }) => sum + (share ?? 0), 0);
  const whole =
    wholeOf(plan) && plan.members.every((one) => one.organisationId !== '' && wholeOf(one)) && total === 100;
  const change = (at: number, over: Partial<Place>) =>
    write({
      ...plan,
      members: plan.members.map((one, index) => (index === at ? { ...one, ...over } : one)),
    });
  const send = () =>
    saving.mutate({
      params: { id: callId },
      body: {
        part: plan.part.trim(),
        share: plan.share ?? 0,
        members: plan.members.map(({ organisationId, part, share }) => ({
          organisationId,
          part: part.trim(),
          share: share ?? 0,
        })),
      },
    });
  return (
    <details className="unprinted">
      <summary>{t(led ? 'consortium.edit' : 'consortium.begin')}</summary>
      <form
        className="sl-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (whole && !saving.isPending) send();
        }}
      >
        {led ? <p className="sl-small">{t('consortium.edit_says')}</p> : null}
        <PlaceFields
          place={plan}
          partLabel={t('consortium.own_part')}
          shareLabel={t('consortium.own_share')}
          onChange={(over) => write({ ...plan, ...over })}
        />
        {plan.members.map((member, at) => (
          // A member's place in the list is what it is known by until its organisation is chosen.
          <fieldset key={`${field}-${at.toString()}`} className="sl-stack sl-tight">
            <legend>{t('consortium.member_n', { number: at + 1 })}</legend>
            <FindVendor member={member} onChange={(over) => change(at, over)} />
            <PlaceFields
              place={member}
              partLabel={t('consortium.part')}
              shareLabel={t('consortium.share')}
              onChange={(over) => change(at, over)}
            />
            {plan.members.length > 1 ? (
              <div>
                <Button
                  small
                  onClick={() => write({ ...plan, members: plan.members.filter((_, index) => index !== at) })}
                >
                  {t('consortium.remove', { number: at + 1 })}
                </Button>
              </div>
            ) : null}
          </fieldset>
        ))}
        {plan.members.length < mostMembers ? (
          <div>
            <Button small onClick={() => write({ ...plan, members: [...plan.members, none] })}>
              {t('consortium.add')}
            </Button>
          </div>
        ) : null}
        <p className={total === 100 ? 'sl-small sl-muted' : 'sl-small'}>{t('consortium.total', { total })}</p>
        <ProblemAlert error={saving.error} />
        <div>
          <Button submit pending={saving.isPending} disabled={!whole}>
            {t('consortium.save')}
          </Button>
        </div>
      </form>
    </details>
  );
}

interface PlaceProps {
  place: { part: string; share: number | null };
  partLabel: string;
  shareLabel: string;
  onChange: (over: { part?: string; share?: number | null }) => void;
}
function PlaceFields({ place, partLabel, shareLabel, onChange }: PlaceProps) {
  const field = useId();
  return (
    <>
      <div>
        <label htmlFor={`${field}-part`}>{partLabel}</label>
        <TextInput
          id={`${field}-part`}
          value={place.part}
          maxLength={500}
          onChange={(event) => onChange({ part: event.target.value })}
        />
      </div>
      <div>
        <label htmlFor={`${field}-share`}>{shareLabel}</label>
        <NumberInput
          id={`${field}-share`}
          min={1}
          value={place.share}
          onChange={(share) => onChange({ share: share ?? null })}
        />
      </div>
    </>
  );
}

/** Among the vendors everybody may read of, by a few letters of the name. */
function FindVendor({ member, onChange }: { member: Place; onChange: (over: Partial<Place>) => void }) {
  const { t } = useWords();
  const { text } = useFormats();
  const { me } = useMe();
  const field = useId();
  const [sought, seek] = useState('');
  const q = sought.trim();
  const { data } = useRow(listShownOrganisations, {
    query: { role: 'supply', limit: 50, ...(q ? { q } : {}) },
  });
  const found = (data?.items ?? [])
    .filter(({ id }) => id !== me?.organisation.id)
    .map(({ id, name }) => ({ value: id, label: text(name) }));
  const chosen = { value: member.organisationId, label: member.name };
  const options =
    !member.organisationId || found.some(({ value }) => value === member.organisationId)
      ? found
      : [chosen, ...found];
  return (
    <>
      <div>
        <label htmlFor={`${field}-find`}>{t('consortium.find')}</label>
        <TextInput
          id={`${field}-find`}
          value={sought}
          maxLength={100}
          onChange={(event) => seek(event.target.value)}
        />
      </div>
      <div>
        <label htmlFor={`${field}-who`}>{t('consortium.member')}</label>
        <SelectInput
          id={`${field}-who`}
          value={member.organisationId}
          options={options}
          onChange={(value) =>
            onChange({
              organisationId: value ?? '',
              name: options.find((one) => one.value === value)?.label ?? '',
            })
          }
        />
      </div>
    </>
  );
}
