import {
  answerClarification,
  askClarification,
  type Clarification,
  type Clarifications,
  listClarifications,
  removeClarification,
  revealAsker,
  withdrawClarification,
} from '@scenario-lab/contracts/clarifications';
import type { Text } from '@scenario-lab/contracts/common';
import { useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { useKept } from '../../components/use-kept.js';
import { writtenText } from '../../components/written-text.js';
import { labTimeZone, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { TwoTexts } from './two-texts.js';

/** Questions on a need and their answers, the same for everybody; what waits for an answer stands last. */
export function ClarificationsPanel({ scenarioId }: { scenarioId: string }) {
  const { t } = useWords();
  const { data, error } = useRow(listClarifications, { params: { id: scenarioId } });
  if (error) {
    return (
      <Panel title={t('clarifications.title')}>
        <ProblemAlert error={error} />
      </Panel>
    );
  }
  if (!data) return null;
  return <Loaded scenarioId={scenarioId} said={data} />;
}

function Loaded({ scenarioId, said }: { scenarioId: string; said: Clarifications }) {
  const { t } = useWords();
  const { day } = useFormats();
  const { me } = useMe();
  const [asking, setAsking] = useState(false);
  const mayAsk = said.allowed.includes('clarification.ask');
  if (!said.open && said.items.length === 0) return null;
  const ends = said.until ? t('common.day_ends', { day: day(said.until), zone: labTimeZone() }) : null;
  const until = said.open
    ? ends && t('clarifications.open_until', { when: ends })
    : ends && t('clarifications.closed', { when: ends });
  return (
    <Panel title={t('clarifications.title')} extra={<span className="sl-muted sl-small">{until}</span>}>
      <div className="sl-stack">
        {said.items.length === 0 ? <p className="sl-muted">{t('clarifications.empty')}</p> : null}
        <ol className="sl-plain sl-stack" aria-label={t('clarifications.title')}>
          {said.items.map((one) => (
            <li key={one.id} className="sl-stack sl-tight">
              <Line one={one} />
            </li>
          ))}
        </ol>
        {mayAsk && !asking ? (
          <div className="unprinted">
            <Button onClick={() => setAsking(true)}>{t('clarifications.ask')}</Button>
          </div>
        ) : null}
        {mayAsk && asking ? <Ask scenarioId={scenarioId} onDone={() => setAsking(false)} /> : null}
        {said.open && !me ? (
          <p className="sl-muted sl-small unprinted">{t('clarifications.sign_in')}</p>
        ) : null}
      </div>
    </Panel>
  );
}

function Line({ one }: { one: Clarification }) {
  const { t } = useWords();
  const { day, instant } = useFormats();
  return (
    <>
      <h3>
        {one.number === null
          ? t('clarifications.waiting')
          : t('clarifications.number', { number: one.number })}{' '}
        <span className="sl-muted sl-small">{t('clarifications.asked_on', { day: day(one.askedOn) })}</span>{' '}
        {one.mine ? <span className="sl-chip">{t('clarifications.mine')}</span> : null}
      </h3>
      {one.question ? <ProseView text={one.question} /> : null}
      {one.withdrawn ? <p className="sl-muted">{t('clarifications.withdrawn')}</p> : null}
      {one.removed ? (
        <Notice tone="warn">{t('clarifications.removed', { reason: one.removed.reason })}</Notice>
      ) : null}
      {one.answer ? (
        <blockquote className="clarification-answer">
          <p className="sl-muted sl-small">
            {t('clarifications.answered', { when: one.answeredAt ? instant(one.answeredAt) : '' })}
          </p>
          <ProseView text={one.answer} />
        </blockquote>
      ) : null}
      {one.looks.map((look) => (
        <p key={look.at} className="sl-muted sl-small">
          {t('clarifications.looked', { when: instant(look.at), reason: look.reason })}
        </p>
      ))}
      <Deeds one={one} />
    </>
  );
}

function Deeds({ one }: { one: Clarification }) {
  const { t } = useWords();
  const { text } = useFormats();
  const [asker, setAsker] = useState<string | null>(null);
  const params = { id: one.id };
  return (
    <div className="sl-stack sl-tight unprinted">
      {one.allowed.includes('clarification.answer') ? <Reply id={one.id} /> : null}
      <DeedButtons
        allowed={one.allowed}
        deeds={[
          { row: withdrawClarification, params, body: {} },
          { row: removeClarification, params, tone: 'danger', field: 'reason' },
          {
            row: revealAsker,
            params,
            field: 'reason',
            body: {},
            onDone: (told) => {
              const { organisation, person } = told as { organisation: { name: Text }; person: string };
              setAsker([text(organisation.name), person].filter(Boolean).join(' · '));
            },
          },
        ]}
      />
      {asker ? <p role="status">{t('clarifications.asker', { who: asker })}</p> : null}
    </div>
  );
}

function Ask({ scenarioId, onDone }: { scenarioId: string; onDone: () => void }) {
  const { t } = useWords();
  const [words, setWords] = useKept<Text>(`clarification.${scenarioId}`, {});
  const asking = useDeed(askClarification, {
    onSuccess: () => {
      setWords({});
      onDone();
    },
  });
  const question = writtenText(words);
  return (
    <form
      className="sl-stack sl-tight unprinted"
      onSubmit={(event) => {
        event.preventDefault();
        if (question) asking.mutate({ params: { id: scenarioId }, body: { question } });
      }}
    >
      <TwoTexts
        label={t('clarifications.question')}
        help={t('clarifications.question_help')}
        maxLength={2_000}
        value={words}
        onChange={setWords}
      />
      <ProblemAlert error={asking.error} />
      <div className="sl-row">
        <Button tone="primary" submit pending={asking.isPending} disabled={!question}>
          {t('clarifications.send')}
        </Button>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

function Reply({ id }: { id: string }) {
  const { t } = useWords();
  const [words, setWords] = useKept<Text>(`clarification-answer.${id}`, {});
  const answering = useDeed(answerClarification, { onSuccess: () => setWords({}) });
  const answer = writtenText(words);
  return (
    <form
      className="sl-stack sl-tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (answer) answering.mutate({ params: { id }, body: { answer } });
      }}
    >
      <TwoTexts
        label={t('clarifications.answer')}
        help={t('clarifications.answer_help')}
        maxLength={5_000}
        value={words}
        onChange={setWords}
      />
      <ProblemAlert error={answering.error} />
      <div>
        <Button tone="primary" submit pending={answering.isPending} disabled={!answer}>
          {t('clarifications.publish')}
        </Button>
      </div>
    </form>
  );
}
