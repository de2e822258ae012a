import './object-page.css';
import type { DatedThing } from '@scenario-lab/contracts/calendar';
import type { FollowedThing } from '@scenario-lab/contracts/follows';
import type { Thing } from '@scenario-lab/contracts/lab';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useMe } from '../app/session.js';
import { useWords } from '../i18n/use-words.js';
import { DatesLink } from './dates-link.js';
import { FollowButton } from './follow-button.js';
import { NextStep, type Standing } from './next-step.js';
import { useSeen } from './recently-seen.js';
import { ShareButton } from './share.js';
import { type RailStep, StageRail } from './stage-rail.js';
import { Timeline } from './timeline.js';
import { useTitle } from './use-title.js';

interface ObjectPageProps {
  title: ReactNode;
  /** The title as plain text, for the browser's tab. */
  name: string;
  back: { to: string; label: string };
  status?: ReactNode;
  /** Under the title: owner, number, dates. */
  lead?: ReactNode;
  rail?: readonly RailStep[];
  /** Whose status says what happens next. */
  next?: Standing;
  /** What everybody looks for before anything else; above the facts on narrow screens. */
  first?: ReactNode;
  /** Actions, then facts; sticky on wide screens. On narrow ones the actions stand above the story, the facts below it. */
  aside: ReactNode;
  children: ReactNode;
  timeline?: { thing: Thing; id: string };
  /** What a reader may follow here. */
  follow?: { thing: FollowedThing; id: string };
  /** Whose dates a reader may take into a calendar. */
  dates?: { thing: DatedThing; id: string } | undefined;
  /** Code that shows the thing on other sites. */
  embed?: string;
}

/** Page kind 2 of the look: one thing, its story left, its facts and deeds right, its history at the end. */
export function ObjectPage(props: ObjectPageProps) {
  const { t } = useWords();
  useTitle(props.name);
  useSeen(props.name);
  const { me } = useMe();
  return (
    <article className="object">
      <header className="object-head">
        <p className="object-back">
          <Link to={props.back.to}>← {props.back.label}</Link>
          <span className="sl-row">
            {props.follow ? <FollowButton {...props.follow} /> : null}
            {props.dates ? <DatesLink {...props.dates} /> : null}
            <ShareButton name={props.name} embed={props.embed} />
          </span>
        </p>
        <div className="object-title">
          <h1>{props.title}</h1>
          {props.status}
        </div>
        {props.lead ? <div className="object-lead">{props.lead}</div> : null}
      </header>
      {props.rail ? <StageRail steps={props.rail} /> : null}
      {props.next && me ? <NextStep {...props.next} /> : null}
      <div className={props.first ? 'object-columns object-columns-first' : 'object-columns'}>
        {props.first ? <div className="object-first">{props.first}</div> : null}
        <div className="sl-stack object-story">{props.children}</div>
        <aside className="sl-stack object-aside" aria-label={t('common.facts')}>
          {props.aside}
        </aside>
      </div>
      {props.timeline ? <Timeline {...props.timeline} /> : null}
    </article>
  );
}

/** A titled part of a page. */
export function Panel({
  title,
  extra,
  children,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useWords();
  // What can be done with a thing stands under this title on every page, and is no part of it on paper.
  const deeds = title === t('common.actions');
  return (
    <section className={deeds ? 'sl-panel unprinted' : 'sl-panel'}>
      {title ? (
        <div className="sl-panel-head">
          <h2>{title}</h2>
          {extra}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** Name and value pairs; a pair whose value is null is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode] | null)[] }) {
  const said = facts.filter(
    (fact): fact is readonly [string, ReactNode] => fact !== null && fact[1] !== null,
  );
  return (
    <dl className="sl-facts">
      {said.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
