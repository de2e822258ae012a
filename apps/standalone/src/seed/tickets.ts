import { drawSample, saveRule } from '@scenario-lab/contracts/dispatch';
import { listPilots } from '@scenario-lab/contracts/pilots';
import { followUpTicket } from '@scenario-lab/contracts/ticket-follow-ups';
import {
  addEvidence,
  assignTicket,
  createTicket,
  excludeTicket,
  mergeTicket,
  reportTicket,
  ticketDeeds,
} from '@scenario-lab/contracts/tickets';
import { TICKETS, type TicketStory } from '../demo-data/story/tickets.js';
import type { Cast } from './cast.js';
import type { Persona } from './persona.js';
import { dayAfter } from './time.js';

const day = 86_400_000;
const both = ([zh, en]: readonly [string, string]) => ({ zh, en });

/** Tickets of the last weeks, each played as far as the story says; the directory they were dispatched by; a call sheet. */
export async function seedTickets(cast: Cast, visitor: Persona): Promise<void> {
  const operator = cast.lab('operator');
  const rules = new Map(TICKETS.map(({ category, department }) => [category, department]));
  for (const [category, slug] of rules) {
    await operator.call(saveRule, {
      body: { category, departmentId: cast.organisationId(slug), respondHours: 4, resolveHours: 24 },
    });
  }
  const played = await Promise.all(
    TICKETS.map((story) =>
      play(story, operator, {
        persona: cast.of(story.department),
        id: cast.organisationId(story.department),
      }),
    ),
  );
  const [joined, main] = ['repeat', 'assigned'].map((how) => played.find((one) => one.play === how));
  if (joined && main)
    await operator.call(mergeTicket, {
      params: { id: joined.id },
      body: { into: main.number, reason: '同一处积水。' },
    });
  await operator.call(drawSample, {
    body: { from: dayAfter(-1), until: dayAfter(1), share: 0.3, seed: 'demonstration' },
  });
  await reportAtSite(cast, visitor);
}

async function play(
  { title, words, department: _, ago, play: how, ...rest }: TicketStory,
  operator: Persona,
  department: { persona: Persona; id: string },
): Promise<{ id: string; number: string; play: string }> {
  const { id, number } = await operator.call(createTicket, {
    body: {
      ...rest,
      title: both(title),
      words: both(words),
      reportedAt: new Date(Date.now() - ago * day).toISOString(),
    },
  });
  const made = { id, number, play: how };
  const params = { id };
  const say = (deed: 'respond' | 'answer' | 'return', reason: string) =>
    department.persona.call(ticketDeeds[deed], { params, body: { reason } });
  if (how === 'open' || how === 'repeat') return made;
  await operator.call(assignTicket, { params, body: { departmentId: department.id } });
  if (how === 'assigned') return made;
  if (how === 'returned') {
    await say('return', '该路段由高新区管养，请转高新区。');
    return made;
  }
  await say('respond', '已电话联系反映人，约定现场查看。');
  if (how === 'spoken') return made;
  await department.persona.call(addEvidence, { params, body: { note: '现场查看并处理，照片已存档。' } });
  await say('answer', '已到现场处理，感谢反映。');
  if (how === 'answered') return made;
  await department.persona.call(ticketDeeds.close, { params, body: {} });
  if (how === 'left_out')
    await operator.call(excludeTicket, {
      params,
      body: { exclusion: 'unreasonable', reason: '该时段为获批的抢险施工。' },
    });
  const call = { pleased: [true, true], displeased: [true, false], false_closed: [false, false] }[
    how as string
  ];
  if (call)
    await operator.call(followUpTicket, {
      params,
      body: { reached: true, resolved: call[0], satisfied: call[1] },
    });
  return made;
}

/** One comes the way a citizen's comes: by the form, from a pilot's site. */
async function reportAtSite(cast: Cast, visitor: Persona): Promise<void> {
  const { items } = await cast.lab('operator').call(listPilots, { query: { status: 'running' } });
  const [pilot] = items;
  if (!pilot) return;
  await visitor.call(reportTicket, {
    body: {
      title: { zh: '设备外壳松动', en: 'The casing of the device is loose' },
      words: { zh: '试点设备的外壳被风吹开了一角。', en: 'The wind has lifted a corner of the casing.' },
      category: 'pilot_installation',
      pilotId: pilot.id,
      site: pilot.sites[0] ?? null,
      reporter: { name: '李女士', phone: '028 6123 4567' },
    },
  });
}
