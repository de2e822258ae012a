import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, openLab } from '../lifecycle/lab.js';
import { forgetOld } from './clocks.js';
import { escalateTickets } from './tickets.js';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab?.close());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
async function ticket(over: Record<string, unknown>): Promise<string> {
  const row = {
    id: newId(),
    number: newId(),
    source: 'web',
    status: 'assigned',
    title: '{}',
    words: '{}',
    category: 'other',
    reported_at: hours(-100),
    assigned_at: hours(-10),
    respond_due: hours(2),
    resolve_due: hours(10),
    ...over,
  };
  const places = Object.keys(row).map((_, at) => `$${at + 1}`);
  await lab.database.owner.query(
    `INSERT INTO ticket (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(row),
  );
  return row.id;
}

it('brings up what has passed a term, each step once', async () => {
  const ids = {
    fine: await ticket({}),
    silent: await ticket({ respond_due: hours(-1) }),
    spoken: await ticket({ respond_due: hours(-1), responded_at: hours(-5) }),
    late: await ticket({ respond_due: hours(-5), resolve_due: hours(-1) }),
    twice: await ticket({ respond_due: hours(-9), resolve_due: hours(-6) }),
    answered: await ticket({ status: 'answered', respond_due: hours(-9), resolve_due: hours(-6) }),
    joined: await ticket({ respond_due: hours(-9), resolve_due: hours(-6), merged_into: newId() }),
  };
  await escalateTickets(lab.db);
  await escalateTickets(lab.db);
  const { rows } = await lab.database.owner.query<{ id: string; escalation: number; told: number }>(
    `SELECT t.id, t.escalation, (SELECT count(*)::int FROM event e WHERE e.thing_id = t.id AND e.event = 'ticket.escalated') AS told
     FROM ticket t`,
  );
  const of = (id: string) =>
    rows.filter((row) => row.id === id).map(({ escalation, told }) => [escalation, told]);
  expect(Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, of(id)[0]]))).toEqual({
    fine: [0, 0],
    silent: [1, 1],
    spoken: [0, 0],
    late: [2, 1],
    twice: [3, 1],
    answered: [0, 0],
    joined: [0, 0],
  });
});

it('forgets whom to call half a year after a ticket was closed', async () => {
  const old = await ticket({ status: 'closed', updated_at: hours(-24 * 181) });
  const fresh = await ticket({ status: 'closed' });
  const live = await ticket({ updated_at: hours(-24 * 400) });
  for (const id of [old, fresh, live])
    await lab.database.owner.query(
      'INSERT INTO ticket_reporter (ticket_id, name, phone) VALUES ($1, $2, $3)',
      [id, '王女士', '13800138000'],
    );
  await forgetOld(lab.db);
  const { rows } = await lab.database.owner.query<{ ticket_id: string }>(
    'SELECT ticket_id FROM ticket_reporter',
  );
  expect(rows.map(({ ticket_id }) => ticket_id).sort()).toEqual([fresh, live].sort());
});
