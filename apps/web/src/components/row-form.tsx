import type { Answer, Args, Route } from '@scenario-lab/contracts/route';
import { useEffect, useRef, useState } from 'react';
import { ifMatch, onceKey, useDeed } from '../app/api.js';
import { type Issue, type Place, placeOf, showAtFields, tellProblem } from '../app/problems.js';
import { Form, type FormInstance } from './form.js';
import { keep, readKept } from './kept.js';
import { issuesOf } from './row-issues.js';

interface RowFormOptions<Row extends Route, V> {
  row: Row;
  params?: Record<string, string>;
  /** What the fields hold → the row's body, as its schema takes it. */
  bodyOf: (values: V) => unknown;
  onDone: (answer: Answer<Row>) => void | Promise<void>;
  /** Where a field holds a place of the body under another name or in another unit. */
  fieldOf?: (issue: Issue) => Issue;
  form?: FormInstance<V>;
  /** `updatedAt` of what the fields were filled with. */
  seen?: string | undefined;
  /**
   * The name under which this browser keeps what is typed until it is sent, through a reload, a lost session and a
   * lost line. Null where what is typed is a secret; the list of all forms (`app/forms.spec.ts`) says why.
   */
  draft: string | null;
  /** Fields that are not kept: uploads, which go on by themselves. */
  unkept?: readonly (keyof V & string)[];
}

interface Draft<V> {
  values: Partial<V>;
  /** What had been read when it was typed: a draft does not overwrite what came since. */
  seen: string | null;
}

/** What is called a password is nobody's to keep, wherever it stands. */
function keepable(values: object, unkept: readonly string[]): object {
  const some = Object.fromEntries(Object.entries(values).filter(([name]) => !unkept.includes(name)));
  return JSON.parse(JSON.stringify(some, (key, value) => (key === 'password' ? undefined : value)));
}

function draftIn<V>(name: string | null): Draft<V> | null {
  const kept = name === null ? null : readKept(name);
  const whole =
    typeof kept === 'object' && kept !== null && 'values' in kept && typeof kept.values === 'object';
  return whole ? (kept as Draft<V>) : null;
}

export type RowForm = ReturnType<typeof useRowForm>;

/**
 * A form over a row: the row's own schema checks before the server does, and both say what is wrong at the field
 * and in the list on top (`<FormProblem work={form} />`). What it creates is created once, though the answer be lost
 * and the form sent again; what it edits is not overwritten where somebody else has `seen` it and saved meanwhile.
 */
export function useRowForm<Row extends Route, V extends object>(options: RowFormOptions<Row, V>) {
  const [made] = Form.useForm<V>();
  const form = options.form ?? made;
  const { fieldOf = (issue: Issue) => issue } = options;
  const [places, setPlaces] = useState<Place[]>([]);
  const { draft, unkept = [] } = options;
  const [kept, setKept] = useState(() => draftIn<V>(draft));
  // As it was when the fields were filled: the page reads the thing anew meanwhile.
  const [read] = useState(options.seen);
  const seen = kept ? (kept.seen ?? undefined) : read;
  useEffect(() => {
    if (kept) form.setFieldsValue(kept.values as never);
  }, [kept, form]);
  /** What was sent last; the same is not kept once more. */
  const sent = useRef<string | null>(null);
  const keepNow = () => {
    if (draft === null) return;
    const values = keepable(form.getFieldsValue(true), unkept);
    if (JSON.stringify(values) !== sent.current) keep(draft, { values, seen: seen ?? null });
  };
  /** Drops what was kept and shows the fields as they were read. */
  const forget = () => {
    if (draft !== null) keep(draft, null);
    setKept(null);
    form.resetFields();
  };
  const last = useRef<{ args: Args<Row>; text: string; key: string } | null>(null);
  const overwrite = useRef(false);
  const doing = useDeed(options.row, {
    headers: () => ({
      ...(seen && !overwrite.current ? ifMatch(seen) : {}),
      ...(options.row.method === 'POST' && last.current ? { 'idempotency-key': last.current.key } : {}),
    }),
    onSuccess: (answer) => {
      last.current = null;
      if (draft !== null) {
        sent.current = JSON.stringify(keepable(form.getFieldsValue(true), unkept));
        keep(draft, null);
        setKept(null);
      }
      return options.onDone(answer);
    },
    onError: (error) => {
      const told = tellProblem(error);
      // Told that nobody knows, whoever sends it again has looked.
      if (told.code === 'outcome_unknown') last.current = null;
      showAtFields(
        form,
        told.places.map((place) => ({ ...place, path: fieldOf(place).path })),
      );
    },
  });
  const keepMine = () => {
    overwrite.current = true;
    if (last.current) doing.mutate(last.current.args);
  };
  useChanges(form, keepNow);
  const submit = (values: V) => {
    clearErrors(form);
    const body = options.bodyOf(values);
    const found = issuesOf(options.row, body).map(fieldOf).map(placeOf);
    setPlaces(found);
    if (found.length > 0) {
      doing.reset();
      showAtFields(form, found);
      return;
    }
    const args = { params: options.params, body } as unknown as Args<Row>;
    const text = JSON.stringify(args);
    if (last.current?.text !== text) last.current = { args, text, key: onceKey() };
    doing.mutate(args);
  };
  return {
    form,
    submit,
    places,
    error: doing.error,
    pending: doing.isPending,
    keepMine,
    /** The fields hold what was typed on an earlier visit. */
    resumed: kept !== null,
    keepNow,
    forget,
  };
}

/** Takes back what was said at the fields; all of them, or those `corrected` names. */
export const clearErrors = (
  form: FormInstance,
  corrected: (name: (string | number)[]) => boolean = () => true,
) => {
  const wrong = form.getFieldsError().filter(({ name, errors }) => errors.length > 0 && corrected(name));
  if (wrong.length > 0) form.setFields(wrong.map(({ name }) => ({ name, errors: [] })));
};

/**
 * What was said at a field is taken back when the field is changed (the form's state does so only for rules of its own), and what
 * somebody has changed is kept; what a page fills in by itself is not.
 */
function useChanges<V>(form: FormInstance<V>, onTyped: () => void): void {
  const typed = useRef(onTyped);
  typed.current = onTyped;
  const now: unknown = Form.useWatch((values: V) => values, form);
  const before = useRef(now);
  useEffect(() => {
    const was = before.current;
    before.current = now;
    if (was === now) return;
    if (form.isFieldsTouched()) typed.current();
    clearErrors(form, (name) => JSON.stringify(at(was, name)) !== JSON.stringify(at(now, name)));
  }, [now, form]);
}

const at = (values: unknown, name: (string | number)[]): unknown =>
  name.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    values,
  );
