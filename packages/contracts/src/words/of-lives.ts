import type { BecameOf, StatusOf } from '../machine.js';
import type { machines } from '../machines.js';

type Lives = typeof machines;
type Said<K extends string> = Readonly<Record<K, string>>;
type Besides = Readonly<Record<string, unknown>>;

/** A word for every status of every lifecycle, and for what else has statuses. */
export type StatusWords = { readonly [T in keyof Lives]: Said<StatusOf<Lives[T]>> } & Besides;

/** Words for whatever may have become true of a thing with a lifecycle, and for what else happens. */
export type EventWords = {
  readonly [T in keyof Lives]: Said<BecameOf<Lives[T]>> & Readonly<Record<string, string>>;
} & Besides;

/** What comes next in every status. A grant is shown with the request it came from, whose status says it. */
export type NextWords = {
  readonly [T in Exclude<keyof Lives, 'grant'>]: Said<StatusOf<Lives[T]>>;
} & Besides;

export interface DeedWord {
  label: string;
  /** Who will see what, and whether it can be undone. */
  says: string;
  /** What the text that goes with it is called, where not as everywhere. */
  field?: string;
}

/** Words for every deed of the families of rows, by thing, and for what else can be done. */
export type DeedWords<F> = {
  readonly [T in keyof F]: { readonly [D in keyof F[T]]: DeedWord } & Readonly<Record<string, DeedWord>>;
} & Readonly<Record<string, Readonly<Record<string, DeedWord>>>>;
