import { readSession } from '@scenario-lab/contracts/accounts';
import { drawSample, listSamples } from '@scenario-lab/contracts/dispatch';
import {
  addEvidence,
  assignTicket,
  createTicket,
  listTickets,
  ticketDeeds,
} from '@scenario-lab/contracts/tickets';
import { people, signIn } from './lab.js';

/** A ticket of the department in whose eyes pages are looked at, closed, and a call sheet it was drawn into. */
export async function someTickets(): Promise<{ ticket: string; followUp: string }> {
  const [operator, department] = await Promise.all([signIn(people.operator), signIn(people.waterGroup)]);
  const { me } = await department.call(readSession, {});
  const departmentId = me?.organisation.id ?? '';
  const known = await department.call(listTickets, { query: { departmentId, status: 'closed' } });
  const ticket = known.items[0]?.id ?? (await closedTicket());
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const [drawn] = await operator.call(listSamples, {});
  const sample =
    drawn ?? (await operator.call(drawSample, { body: { from: '2026-01-01', until: today, share: 1 } }));
  return { ticket, followUp: sample.id };

  async function closedTicket(): Promise<string> {
    const { id } = await operator.call(createTicket, {
      body: {
        title: { zh: '水表箱盖破损', en: 'The lid of a meter box is broken' },
        words: { zh: '人行道上的水表箱盖破了。', en: 'The lid of the meter box on the pavement is broken.' },
        category: 'water_drainage',
      },
    });
    const params = { id };
    await operator.call(assignTicket, { params, body: { departmentId } });
    await department.call(addEvidence, { params, body: { note: '已更换箱盖。' } });
    await department.call(ticketDeeds.answer, { params, body: { reason: '已更换。' } });
    await department.call(ticketDeeds.close, { params, body: {} });
    return id;
  }
}
