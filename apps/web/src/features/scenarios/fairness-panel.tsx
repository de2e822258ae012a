import type { Text } from '@scenario-lab/contracts/common';
import {
  type FairnessLedger,
  type Favour,
  favourKinds,
  offerFavour,
  readFairness,
  recordFavour,
  SaveFavour,
} from '@scenario-lab/contracts/fairness';
import { useId, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DayInput, SelectInput } from '../../components/choice-input.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { useKept } from '../../components/use-kept.js';
import { writtenText } from '../../components/written-text.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { TwoTexts } from './two-texts.js';

/** What was given to one or to all, open to everybody; empty where nothing was and nobody may write. */
export function FairnessPanel({ scenarioId }: { scenarioId: string }) {
  const { t } = useWords();
  const { day } = useFormats();
  const [writing, setWriting] = useState(false);
  const { data } = useRow(readFairness, { params: { id: scenarioId } });
  if (!data) return null;
  const mayRecord = data.allowed.includes('favour.record') && data.participants.length > 0;
  if (data.facts.length + data.favours.length === 0 && !mayRecord) return null;
  return (
    <Panel title={t('fairness.title')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('fairness.lead')}</p>
        {data.facts.length + data.favours.length === 0 ? (
          <p className="sl-muted">{t('fairness.empty')}</p>
        ) : (
          <ol className="sl-plain sl-stack sl-tight">
            {data.facts.map((fact) => (
              <li key={`${fact.what} ${fact.day} ${fact.number}`} className="sl-row">
                <span className="sl-muted">{day(fact.day)}</span>
                <span>{t(`fairness.fact.${fact.what}`, { number: fact.number ?? '' })}</span>
                <span className="sl-chip">{t('fairness.to_all')}</span>
              </li>
            ))}
            {data.favours.map((one) => (
              <li key={one.id} className="sl-stack sl-tight">
                <Line one={one} />
              </li>
            ))}
          </ol>
        )}
        {mayRecord && !writing ? (
          <div className="unprinted">
            <Button onClick={() => setWriting(true)}>{t('fairness.record')}</Button>
          </div>
        ) : null}
        {mayRecord && writing ? (
          <Write scenarioId={scenarioId} ledger={data} onDone={() => setWriting(false)} />
        ) : null}
      </div>
    </Panel>
  );
}

function Line({ one }: { one: Favour }) {
  const { t } = useWords();
  const { day, instant, text } = useFormats();
  return (
    <>
      <p className="sl-row">
        <span className="sl-muted">{day(one.day)}</span>
        <strong>{t(`fairness.kind.${one.kind}`)}</strong>
        <span className="sl-chip">{one.mine ? t('fairness.to_us') : t('fairness.to_one')}</span>
        {one.given ? <span className="sl-muted">{text(one.given.name)}</span> : null}
      </p>
      <ProseView text={one.text} />
      {one.offeredAt ? (
        <p className="sl-small">{t('fairness.offered', { when: instant(one.offeredAt) })}</p>
      ) : (
        <Notice tone="warn">
          {one.owed.length > 0
            ? t('fairness.owed_to', { who: one.owed.map(({ name }) => text(name)).join(t('calls.and')) })
            : t('fairness.owed')}
        </Notice>
      )}
      <div className="unprinted">
        <DeedButtons
          allowed={one.allowed}
          deeds={[{ row: offerFavour, params: { id: one.id }, tone: 'primary', body: {} }]}
        />
      </div>
    </>
  );
}

function Write(props: { scenarioId: string; ledger: FairnessLedger; onDone: () => void }) {
  const { scenarioId, ledger, onDone } = props;
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const [kind, setKind] = useState<string | null>(null);
  const [vendorId, setVendorId] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(labToday());
  const [words, setWords] = useKept<Text>(`fairness.${scenarioId}`, {});
  const recording = useDeed(recordFavour, {
    onSuccess: () => {
      setWords({});
      onDone();
    },
  });
  const said = SaveFavour.safeParse({ kind, vendorId, day, text: writtenText(words) }).data;
  return (
    <form
      className="sl-stack sl-tight unprinted"
      onSubmit={(event) => {
        event.preventDefault();
        if (said) recording.mutate({ params: { id: scenarioId }, body: said });
      }}
    >
      <div>
        <label htmlFor={`${field}-what`}>{t('fairness.what')}</label>
        <SelectInput
          id={`${field}-what`}
          value={kind}
          onChange={setKind}
          options={favourKinds.map((value) => ({ value, label: t(`fairness.kind.${value}`) }))}
        />
      </div>
      <div>
        <label htmlFor={`${field}-who`}>{t('fairness.who')}</label>
        <SelectInput
          id={`${field}-who`}
          value={vendorId}
          onChange={setVendorId}
          options={ledger.participants.map(({ id, name }) => ({ value: id, label: text(name) }))}
        />
        <p className="sl-muted sl-small">{t('fairness.who_help')}</p>
      </div>
      <div>
        <label htmlFor={`${field}-day`}>{t('fairness.day')}</label>
        <DayInput id={`${field}-day`} value={day} onChange={setDay} />
      </div>
      <TwoTexts label={t('fairness.text')} maxLength={2_000} value={words} onChange={setWords} />
      <ProblemAlert error={recording.error} />
      <div className="sl-row">
        <Button tone="primary" submit pending={recording.isPending} disabled={!said}>
          {t('fairness.save')}
        </Button>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
