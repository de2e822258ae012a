import {
  agreeKeyMatch,
  declineKeyMatch,
  type KeyMatch,
  listKeyMatches,
} from '@scenario-lab/contracts/key-matches';
import { useId, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextArea } from '../../components/text-input.js';
import type { Tone } from '../../components/tones.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AskKeyMatch } from './ask-key-match.js';
import { HandIn } from './hand-in.js';

const tones: Record<KeyMatch['state'], Tone> = {
  asked: 'waiting',
  agreed: 'running',
  blinded: 'running',
  counted: 'pass',
  declined: 'suspended',
};

/** How many keys both sides of a contract have: each question asked, agreed to, carried out, and its count. */
export function KeyMatchPanel({ grantId }: { grantId: string }) {
  const { t } = useWords();
  const { data, error } = useRow(listKeyMatches, { params: { id: grantId } }, { refetchInterval: 5_000 });
  const [asking, setAsking] = useState(false);
  if (!data) return <ProblemAlert error={error} />;
  const { items, versions, budget, mayAsk } = data;
  return (
    <Panel title={t('keyMatches.title')}>
      <div className="sl-stack">
        <p className="sl-reading">{t('keyMatches.says')}</p>
        {items.length === 0 ? <p className="sl-muted">{t('keyMatches.none')}</p> : null}
        {items.map((match) => (
          <One key={match.id} match={match} />
        ))}
        {mayAsk && !asking ? (
          <div>
            <Button
              disabled={versions.length === 0 || budget.used >= budget.of}
              onClick={() => setAsking(true)}
            >
              {t('keyMatches.ask')}
            </Button>
          </div>
        ) : null}
        {mayAsk && versions.length === 0 ? (
          <p className="sl-muted sl-small">{t('keyMatches.no_versions')}</p>
        ) : null}
        {asking ? <AskKeyMatch grantId={grantId} versions={versions} onEnd={() => setAsking(false)} /> : null}
        <p className="sl-muted sl-small">{t('keyMatches.budget', budget)}</p>
      </div>
    </Panel>
  );
}

function One({ match }: { match: KeyMatch }) {
  const { t } = useWords();
  const { text, count, instant } = useFormats();
  const [ending, setEnding] = useState(false);
  const agreeing = useDeed(agreeKeyMatch);
  const { state, side } = match;
  const own = side === 'owner' ? match.ownerIn : match.granteeIn;
  const live = state === 'asked' || state === 'agreed' || state === 'blinded';
  const turn = (state === 'agreed' && !own.first) || (state === 'blinded' && !own.second);
  return (
    <section className="sl-stack sl-tight">
      <h3 className="sl-row">
        <ToneTag tone={tones[state]}>{t(`keyMatches.state.${state}`)}</ToneTag>
        {t('keyMatches.question', {
          grantee: text(match.grantee.name),
          list: match.list,
          version: match.version.label,
          column: match.column,
        })}
      </h3>
      <p className="sl-muted sl-small">{instant(match.countedAt ?? match.agreedAt ?? match.askedAt)}</p>
      {match.count === null ? null : (
        <>
          <p>
            <strong className="sl-number">{t('keyMatches.count', { shown: count(match.count) })}</strong>
          </p>
          <p className="sl-muted sl-small">{t('keyMatches.count_says')}</p>
        </>
      )}
      {match.reason ? <p className="sl-reading">{match.reason}</p> : null}
      {side !== null && turn ? <HandIn match={match} side={side} /> : null}
      {side !== null && live && state !== 'asked' && !turn ? (
        <p className="sl-muted">{t('keyMatches.wait_other')}</p>
      ) : null}
      <ProblemAlert error={agreeing.error} />
      {side !== null && live ? (
        <p className="sl-row">
          {state === 'asked' && side === 'owner' ? (
            <Button
              tone="primary"
              pending={agreeing.isPending}
              onClick={() => agreeing.mutate({ params: { id: match.id } })}
            >
              {t('keyMatches.agree')}
            </Button>
          ) : null}
          <Button onClick={() => setEnding(true)}>{t('keyMatches.decline')}</Button>
        </p>
      ) : null}
      {ending ? <Ending id={match.id} onEnd={() => setEnding(false)} /> : null}
    </section>
  );
}

function Ending({ id, onEnd }: { id: string; onEnd: () => void }) {
  const { t } = useWords();
  const field = useId();
  const [reason, setReason] = useKept(`key-match-end.${id}`, '');
  const declining = useDeed(declineKeyMatch, {
    onSuccess: () => {
      setReason('');
      onEnd();
    },
  });
  return (
    <Dialog
      title={t('keyMatches.decline')}
      okText={t('keyMatches.decline')}
      pending={declining.isPending}
      onOk={() => declining.mutate({ params: { id }, body: { reason } })}
      onCancel={onEnd}
    >
      <div className="sl-stack">
        <label htmlFor={field}>{t('keyMatches.reason')}</label>
        <TextArea
          id={field}
          rows={3}
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <ProblemAlert error={declining.error} />
      </div>
    </Dialog>
  );
}
