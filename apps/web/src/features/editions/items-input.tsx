import './editions.css';
import type { Text } from '@scenario-lab/contracts/common';
import { type EditionKind, mostEntries } from '@scenario-lab/contracts/editions';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { useId, useState } from 'react';
import { usePages } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { type ControlProps, groupOf } from '../../components/form-places.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

export interface Chosen {
  id: string;
  name: Text;
}

interface ItemsInputProps extends ControlProps {
  kind: EditionKind;
  value?: Chosen[];
  onChange?: (items: Chosen[]) => void;
}

/** What is in the edition, in its order; below it what is published and may be added. */
export function ItemsInput({ kind, value = [], onChange, id, ...told }: ItemsInputProps) {
  const { t } = useWords();
  const { text, count } = useFormats();
  const set = (items: Chosen[]) => onChange?.(items);
  const move = (from: number, to: number) => {
    const items = [...value];
    items.splice(to, 0, ...items.splice(from, 1));
    set(items);
  };
  return (
    <div className="edition-items" {...groupOf(id, told['aria-describedby'])}>
      {value.length === 0 ? <p className="sl-muted">{t('editions.nothing_chosen')}</p> : null}
      <ol className="sl-plain edition-chosen">
        {value.map((item, at) => (
          <li key={item.id}>
            <span className="sl-number">{at + 1}</span>
            <span className="edition-name">
              <TextView text={item.name} />
            </span>
            <span className="sl-row">
              <Button
                disabled={at === 0}
                aria-label={t('editions.up', { name: text(item.name) })}
                onClick={() => move(at, at - 1)}
              >
                ↑
              </Button>
              <Button
                disabled={at === value.length - 1}
                aria-label={t('editions.down', { name: text(item.name) })}
                onClick={() => move(at, at + 1)}
              >
                ↓
              </Button>
              <Button
                aria-label={t('editions.take_out', { name: text(item.name) })}
                onClick={() => set(value.filter(({ id: one }) => one !== item.id))}
              >
                {t('common.remove')}
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <p className="sl-muted" aria-live="polite">
        {t('editions.chosen', { shown: count(value.length) })}
      </p>
      <Candidates
        kind={kind}
        taken={new Set(value.map((item) => item.id))}
        onAdd={(items) => set([...value, ...items].slice(0, mostEntries))}
      />
    </div>
  );
}

function Candidates(props: { kind: EditionKind; taken: Set<string>; onAdd: (items: Chosen[]) => void }) {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const [words, setWords] = useState('');
  const q = words.trim() || undefined;
  const needs = props.kind === 'opportunity';
  const pages = usePages(needs ? listScenarios : listSolutions, {
    q,
    ...(needs ? { status: 'published' } : {}),
  });
  const items = (pages.data?.pages.flatMap((one) => one.items) ?? [])
    .filter((item) => !props.taken.has(item.id))
    .map(({ id, title, owner }) => ({ id, name: title, owner: owner.name }));
  return (
    <section className="edition-candidates" aria-labelledby={`${field}-head`}>
      <h2 id={`${field}-head`}>{t('editions.add_from')}</h2>
      <label htmlFor={field}>{t('common.search_here')}</label>
      <TextInput
        id={field}
        type="search"
        value={words}
        maxLength={200}
        onChange={(event) => setWords(event.target.value)}
      />
      <ProblemAlert error={pages.error} />
      {pages.isPending ? <PageSkeleton kind="rows" /> : null}
      {pages.data && items.length === 0 ? <p className="sl-muted">{t('editions.none_left')}</p> : null}
      <ul className="sl-plain edition-chosen">
        {items.map(({ id, name, owner }) => (
          <li key={id}>
            <span className="edition-name">
              <TextView text={name} /> <span className="sl-muted">{text(owner)}</span>
            </span>
            <Button
              aria-label={t('editions.put_in', { name: text(name) })}
              onClick={() => props.onAdd([{ id, name }])}
            >
              {t('editions.add')}
            </Button>
          </li>
        ))}
      </ul>
      <span className="sl-row">
        {items.length > 1 ? (
          <Button onClick={() => props.onAdd(items.map(({ id, name }) => ({ id, name })))}>
            {t('editions.add_shown', { shown: items.length })}
          </Button>
        ) : null}
        {pages.hasNextPage ? (
          <Button pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('common.more')}
          </Button>
        ) : null}
      </span>
    </section>
  );
}
