import {
  type DismissReason,
  dismissReasons,
  fitReasons,
  markMatch,
  unmarkMatch,
} from '@scenario-lab/contracts/match-marks';
import type { Match } from '@scenario-lab/contracts/scenarios';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const fits = new Set<string>(fitReasons);
const isReason = (value: string | null): value is DismissReason =>
  dismissReasons.some((reason) => reason === value);

/** Onto the shortlist or aside, for one's own organisation. */
export function MarkDeeds({ match, shows }: { match: Match; shows: 'solution' | 'scenario' }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const marking = useDeed(markMatch);
  const unmarking = useDeed(unmarkMatch);
  const params = { id: match.scenario.id, solutionId: match.solution.id };
  return (
    <>
      {match.mark?.mark === 'shortlisted' ? (
        <>
          <ToneTag tone="pass">{t('match_marks.listed')}</ToneTag>
          <Button small pending={unmarking.isPending} onClick={() => unmarking.mutate({ params })}>
            {t('match_marks.off')}
          </Button>
        </>
      ) : (
        <Button
          small
          pending={marking.isPending}
          onClick={() => marking.mutate({ params, body: { mark: 'shortlisted', reason: null, words: null } })}
        >
          {t('match_marks.shortlist')}
        </Button>
      )}
      {match.engagementId ? null : (
        <Button small onClick={() => setAsking(true)}>
          {t('match_marks.dismiss')}
        </Button>
      )}
      <ProblemAlert error={marking.error ?? unmarking.error} />
      {asking ? <DismissDialog match={match} shows={shows} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

interface DialogProps {
  match: Match;
  shows: 'solution' | 'scenario';
  onClose: () => void;
}
const empty = { reason: '', words: '' };

function DismissDialog({ match, shows, onClose }: DialogProps) {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const params = { id: match.scenario.id, solutionId: match.solution.id };
  const [said, say] = useKept(`dismiss.${params.id}.${params.solutionId}`, empty);
  const marking = useDeed(markMatch, {
    onSuccess: () => {
      say(empty);
      onClose();
    },
  });
  const { reason } = said;
  const needed = reason === 'other';
  const send = () => {
    if (isReason(reason))
      marking.mutate({ params, body: { mark: 'dismissed', reason, words: said.words.trim() || null } });
  };
  return (
    <Dialog
      title={t('match_marks.dismiss_title', { title: text(match[shows].title) })}
      okText={t('match_marks.dismiss')}
      okDisabled={!isReason(reason) || (needed && said.words.trim() === '')}
      pending={marking.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <div className="sl-stack sl-tight">
        <p>{t('match_marks.dismiss_says')}</p>
        <div>
          <label htmlFor={`${field}-reason`}>{t('match_marks.reason')}</label>
          <SelectInput
            id={`${field}-reason`}
            value={reason}
            options={dismissReasons.map((value) => ({
              value,
              label: t(`match_marks.why.${value}`),
              group: t(fits.has(value) ? 'match_marks.of_fit' : 'match_marks.of_else'),
            }))}
            onChange={(value) => say({ ...said, reason: value ?? '' })}
          />
        </div>
        <div>
          <label htmlFor={`${field}-words`}>
            {t(needed ? 'match_marks.words_needed' : 'match_marks.words')}
          </label>
          <TextArea
            id={`${field}-words`}
            rows={3}
            maxLength={1_000}
            value={said.words}
            onChange={(event) => say({ ...said, words: event.target.value })}
          />
        </div>
        <p className="sl-muted sl-small">{t('match_marks.teaches')}</p>
        <ProblemAlert error={marking.error} />
      </div>
    </Dialog>
  );
}
