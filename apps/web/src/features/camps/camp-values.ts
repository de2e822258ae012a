import type { Camp } from '@scenario-lab/contracts/camps';
import type { Text } from '@scenario-lab/contracts/common';
import type { Issue } from '../../app/problems.js';
import { writtenText } from '../../components/written-text.js';
import { labTimeZone } from '../../i18n/format.js';

/** What the form's fields hold; hours are on the lab's clock, as `YYYY-MM-DDTHH:mm`. */
export interface CampValues {
  title: Text | null;
  about: Text | null;
  field: string | null;
  seats: number | null;
  signUpUntil: string | null;
  sessions: { id?: string; topic: Text | null; at: string | null; until: string | null; place: string }[];
  tasks: {
    id?: string;
    title: Text | null;
    benchmarkVersionId: string | null;
    tries: number | null;
    goal: number | null;
  }[];
  ruleSessions: number | null;
  ruleTasks: number | null;
  instructors: string[];
}

const minute = 60_000;

/** An instant as the lab's clock shows it. */
export function labMinute(at: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: labTimeZone(),
  }).format(new Date(at));
  return parts.replace(' ', 'T');
}

/** The instant at which the lab's clock shows this; of an hour that a change of clocks leaves out, the one after. */
export function labInstant(local: string): string | null {
  const wanted = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  let at = wanted;
  // The clock's distance is known once one knows when: asked twice it stands.
  for (let turn = 0; turn < 2; turn += 1) {
    const shown = Date.parse(`${labMinute(new Date(at).toISOString())}:00Z`);
    at += wanted - shown;
  }
  return new Date(Math.round(at / minute) * minute).toISOString();
}

export const campValuesOf = (camp?: Camp): CampValues => ({
  title: camp?.title ?? null,
  about: camp?.about ?? null,
  field: camp?.field ?? null,
  seats: camp?.seats ?? 20,
  signUpUntil: camp?.signUpUntil ?? null,
  sessions: camp?.sessions.map(({ id, topic, at, until, place }) => ({
    ...{ id, topic, place },
    at: labMinute(at),
    until: labMinute(until),
  })) ?? [{ topic: null, at: null, until: null, place: '' }],
  tasks:
    camp?.tasks.map(({ id, title, benchmarkVersionId, tries, goal }) => ({
      ...{ id, title, benchmarkVersionId, tries, goal },
    })) ?? [],
  ruleSessions: camp?.rule.sessions ?? 1,
  ruleTasks: camp?.rule.tasks ?? 0,
  instructors: camp?.instructorEmails ?? [],
});

/** A key for a line that has none yet, unlike all others. */
function keyed<Line extends { id?: string }>(
  lines: readonly Line[],
  letter: string,
): (Line & { id: string })[] {
  const taken = new Set(lines.flatMap(({ id }) => (id ? [id] : [])));
  let next = 1;
  return lines.map((line) => {
    if (line.id) return { ...line, id: line.id };
    while (taken.has(`${letter}${next}`)) next += 1;
    taken.add(`${letter}${next}`);
    return { ...line, id: `${letter}${next}` };
  });
}

/** The fields → the row's body. */
export const campOf = (values: CampValues) => ({
  title: writtenText(values.title) ?? undefined,
  about: writtenText(values.about) ?? undefined,
  field: values.field || null,
  seats: values.seats ?? undefined,
  signUpUntil: values.signUpUntil ?? undefined,
  sessions: keyed(values.sessions ?? [], 's').map(({ id, topic, at, until, place }) => ({
    id,
    topic: writtenText(topic) ?? undefined,
    at: (at && labInstant(at)) ?? undefined,
    until: (until && labInstant(until)) ?? undefined,
    place: place ?? '',
  })),
  tasks: keyed(values.tasks ?? [], 't').map(({ id, title, benchmarkVersionId, tries, goal }) => ({
    id,
    title: writtenText(title) ?? undefined,
    benchmarkVersionId: benchmarkVersionId ?? undefined,
    tries: tries ?? undefined,
    goal: goal ?? null,
  })),
  rule: { sessions: values.ruleSessions ?? 0, tasks: values.ruleTasks ?? 0 },
  instructors: values.instructors ?? [],
});

/** The rule's two numbers are fields of their own; which address is at fault the list shows. */
export const fieldOfCamp = (issue: Issue): Issue => {
  if (issue.path[0] === 'rule')
    return { ...issue, path: [issue.path[1] === 'tasks' ? 'ruleTasks' : 'ruleSessions'] };
  return issue.path[0] === 'instructors' ? { ...issue, path: ['instructors'] } : issue;
};
