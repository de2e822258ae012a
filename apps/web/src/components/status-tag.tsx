import './tags.css';
import { wordFor } from '../i18n/use-words.js';
import { Icon, type IconName } from './icon.js';
import { type Tone, toneOf } from './tones.js';

const icons: Record<Tone, IconName> = {
  pass: 'pass',
  fail: 'fail',
  inconclusive: 'question',
  running: 'turning',
  waiting: 'clock',
  fault: 'tool',
  suspended: 'pause',
};

/** A tag of any meaning: icon and word. */
export function ToneTag({ tone, children, big }: { tone: Tone; children: string; big?: boolean }) {
  return (
    <span className={`tag tag-${tone}${big ? ' tag-big' : ''}`}>
      <Icon name={icons[tone]} />
      {children}
    </span>
  );
}

/** The status of a thing as its lifecycle names it: `<StatusTag thing="run" status={run.status} />`. */
export function StatusTag({ thing, status, big }: { thing: string; status: string; big?: boolean }) {
  return (
    <ToneTag tone={toneOf(status, thing)} big={big}>
      {wordFor(`status.${thing}`, status)}
    </ToneTag>
  );
}

/** 通过 / 未通过 / 待定. */
export function VerdictTag({ verdict, big }: { verdict: string; big?: boolean }) {
  return <StatusTag thing="verdict" status={verdict} big={big} />;
}
