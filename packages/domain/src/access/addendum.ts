import type { AccessMethod, PurposeKind } from '@scenario-lab/contracts/access';

/** So many days before its last one both sides are told that a contract lapses. */
export const remindDays = 14;

export interface Agreed {
  /** YYYY-MM-DD, its last day. */
  until: string;
  purposeKind: PurposeKind;
  purpose: string | null;
  methods: readonly AccessMethod[];
  uses: number | null;
}

const sameMethods = (one: Agreed, other: Agreed) =>
  [...one.methods].sort().join() === [...other.methods].sort().join();
const sameBut = (one: Agreed, other: Agreed) =>
  one.purposeKind === other.purposeKind &&
  one.purpose === other.purpose &&
  one.uses === other.uses &&
  sameMethods(one, other);

/** Nothing to agree on. */
export const changesNothing = (now: Agreed, next: Agreed): boolean =>
  now.until === next.until && sameBut(now, next);

/** More time and nothing else. */
export const isRenewal = (now: Agreed, next: Agreed): boolean => next.until > now.until && sameBut(now, next);

/** Methods that will not be allowed any more: what is under way by them ends with the agreement. */
export const methodsLost = (now: Agreed, next: Agreed): AccessMethod[] =>
  now.methods.filter((method) => !next.methods.includes(method));
