import { type Case, failureReasons, writeCase } from '@scenario-lab/contracts/cases';
import type { Text } from '@scenario-lab/contracts/common';
import { useId, useRef, useState } from 'react';
import { ifMatch, useDeed } from '../../app/api.js';
import { type Place, placeOf } from '../../app/problems.js';
import { BilingualInput } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { CheckInput, SelectInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { keep, readKept } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { issuesOf } from '../../components/row-issues.js';
import { choicesOf } from '../../components/use-terms.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';

interface Words {
  title: Text | null;
  lesson: Text | null;
  reasonCode: (typeof failureReasons)[number] | null;
  anonymous: boolean;
}

/** Title and lesson of a case that is not published yet; its numbers cannot be written. */
export function WriteCase({ one, onSaved }: { one: Case; onSaved: () => void }) {
  const { t } = useWords();
  const ids = { title: useId(), lesson: useId(), reason: useId() };
  const key = `case.${one.id}`;
  const [start] = useState(() => keptWords(readKept(key)));
  const [words, setWords] = useState<Words>(() => ({
    title: one.title,
    lesson: one.lesson,
    reasonCode: one.reasonCode,
    anonymous: one.anonymous,
    ...start?.words,
  }));
  const [places, setPlaces] = useState<Place[]>([]);
  // What was kept through a reload answers to what had been read then.
  const [seen] = useState(start?.seen ?? one.updatedAt);
  const overwrite = useRef(false);
  const saving = useDeed(writeCase, {
    headers: () => (overwrite.current ? {} : ifMatch(seen)),
    onSuccess: () => {
      keep(key, null);
      onSaved();
    },
  });
  const set = (part: Partial<Words>) => {
    const next = { ...words, ...part };
    setWords(next);
    keep(key, { words: next, seen });
  };
  const failed = one.outcome === 'failed';
  const save = () => {
    const body = {
      title: writtenText(words.title) ?? undefined,
      lesson: writtenText(words.lesson) ?? undefined,
      reasonCode: failed ? words.reasonCode : null,
      anonymous: words.anonymous,
    };
    const issues = issuesOf(writeCase, body);
    if (failed && words.reasonCode === null) issues.push({ path: ['reasonCode'], code: 'required' });
    setPlaces(issues.map(placeOf));
    const { title, lesson } = body;
    if (issues.length > 0 || !title || !lesson) return saving.reset();
    saving.mutate({ params: { id: one.id }, body: { ...body, title, lesson } });
  };
  const keepMine = () => {
    overwrite.current = true;
    save();
  };
  return (
    <Panel title={t('cases.write')}>
      <form
        className="case-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <FormProblem work={{ error: saving.error, places, keepMine }} forget={() => keep(key, null)} />
        <div>
          <label htmlFor={ids.title}>{t('field.title')}</label>
          <BilingualInput
            id={ids.title}
            value={words.title}
            maxLength={200}
            onChange={(title) => set({ title })}
          />
        </div>
        <div>
          <label htmlFor={ids.lesson}>{t('cases.lesson')}</label>
          <BilingualInput
            id={ids.lesson}
            value={words.lesson}
            rows={6}
            maxLength={20_000}
            onChange={(lesson) => set({ lesson })}
          />
          <p className="sl-muted sl-small">{t('cases.lesson_help')}</p>
        </div>
        {failed ? (
          <div>
            <label htmlFor={ids.reason}>{t('cases.reason')}</label>
            <SelectInput
              id={ids.reason}
              value={words.reasonCode}
              options={choicesOf('failure_reason', failureReasons)}
              onChange={(value) =>
                set({ reasonCode: failureReasons.find((reason) => reason === value) ?? null })
              }
            />
          </div>
        ) : null}
        <div>
          <CheckInput
            label={t('cases.anonymous')}
            checked={words.anonymous}
            onChange={(anonymous) => set({ anonymous })}
          />
          <p className="sl-muted sl-small">{t('cases.anonymous_says')}</p>
        </div>
        <div className="sl-row">
          <Button tone="primary" submit pending={saving.isPending}>
            {t('common.save')}
          </Button>
          <Button onClick={onSaved}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Panel>
  );
}

const keptWords = (kept: unknown): { words: Words; seen: string } | null =>
  typeof kept === 'object' && kept !== null && 'words' in kept && 'seen' in kept
    ? (kept as { words: Words; seen: string })
    : null;
