import { ProblemError } from '@scenario-lab/contracts/call';
import type { Problem } from '@scenario-lab/contracts/problem';
import type { FormInstance } from '../components/form.js';
import { knowsWord, wordFor } from '../i18n/use-words.js';

export interface Told {
  code: string;
  /** What happened, in the reader's language. */
  sentence: string;
  requestId: string;
  places: Place[];
}
export interface Place {
  path: (string | number)[];
  code: string;
  sentence: string;
}

/** One issue of a schema, ours or the server's. */
export interface Issue {
  path: (string | number)[];
  code: string;
  message?: string;
  values?: Record<string, string | number | boolean>;
}

/** `body.criteria.0.threshold` or `criteria[0].threshold` → `['criteria', 0, 'threshold']`. */
export function pathOf(text: string): (string | number)[] {
  return text
    .split(/[.[\]]+/)
    .filter((part, index) => part !== '' && !(index === 0 && (part === 'body' || part === 'query')))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

export function placeOf(issue: Issue): Place {
  const code = issue.code === 'custom' && issue.message ? issue.message : issue.code;
  const known = knowsWord('problem.field', code);
  const sentence = known
    ? wordFor('problem.field', code, issue.values)
    : wordFor('problem.field', 'invalid_value');
  return { path: issue.path, code, sentence };
}

/** Everything that can go wrong, said so that a reader can act on it. */
export function tellProblem(error: unknown): Told {
  if (!(error instanceof ProblemError)) {
    const offline = error instanceof TypeError;
    const code = offline ? 'unreachable' : 'page_fault';
    return { code, sentence: wordFor('problem', code), requestId: '', places: [] };
  }
  const { problem } = error;
  return {
    code: problem.code,
    sentence: sentenceOf(problem),
    requestId: problem.requestId,
    places: (problem.errors ?? []).map(({ path, code, message }) =>
      placeOf({ path: pathOf(path), code, message }),
    ),
  };
}

function sentenceOf(problem: Problem): string {
  if (knowsWord('problem', problem.code)) return wordFor('problem', problem.code, problem.params);
  if (problem.status === 404) return wordFor('problem', 'not_found');
  if (problem.status >= 500) return wordFor('problem', 'unexpected');
  return problem.detail || problem.title;
}

/**
 * Puts each place's sentence at its field, and the cursor into the first of them; what has no field stays in the list
 * on top. Whoever is still typing is shown the place and keeps the cursor (`scroll`).
 */
export function showAtFields(
  form: FormInstance,
  places: readonly Place[],
  how: 'focus' | 'scroll' = 'focus',
): void {
  const byField = new Map<string, { name: (string | number)[]; errors: string[] }>();
  for (const place of places) {
    const name = nearestField(form, place.path);
    const key = JSON.stringify(name);
    const had = byField.get(key) ?? { name, errors: [] };
    if (!had.errors.includes(place.sentence)) had.errors.push(place.sentence);
    byField.set(key, had);
  }
  const fields = [...byField.values()].filter(({ name }) => name.length > 0);
  if (fields.length === 0) return;
  form.setFields(fields);
  form.goToFirst(
    fields.map(({ name }) => name),
    how,
  );
}

/** A schema may name a place inside a field (`title.zh`) or around it (`title`): the longest name that is a field. */
function nearestField(form: FormInstance, path: (string | number)[]): (string | number)[] {
  const fields = new Set(form.getFieldsError().map(({ name }) => JSON.stringify(name)));
  for (let length = path.length; length > 0; length -= 1) {
    const name = path.slice(0, length);
    if (fields.has(JSON.stringify(name))) return name;
  }
  return path;
}
