import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { ResultRow } from './result-row.js';
import { ToneTag } from './status-tag.js';

interface DeskRowProps {
  to: string;
  title: ReactNode;
  /** Its kind, its status. */
  tags?: ReactNode;
  /** What is to be done, or what is known. */
  text?: ReactNode;
  since: string;
  due: string | null;
  /** How the time it has waited is said; by default since when it waits. */
  when?: 'inbox.since' | 'workbench.since';
  /** The word of the way to it. */
  open: string;
}

/** One line of every desk: what it is, what is to be done, since when, until when, the way there. */
export function DeskRow({ to, title, tags, text, since, due, when = 'inbox.since', open }: DeskRowProps) {
  const { t } = useWords();
  const { ago, day } = useFormats();
  const late = due !== null && new Date(due).getTime() < Date.now();
  return (
    <ResultRow
      to={to}
      title={title}
      tags={
        <>
          {tags}
          {late ? <ToneTag tone="fail">{t('inbox.overdue')}</ToneTag> : null}
        </>
      }
      text={text}
      meta={
        <>
          <span>{t(when, { when: ago(since) })}</span>
          {due ? <span>{t('inbox.due', { day: day(due) })}</span> : null}
          <Link to={to}>{open}</Link>
        </>
      }
    />
  );
}
