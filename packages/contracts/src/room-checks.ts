import { z } from 'zod';
import { ById, Id, Instant } from './common.js';
import { RoomSide } from './room-sides.js';
import { defineRoute } from './route.js';

/** Of one list, and of one room together. */
export const checksOfAList = 50;
export const checksAtMost = 500;

const Ticked = z.object({ by: z.string(), at: Instant }).nullable();
/** A list one side works off and both read; its points in their order. */
export const RoomChecklist = z.object({
  id: Id,
  title: z.string(),
  side: RoomSide,
  /** Who of that side it was given to; null: whoever answers for it. */
  person: z.string().nullable(),
  by: z.string(),
  at: Instant,
  items: z.array(
    z.object({
      id: Id,
      what: z.string(),
      done: Ticked,
      dropped: Ticked,
      may: z.array(z.enum(['tick', 'untick', 'drop'])),
    }),
  ),
});
export type RoomChecklist = z.infer<typeof RoomChecklist>;

/** A person of one's own side may be named. Errors: `invalid_input` naming `personId`, `quota_exhausted`. */
export const addChecklist = defineRoute({
  name: 'engagement.add_checklist',
  method: 'POST',
  path: '/engagements/:id/checklists',
  access: 'engagement.keep_room',
  params: ById,
  body: z.object({
    title: z.string().trim().min(1).max(100),
    side: RoomSide,
    personId: Id.nullable(),
    items: z.array(z.string().trim().min(1).max(300)).min(1).max(checksOfAList),
  }),
  reply: z.object({ id: Id }),
});
/** Ticked and unticked by the side whose list it is; dropped by whoever gave the list. Errors: `not_found`, `not_the_other_side`. */
export const markCheck = defineRoute({
  name: 'engagement.mark_check',
  method: 'POST',
  path: '/engagements/:id/checks/:checkId',
  access: 'engagement.keep_room',
  params: z.object({ id: Id, checkId: Id }),
  body: z.object({ how: z.enum(['tick', 'untick', 'drop']) }),
  reply: 'none',
});

export const roomCheckRoutes = [addChecklist, markCheck];
