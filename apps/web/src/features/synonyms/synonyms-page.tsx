import './synonyms.css';
import type { Answer } from '@scenario-lab/contracts/route';
import {
  listSynonyms,
  removeSynonyms,
  restoreSynonyms,
  type SynonymGroup,
} from '@scenario-lab/contracts/synonyms';
import { useState } from 'react';
import { useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { SynonymDialog } from './synonym-dialog.js';

type Lists = Answer<typeof listSynonyms>;

/** Which words stand for each other: the lab's own groups first, then what was shipped. */
export function SynonymsPage() {
  const { t } = useWords();
  useTitle(t('synonyms.title'));
  const { data, error, isPending } = useRow(listSynonyms, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('synonyms.title')}</h1>
        <p className="sl-muted">{t('synonyms.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? <Groups lists={data} /> : null}
      {data && data.history.length > 0 ? <History lists={data} /> : null}
    </div>
  );
}

function Groups({ lists }: { lists: Lists }) {
  const { t } = useWords();
  const [making, setMaking] = useState(false);
  const [typed, setTyped] = useState('');
  const sought = typed.trim().toLowerCase();
  const shown = lists.groups.filter(({ zh, en }) =>
    [...zh, ...en].some((word) => word.toLowerCase().includes(sought)),
  );
  return (
    <Panel
      title={t('synonyms.groups')}
      extra={
        lists.allowed.includes('synonym.create') ? (
          <Button onClick={() => setMaking(true)}>{t('synonyms.new')}</Button>
        ) : null
      }
    >
      <TextInput
        type="search"
        value={typed}
        aria-label={t('synonyms.find')}
        placeholder={t('synonyms.find')}
        onChange={(event) => setTyped(event.target.value)}
      />
      {shown.length === 0 ? <p>{t('synonyms.none_found')}</p> : null}
      <ul className="sl-plain synonym-rows">
        {shown.map((group) => (
          <GroupLine key={group.key} group={group} allowed={lists.allowed} />
        ))}
      </ul>
      {making ? <SynonymDialog onClose={() => setMaking(false)} /> : null}
    </Panel>
  );
}

const tones = { own: 'pass', changed: 'inconclusive', off: 'suspended' } as const;

function GroupLine({ group, allowed }: { group: SynonymGroup; allowed: readonly string[] }) {
  const { t } = useWords();
  const [changing, setChanging] = useState(false);
  const { key, state, zh, en } = group;
  return (
    <li className="synonym-row">
      <span className={state === 'off' ? 'sl-muted' : undefined}>
        <span lang="zh">{zh.join('、')}</span>
        {zh.length > 0 && en.length > 0 ? ' · ' : null}
        <span lang="en">{en.join(', ')}</span>
      </span>
      <span className="sl-row">
        {state === 'shipped' ? null : <ToneTag tone={tones[state]}>{t(`synonyms.state.${state}`)}</ToneTag>}
        {allowed.includes('synonym.edit') ? (
          <Button small onClick={() => setChanging(true)}>
            {t('common.edit')}
          </Button>
        ) : null}
        <DeedButtons
          allowed={allowed}
          deeds={[
            ...(state === 'off'
              ? []
              : [{ row: removeSynonyms, params: { key }, tone: 'danger', field: 'reason' } as const]),
            ...(state === 'off' || state === 'changed'
              ? [{ row: restoreSynonyms, params: { key }, field: 'reason' } as const]
              : []),
          ]}
        />
      </span>
      {changing ? <SynonymDialog group={group} onClose={() => setChanging(false)} /> : null}
    </li>
  );
}

function History({ lists }: { lists: Lists }) {
  const { t } = useWords();
  const { instant } = useFormats();
  return (
    <Panel title={t('synonyms.history')}>
      <ul className="sl-plain sl-stack sl-tight">
        {lists.history.map((line) => (
          <li key={line.id} className="sl-small">
            <strong>{t(`synonyms.deeds.${line.deed}`)}</strong> {[...line.zh, ...line.en].join(' · ')}
            <br />
            <span className="sl-muted">
              {line.by} · {instant(line.at)} · {line.reason}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
