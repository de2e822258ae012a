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
