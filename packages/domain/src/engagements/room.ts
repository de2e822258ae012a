import { type Actor, readsEverything } from '../actor.js';
import { belongs } from '../conditions.js';

export type RoomSide = 'vendor' | 'department' | 'lab';

/** Which side somebody speaks for; whoever is of neither organisation and no partner of the vendor's is there for the lab. */
export function roomSideOf(actor: Actor, vendorId: string, departmentId: string): RoomSide {
  if (belongs(actor, departmentId)) return 'department';
  if (belongs(actor, vendorId)) return 'vendor';
  return readsEverything(actor) ? 'lab' : 'vendor';
}

/** A task is done by the side it was given to, and dropped by the organisation that gave it. */
export function taskMay(
  task: { side: RoomSide; organisationId: string },
  side: RoomSide,
  organisationId: string,
): ('done' | 'dropped')[] {
  return [
    ...(task.side === side ? (['done'] as const) : []),
    ...(task.organisationId === organisationId ? (['dropped'] as const) : []),
  ];
}

/** Whose word binds a side: the vendor that leads and the department, not who goes along with them. */
export function bindsSide(
  actor: Actor,
  vendorId: string,
  departmentId: string,
): 'vendor' | 'department' | null {
  if (belongs(actor, departmentId)) return 'department';
  return belongs(actor, vendorId) ? 'vendor' : null;
}

export type CheckMark = 'tick' | 'untick' | 'drop';

/** A point is ticked and unticked by the side whose list it is, and dropped by the organisation that gave it while it is open. */
export function checkMay(
  check: { side: RoomSide; organisationId: string; done: boolean; dropped: boolean },
  side: RoomSide,
  organisationId: string,
): CheckMark[] {
  if (check.dropped) return [];
  const own = check.side === side;
  return [
    ...(own && !check.done ? (['tick'] as const) : []),
    ...(own && check.done ? (['untick'] as const) : []),
    ...(check.organisationId === organisationId && !check.done ? (['drop'] as const) : []),
  ];
}

/** Confirmed by a side once, and only what two sides agree on; taken back while it is one side's alone. */
export function recordMay(
  record: {
    kind: string;
    organisationId: string;
    vendor: boolean;
    department: boolean;
    takenBack: boolean;
  },
  side: RoomSide,
  organisationId: string,
): ('confirm' | 'take_back')[] {
  if (record.takenBack) return [];
  const confirms = record.kind !== 'file' && side !== 'lab' && !record[side];
  const alone = (side === 'vendor' || !record.vendor) && (side === 'department' || !record.department);
  return [
    ...(confirms ? (['confirm'] as const) : []),
    ...(alone && record.organisationId === organisationId ? (['take_back'] as const) : []),
  ];
}
