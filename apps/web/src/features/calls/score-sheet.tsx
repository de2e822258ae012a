import './calls.css';
import type { Call } from '@scenario-lab/contracts/calls';
import {
  type BlindBid,
  handInScores,
  readScores,
  type Scoring,
  saveScores,
} from '@scenario-lab/contracts/panels';
import { useId, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { BidFiles } from './bid-files.js';
import { useOutBy } from './use-out-by.js';

type Criterion = Call['terms']['criteria'][number];
interface Mark {
  points: number | null;
  note: string;
}
const keyOf = (number: number, criterion: string) => `${number} ${criterion}`;

/** A seat's own points and reasons, bid by bid, by number. */
export function ScoreSheet({ call, handedIn }: { call: Call; handedIn: boolean }) {
  const { t } = useWords();
  const { data, error } = useRow(readScores, { params: { id: call.id } });
  if (error) return <ProblemAlert error={error} />;
  if (!data) return null;
  if (handedIn)
    return (
      <Panel title={t('panel.score.title')}>
        <Notice tone="info">{t('panel.score.handed_in')}</Notice>
      </Panel>
    );
  return <Sheet key={call.id} call={call} scoring={data} />;
}

function Sheet({ call, scoring }: { call: Call; scoring: Scoring }) {
  const { t } = useWords();
  const judged = call.terms.criteria.filter(({ kind }) => kind === 'judged');
  const [kept, setKept] = useKept<Record<string, Mark>>(`scores.${call.id}`, {});
  const [saved, setSaved] = useState(false);
  const markOf = (number: number, criterion: string): Mark => {
    const own = scoring.own.find((one) => one.number === number && one.criterion === criterion);
    return kept[keyOf(number, criterion)] ?? { points: own?.points ?? null, note: own?.note ?? '' };
  };
  const standing = scoring.bids.filter((bid) => !bid.tied && bid.excludedBy.length === 0);
  const marks = standing.flatMap(({ number }) =>
    judged.map(({ id }) => ({ number, criterion: id, ...markOf(number, id) })),
  );
  const whole = marks.flatMap((mark) =>
    mark.points !== null && mark.points >= 0 && mark.points <= 100 && mark.note.trim() !== ''
      ? [{ ...mark, points: mark.points, note: mark.note.trim() }]
      : [],
  );
  const left = marks.length - whole.length;
  const handing = useDeed(handInScores, { onSuccess: () => setKept({}) });
  const params = { id: call.id };
  const saving = useDeed(saveScores, { onSuccess: () => setSaved(true) });
  const send = (then?: () => void) =>
    saving.mutate({ params, body: { scores: whole } }, then ? { onSuccess: then } : undefined);
  return (
    <Panel title={t('panel.score.title')}>
      <form
        className="sl-stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className="sl-muted">{t('panel.score.lead')}</p>
        {scoring.bids.map((bid) => (
          <BidMarks
            key={bid.number}
            call={call}
            bid={bid}
            judged={judged}
            markOf={(criterion) => markOf(bid.number, criterion)}
            onMark={(criterion, mark) => {
              setSaved(false);
              setKept({ ...kept, [keyOf(bid.number, criterion)]: mark });
            }}
          />
        ))}
        <ProblemAlert error={saving.error ?? handing.error} />
        <p role="status" className="sl-muted sl-small">
          {left > 0 ? t('panel.score.left', { count: left }) : saved ? t('panel.score.saved') : null}
        </p>
        <div className="sl-row">
          <Button submit pending={saving.isPending}>
            {t('panel.score.save')}
          </Button>
          <Button
            tone="primary"
            pending={handing.isPending}
            disabled={left > 0}
            onClick={() => send(() => handing.mutate({ params, body: {} }))}
          >
            {t('panel.score.hand_in')}
          </Button>
        </div>
        <p className="sl-muted sl-small">{t('panel.score.hand_in_says')}</p>
      </form>
    </Panel>
  );
}

function BidMarks(props: {
  call: Call;
  bid: BlindBid;
  judged: readonly Criterion[];
  markOf: (criterion: string) => Mark;
  onMark: (criterion: string, mark: Mark) => void;
}) {
  const { call, bid, judged, markOf, onMark } = props;
  const { t } = useWords();
  const outBy = useOutBy(call);
  return (
    <section className="call-line sl-stack">
      <h3>{t('panel.score.bid', { number: bid.number })}</h3>
      {bid.tied ? <p>{t('panel.score.tied')}</p> : null}
      {!bid.tied && bid.excludedBy.length > 0 ? (
        <p>{t('panel.score.excluded', { by: outBy(bid.excludedBy) })}</p>
      ) : null}
      {bid.content && bid.excludedBy.length === 0 ? (
        <>
          {bid.content.text ? <p className="call-words">{bid.content.text}</p> : null}
          <div className="sl-row">
            <BidFiles files={bid.content.files} />
          </div>
          {judged.map((criterion) => (
            <MarkFields
              key={criterion.id}
              criterion={criterion}
              answer={bid.content?.answers.find((one) => one.criterion === criterion.id)?.text ?? ''}
              number={bid.number}
              mark={markOf(criterion.id)}
              onMark={(mark) => onMark(criterion.id, mark)}
            />
          ))}
        </>
      ) : null}
    </section>
  );
}

function MarkFields(props: {
  criterion: Criterion;
  number: number;
  answer: string;
  mark: Mark;
  onMark: (mark: Mark) => void;
}) {
  const { criterion, number, answer, mark, onMark } = props;
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const name = `${t('panel.score.bid', { number })} · ${text(criterion.title)}`;
  return (
    <fieldset className="call-choices sl-stack sl-tight">
      <legend>
        {text(criterion.title)}{' '}
        <span className="sl-muted">{t('panel.sheet.weight', { weight: criterion.weight })}</span>
      </legend>
      <p className="call-words">{answer}</p>
      <div className="call-mark">
        <div>
          <label htmlFor={`${field}-points`}>{t('panel.score.points')}</label>
          <NumberInput
            id={`${field}-points`}
            aria-label={`${name} · ${t('panel.score.points')}`}
            min={0}
            value={mark.points}
            onChange={(points) => onMark({ ...mark, points })}
          />
        </div>
        <div>
          <label htmlFor={`${field}-note`}>{t('panel.score.note')}</label>
          <TextArea
            id={`${field}-note`}
            aria-label={`${name} · ${t('panel.score.note')}`}
            value={mark.note}
            rows={2}
            maxLength={2_000}
            onChange={(event) => onMark({ ...mark, note: event.target.value })}
          />
        </div>
      </div>
    </fieldset>
  );
}
