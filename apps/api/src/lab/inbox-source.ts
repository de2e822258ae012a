import type { InboxItem } from '@scenario-lab/contracts/lab';
import type { Machine } from '@scenario-lab/contracts/machine';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type Action, whoMay } from '@scenario-lab/domain/policies';
import { type Facts, may, type Policy } from '@scenario-lab/domain/policy';
import type { z } from 'zod';

/** A deed that waits, while the thing is in the status and the condition holds. */
export interface Wait {
  status: string;
  deed: Action;
  /** SQL over the source's tables; the code's own, never input. */
  when: string;
}

/** Where things come from that may wait for somebody. */
export interface Source {
  thing: z.infer<typeof InboxItem>['thing'];
  from: string;
  id: string;
  /** What its page is addressed by, where that is not its id. */
  page?: string;
  status: string;
  /** `{zh, en}`. */
  title: string;
  born: string;
  /** Since when it waits, where that is not the thing's last event: points come in every minute. */
  since?: string;
  /** Until when, where the thing itself says so. */
  due?: string;
  /** Further columns, which `may` reads. */
  columns: string;
  waits: readonly Wait[];
  may(actor: SignedIn, deed: Action, row: Record<string, unknown>): boolean;
}

/** In place of a title that is nobody's to read yet. */
export const hidden = `'{"zh": "（未公开）", "en": "(not public)"}'::jsonb`;
/** The beginning of the facts of whatever two sides of an engagement `e` are engaged in. */
export const sides = `jsonb_build_object('vendorOrganisationId', e.vendor_id, 'departmentOrganisationId', e.department_id,
  'partnerOrganisationIds', '[]'::jsonb`;

export const mine = (column: string) => `${column} = app_org()`;
export const always = 'true';

/** The policy's answer, from facts a row carries as JSON. */
export const asks =
  <F extends Facts>(policy: Policy<string, string, F>) =>
  (actor: SignedIn, deed: Action, row: Record<string, unknown>): boolean =>
    may(policy, actor, deed as `${string}.${string}`, {
      ...(row.facts as F),
      status: row.thing_status as string,
    }).ok;

/**
 * What waits by the lifecycle: the turns of the sides this source knows, each side with the SQL that says the reader
 * stands on it, and for some deeds what must hold besides. A side that is not named belongs to another source.
 */
export function turnsOf(
  machine: Machine,
  sides: Readonly<Record<string, string>>,
  besides: Readonly<Partial<Record<Action, string>>> = {},
): Wait[] {
  return Object.entries(machine.turns).flatMap(([status, turns]) =>
    typeof turns === 'object'
      ? turns.flatMap(({ deed, side }) => {
          const stands = Object.hasOwn(sides, side) ? sides[side] : null;
          if (!stands || !isAction(deed)) return [];
          const more = besides[deed];
          return [{ status, deed, when: more ? `${stands} AND (${more})` : stands }];
        })
      : [],
  );
}

const isAction = (deed: string): deed is Action => Object.hasOwn(whoMay, deed);
