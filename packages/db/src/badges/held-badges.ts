const held = (thing: string) => `badge b WHERE b.thing_id = ${thing} AND b.status IN ('valid', 'watch')`;

/** Kinds of the badges that stand on a thing, by name; a column's name is the code's own. */
export const heldBadges = (thing: string): string =>
  `ARRAY(SELECT b.kind FROM ${held(thing)} ORDER BY b.kind)`;

/** Whether one of the kind named by `?` stands on it. */
export const holdsBadge = (thing: string): string => `EXISTS (SELECT 1 FROM ${held(thing)} AND b.kind = ?)`;
