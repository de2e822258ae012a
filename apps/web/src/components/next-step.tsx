import './next-step.css';
import { readInbox, type Thing } from '@scenario-lab/contracts/lab';
import { Link, useLocation } from 'react-router';
import { useRow } from '../app/api.js';
import { useMe } from '../app/session.js';
import { useFormats } from '../i18n/format.js';
import { knowsWord, useWords, wordFor } from '../i18n/use-words.js';
import { deedWord, placeOf } from './inbox-lines.js';

export interface Standing {
  thing: Thing;
  /** Left out where nothing ever waits for a person: an inspection runs by itself. */
  id?: string;
  status: string;
}

/**
 * What happens next to a thing. Whoever it waits for reads what they are to do, as their inbox has it; everybody else
 * one sentence on its status.
 */
export function NextStep({ thing, id, status }: Standing) {
  return id ? <TurnOr thing={thing} id={id} status={status} /> : <Sentence code={`${thing}.${status}`} />;
}

function TurnOr({ thing, id, status }: Required<Standing>) {
  const turn = useTurn(thing, id);
  return turn.length > 0 ? <YourTurn turn={turn} /> : <Sentence code={`${thing}.${status}`} />;
}

function Sentence({ code }: { code: string }) {
  const { t } = useWords();
  if (!knowsWord('next', code)) return null;
  return (
    <p className="next-step">
      <strong>{t('next.label')}</strong> {wordFor('next', code)}
    </p>
  );
}

/** What this one thing waits for from the reader, answered by what fills the inbox. */
export function useTurn(thing: Thing, id: string) {
  const { me } = useMe();
  return useRow(readInbox, { query: { thing, id } }, { enabled: me !== null }).data ?? [];
}

/** The deeds that wait for the reader, until when, and the way there where it is another page. */
export function YourTurn({ turn }: { turn: ReturnType<typeof useTurn> }) {
  const { t } = useWords();
  const { day } = useFormats();
  const { pathname } = useLocation();
  if (turn.length === 0) return null;
  return (
    <ul className="sl-plain next-step next-step-yours">
      {turn.map((item) => {
        const place = placeOf(item);
        const deed = deedWord(item.waitsFor);
        // A list that shows its things beside it has them at its own address, named after the question mark.
        const here = place.split('?')[0] === pathname;
        return (
          <li key={item.waitsFor}>
            <strong>{t('next.yours')}</strong> {here ? deed : <Link to={place}>{deed}</Link>}
            {item.due ? ` · ${t('inbox.due', { day: day(item.due) })}` : null}
          </li>
        );
      })}
    </ul>
  );
}
