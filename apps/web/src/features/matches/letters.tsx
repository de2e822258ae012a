import './matches.css';
import type { Text } from '@scenario-lab/contracts/common';
import { inviteSeveral, type Letter, listLetters } from '@scenario-lab/contracts/letters';
import type { MarkedPair } from '@scenario-lab/contracts/match-marks';
import type { Answer } from '@scenario-lab/contracts/route';
import { useId } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Dialog } from '../../components/dialog.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextArea } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

export type LetterTold = Answer<typeof inviteSeveral>;
interface DialogProps {
  /** The need's. */
  id: string;
  to: readonly { id: string; title: Text }[];
  onClose: () => void;
  onSent: (told: LetterTold) => void;
}

/** One letter to all that were chosen. */
export function LetterDialog({ id, to, onClose, onSent }: DialogProps) {
  const { t } = useWords();
  const field = useId();
  const [words, setWords] = useKept(`letter.${id}`, '');
  const sending = useDeed(inviteSeveral, {
    onSuccess: (told) => {
      setWords('');
      onSent(told);
    },
  });
  return (
    <Dialog
      title={t('match_marks.letter_title', { count: to.length })}
      okText={t('match_marks.send')}
      okDisabled={words.trim() === ''}
      pending={sending.isPending}
      onOk={() =>
        sending.mutate({ params: { id }, body: { solutionIds: to.map((one) => one.id), text: words.trim() } })
      }
      onCancel={onClose}
    >
      <div className="sl-stack sl-tight">
        <p>{t('match_marks.letter_says')}</p>
        <ul>
          {to.map((one) => (
            <li key={one.id}>
              <TextView text={one.title} />
            </li>
          ))}
        </ul>
        <div>
          <label htmlFor={field}>{t('match_marks.letter_words')}</label>
          <TextArea
            id={field}
            rows={8}
            maxLength={20_000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        <ProblemAlert error={sending.error} />
      </div>
    </Dialog>
  );
}

/** Who was invited, and who was left out and why. */
export function SentLetter({ told, pairs }: { told: LetterTold; pairs: readonly MarkedPair[] }) {
  const { t } = useWords();
  const { text } = useFormats();
  const titleOf = (solutionId: string) =>
    text(pairs.find(({ solution }) => solution.id === solutionId)?.solution.title);
  return (
    <div role="status">
      <p>
        {told.invited.length > 0
          ? t('match_marks.sent', { count: told.invited.length })
          : t('match_marks.sent_none')}
      </p>
      {told.skipped.length > 0 ? (
        <>
          <p className="sl-small">{t('match_marks.skipped')}</p>
          <ul className="sl-small">
            {told.skipped.map(({ solutionId, why }) => (
              <li key={solutionId}>
                {titleOf(solutionId)}
                {t('common.colon')}
                {t(`match_marks.skip.${why}`)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

/** Letters of the need with what became of each invitation; the department's and the lab's to read. */
export function LettersPanel({ id }: { id: string }) {
  const { t } = useWords();
  const { data } = useRow(listLetters, { params: { id } });
  if (!data || data.length === 0) return null;
  return (
    <section className="sl-panel">
      <details>
        <summary>{t('match_marks.letters', { count: data.length })}</summary>
        <ul className="sl-plain sl-stack">
          {data.map((letter) => (
            <li key={letter.id}>
              <LetterView letter={letter} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function LetterView({ letter }: { letter: Letter }) {
  const { t } = useWords();
  const { instant } = useFormats();
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-muted sl-small">
        <OrganisationName of={letter.organisation} />
        {' · '}
        {t('match_marks.letter_of', { name: letter.by, day: instant(letter.at) })}
      </p>
      <p className="marked-words">{letter.text}</p>
      <ul className="sl-plain sl-stack sl-tight link-lines">
        {letter.to.map((one) => (
          <li key={one.solution.id} className="sl-row">
            <OrganisationName of={one.vendor} />
            {one.engagementId ? (
              <Link to={path.engagement(one.engagementId)}>
                <TextView text={one.solution.title} />
              </Link>
            ) : (
              <TextView text={one.solution.title} />
            )}
            {one.status ? <StatusTag thing="engagement" status={one.status} /> : null}
            {one.skipped ? <span className="sl-muted">{t(`match_marks.skip.${one.skipped}`)}</span> : null}
          </li>
        ))}
      </ul>
      <p className="sl-muted sl-small marked-words">{t('match_marks.digest', { sum: letter.sha256 })}</p>
    </div>
  );
}
