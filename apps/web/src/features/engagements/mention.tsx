import { type Engagement, mentionsAtMost } from '@scenario-lab/contracts/engagements';
import { useId } from 'react';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Person = Engagement['mentionable'][number];

/** Whom the message is pointed out to: each is told once, whatever else they hear of the engagement. */
export function Mention({
  people,
  named,
  onChange,
}: {
  people: readonly Person[];
  named: readonly Person[];
  onChange: (ids: string[]) => void;
}) {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const ids = named.map(({ id }) => id);
  const rest = people.filter(({ id }) => !ids.includes(id));
  return (
    <div className="sl-stack sl-tight">
      {named.length > 0 ? (
        <ul className="sl-plain mention-chips">
          {named.map((one) => (
            <li key={one.id}>
              <Button
                small
                aria-label={t('mention.remove', { name: one.name })}
                onClick={() => onChange(ids.filter((id) => id !== one.id))}
              >
                @{one.name} ×
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {rest.length > 0 && named.length < mentionsAtMost ? (
        <div>
          <label htmlFor={field}>{t('mention.label')}</label>
          <SelectInput
            id={field}
            value=""
            none={t('mention.add')}
            options={rest.map(({ id, name, organisation }) => ({
              value: id,
              label: name,
              group: text(organisation.name),
            }))}
            onChange={(id) => {
              if (id) onChange([...ids, id]);
            }}
          />
          <p className="sl-muted sl-small">{t('mention.says')}</p>
        </div>
      ) : null}
    </div>
  );
}
