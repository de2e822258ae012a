import './matches.css';
import { mostInvited } from '@scenario-lab/contracts/letters';
import { listMatchMarks, type MarkedPair, unmarkMatch } from '@scenario-lab/contracts/match-marks';
import { useState } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { LetterDialog, type LetterTold, SentLetter } from './letters.js';
import { useMayInvite } from './use-may-invite.js';

type Shows = 'solution' | 'scenario';
interface Props {
  shows: Shows;
  /** Of what is matched: a need's id where solutions are shown, a card's where needs are. */
  id: string;
}

function useMarked({ shows, id }: Props, mark: 'dismissed' | 'shortlisted') {
  const { data } = useRow(listMatchMarks, {
    query: shows === 'solution' ? { scenarioId: id } : { solutionId: id },
  });
  return data?.filter((one) => one.mark.mark === mark) ?? [];
}

/** What one's own side wants to come back to; for a need, whom to write one letter to. */
export function ShortlistPanel(props: Props) {
  const { t } = useWords();
  const { text } = useFormats();
  const marked = useMarked(props, 'shortlisted');
  const may = useMayInvite(props.shows === 'solution' ? props.id : null);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [writing, setWriting] = useState(false);
  const [told, setTold] = useState<LetterTold | null>(null);
  if (marked.length === 0 && !told) return null;
  const free = may ? marked.filter(({ engagementId }) => engagementId === null) : [];
  const chosen = free.filter(({ solution }) => !left.includes(solution.id)).slice(0, mostInvited);
  const choose = (solutionId: string, on: boolean) =>
    setLeft(on ? left.filter((one) => one !== solutionId) : [...left, solutionId]);
  return (
    <Panel title={t('match_marks.shortlist_title')}>
      <div className="sl-stack sl-tight">
        <p className="sl-muted sl-small">{t('match_marks.shortlist_says')}</p>
        {told ? <SentLetter told={told} pairs={marked} /> : null}
        <ul className="sl-plain sl-stack sl-tight link-lines">
          {marked.map((pair) => {
            const solutionId = pair.solution.id;
            const open = free.includes(pair);
            return (
              <li
                key={`${pair.scenario.id}:${solutionId}`}
                className={free.length > 0 ? 'marked-line' : undefined}
              >
                {open ? (
                  <input
                    type="checkbox"
                    aria-label={t('match_marks.choose', { title: text(pair.solution.title) })}
                    checked={chosen.includes(pair)}
                    onChange={(event) => choose(solutionId, event.target.checked)}
                  />
                ) : free.length > 0 ? (
                  <span />
                ) : null}
                <MarkedLine pair={pair} shows={props.shows} back={t('match_marks.off')} />
              </li>
            );
          })}
        </ul>
        {free.length > 0 ? (
          <div className="unprinted">
            <Button tone="primary" disabled={chosen.length === 0} onClick={() => setWriting(true)}>
              {t('match_marks.write', { count: chosen.length })}
            </Button>
          </div>
        ) : null}
        {writing ? (
          <LetterDialog
            id={props.id}
            to={chosen.map(({ solution }) => solution)}
            onClose={() => setWriting(false)}
            onSent={(answer) => {
              setTold(answer);
              setWriting(false);
            }}
          />
        ) : null}
      </div>
    </Panel>
  );
}

/** What one's own side put aside, with why; it can be brought back. */
export function DismissedPanel(props: Props) {
  const { t } = useWords();
  const marked = useMarked(props, 'dismissed');
  if (marked.length === 0) return null;
  return (
    <section className="sl-panel">
      <details>
        <summary>{t('match_marks.dismissed_title', { count: marked.length })}</summary>
        <ul className="sl-plain sl-stack sl-tight link-lines">
          {marked.map((pair) => (
            <li key={`${pair.scenario.id}:${pair.solution.id}`}>
              <MarkedLine pair={pair} shows={props.shows} back={t('match_marks.back')} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function MarkedLine({ pair, shows, back }: { pair: MarkedPair; shows: Shows; back: string }) {
  const { t } = useWords();
  const { day } = useFormats();
  const { mark } = pair;
  const shown = pair[shows];
  const unmarking = useDeed(unmarkMatch);
  return (
    <div className="sl-stack sl-tight">
      <div className="sl-row">
        <Link to={shows === 'solution' ? path.solution(shown.id) : path.scenario(shown.id)}>
          <TextView text={shown.title} />
        </Link>
        <OrganisationName of={shown.owner} />
        {mark.reason ? <span className="sl-chip">{t(`match_marks.why.${mark.reason}`)}</span> : null}
        {pair.engagementId ? (
          <Link to={path.engagement(pair.engagementId)}>{t('matches.engaged')}</Link>
        ) : null}
        <Button
          small
          pending={unmarking.isPending}
          onClick={() => unmarking.mutate({ params: { id: pair.scenario.id, solutionId: pair.solution.id } })}
        >
          {back}
        </Button>
      </div>
      {mark.words ? <p className="sl-small marked-words">{mark.words}</p> : null}
      <p className="sl-muted sl-small">{t('match_marks.marked_by', { name: mark.by, day: day(mark.at) })}</p>
      <ProblemAlert error={unmarking.error} />
    </div>
  );
}
