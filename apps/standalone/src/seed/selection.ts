import { randomBytes } from 'node:crypto';
import { readSession } from '@scenario-lab/contracts/accounts';
import {
  createCall,
  handInBid,
  openCall,
  readCall,
  sealCall,
  unsealCall,
} from '@scenario-lab/contracts/calls';
import { answerClarification, askClarification } from '@scenario-lab/contracts/clarifications';
import { offerFavour, readFairness, recordFavour } from '@scenario-lab/contracts/fairness';
import {
  announceAward,
  declareTies,
  giveSeat,
  handInScores,
  makeObjection,
  objectionDeeds,
  readPanel,
  readScores,
  recommendBid,
  saveScores,
  takeSeat,
} from '@scenario-lab/contracts/panels';
import { addRecord, addTask, confirmRecord, endTask, readRoom } from '@scenario-lab/contracts/rooms';
import { BIDS, DECISION, JUDGES, QUESTIONS, ROLL_OUT, ROOM, VISIT } from '../demo-data/story/selection.js';
import type { Cast } from './cast.js';
import type { Ids } from './catalogue.js';
import { type Persona, until } from './persona.js';
import { dayAfter } from './time.js';

/** Questions about the story's main need: two answered, one that waits for the department. */
export async function seedQuestions(cast: Cast, scenarios: Ids): Promise<void> {
  const params = { id: scenarios.get(ROLL_OUT.scenario) ?? '' };
  for (const { by, question, answer } of QUESTIONS) {
    const { id } = await cast.of(by).call(askClarification, { params, body: { question } });
    if (answer) await cast.of(ROLL_OUT.owner).call(answerClarification, { params: { id }, body: { answer } });
  }
}

/** A call whose bids are sealed until its deadline, a minute or two from now; open until then. */
export interface SealedCall {
  id: string;
  codes: { department: string; lab: string };
}

/** The call and its bids; the deadline is as near as the lab's clock allows. Null where this machine was too slow for it. */
export async function seedCall(
  cast: Cast,
  scenarios: Ids,
  solutions: Ids,
  say: (line: string) => void,
): Promise<SealedCall | null> {
  const { scenario, owner, ...terms } = ROLL_OUT;
  const department = cast.of(owner);
  const { lab } = await department.call(readSession, {});
  const { id } = await department.call(createCall, {
    params: { id: scenarios.get(scenario) ?? '' },
    body: { ...terms, deadline: minuteAfter(60, lab.timeZone) },
  });
  const params = { id };
  try {
    const { code: ours } = await department.call(sealCall, { params, body: {} });
    const { code: theirs } = await cast.lab('operator').call(openCall, { params, body: {} });
    for (const bid of BIDS)
      await cast.of(bid.vendor).call(handInBid, {
        params,
        body: {
          solutionId: solutions.get(bid.solution) ?? null,
          answers: [
            ...Object.entries(bid.predicted).map(([criterion, value]) => ({ criterion, value })),
            { criterion: 'plan', text: bid.plan },
            { criterion: 'service', text: bid.service },
          ],
          text: bid.text,
          price: bid.price,
          salt: randomBytes(16).toString('hex'),
        },
      });
    return { id, codes: { department: ours, lab: theirs } };
  } catch (error) {
    say(`the call for bids was not told: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

/** Opened by two, judged blind, recommended, announced, objected to and answered; the award itself waits for its days. */
export async function judgeCall(cast: Cast, call: SealedCall, say: (line: string) => void): Promise<void> {
  const params = { id: call.id };
  const department = cast.of(ROLL_OUT.owner);
  const judges = JUDGES.map(([organisation, role]) => cast.of(organisation, role));
  for (const [index, judge] of judges.entries()) {
    const { code } = await department.call(giveSeat, {
      params: { id: call.id, number: index + 1 },
      body: {},
    });
    await judge.call(takeSeat, { params, body: { code, said: '' } });
  }
  await until(
    'the deadline of the call',
    () => department.call(readCall, { params }),
    ({ over }) => over,
    300,
  );
  await cast.lab('operator').call(unsealCall, { params, body: { code: call.codes.lab } });
  await department.call(unsealCall, { params, body: { code: call.codes.department } });
  for (const [seat, judge] of judges.entries()) await score(judge, call.id, seat);
  const [chair] = judges;
  if (!chair) return;
  const { sheet } = await chair.call(readScores, { params });
  const best = sheet.find(({ rank }) => rank === 1);
  // Measured anew in every lab: where nobody reached what must be reached, the panel has nobody to recommend yet.
  if (!best) {
    say('the call for bids stands at its panel: no bid reached what must be reached here');
    return;
  }
  await chair.call(recommendBid, { params, body: { number: best.number, reason: DECISION.reason } });
  await department.call(announceAward, {
    params,
    body: { procurementNumber: DECISION.procurementNumber },
  });
  const { by, text, answer } = DECISION.objection;
  await cast.of(by).call(makeObjection, { params, body: { text } });
  const { objections } = await department.call(readPanel, { params });
  for (const { id } of objections)
    await department.call(objectionDeeds.reject, { params: { id }, body: { reason: answer } });
}

/** A bid is known by its words: its number is drawn at the opening. */
async function score(judge: Persona, id: string, seat: number): Promise<void> {
  const params = { id };
  await judge.call(declareTies, { params, body: { tiedTo: [], said: '' } });
  const { bids } = await judge.call(readScores, { params });
  const scores = bids.flatMap(({ number, content, excludedBy }) => {
    const bid = BIDS.find(({ text }) => text === content?.text);
    // What was measured has put one out: there is nothing to judge of it.
    if (!bid || excludedBy.length > 0) return [];
    return (['plan', 'service'] as const).map((criterion) => ({
      number,
      criterion,
      points: bid.points[criterion][seat] ?? 0,
      note: bid.note,
    }));
  });
  await judge.call(saveScores, { params, body: { scores } });
  await judge.call(handInScores, { params, body: {} });
}

/** What one vendor got and the others are offered. */
export async function seedFavours(cast: Cast, scenarios: Ids): Promise<void> {
  const department = cast.of(ROLL_OUT.owner);
  const params = { id: scenarios.get(ROLL_OUT.scenario) ?? '' };
  const { participants } = await department.call(readFairness, { params });
  const vendorId = cast.organisationId(VISIT.vendor);
  if (!participants.some(({ id }) => id === vendorId)) return;
  const { id } = await department.call(recordFavour, {
    params,
    body: { kind: 'visit', vendorId, day: dayAfter(-4), text: { zh: VISIT.text } },
  });
  await department.call(offerFavour, { params: { id }, body: {} });
}

/** The room of the running pilot: minutes to read, a decision both confirmed, a task done and one that waits. */
export async function seedRoom(cast: Cast, engagements: Ids): Promise<void> {
  const id = engagements.get(ROOM.engagement);
  if (!id) return;
  const params = { id };
  const sides = { department: cast.of('water-group'), vendor: cast.of('lunzi') };
  const { minutes, decision, tasks } = ROOM;
  const uploadId = await sides.department.upload(
    'file',
    minutes.name,
    new TextEncoder().encode(minutes.text),
  );
  await sides.department.call(addRecord, { params, body: { kind: 'file', text: minutes.title, uploadId } });
  const record = await sides.vendor.call(addRecord, {
    params,
    body: { kind: 'decision', text: decision, uploadId: null },
  });
  const { records } = await sides.department.call(readRoom, { params });
  const sha256 = records.find((one) => one.id === record.id)?.sha256 ?? '';
  await sides.department.call(confirmRecord, { params: { id, recordId: record.id }, body: { sha256 } });
  for (const { what, side, inDays, done } of tasks) {
    const giver = side === 'vendor' ? sides.department : sides.vendor;
    const task = await giver.call(addTask, {
      params,
      body: { what, side, personId: null, due: dayAfter(inDays) },
    });
    if (done) await sides[side].call(endTask, { params: { id, taskId: task.id }, body: { how: 'done' } });
  }
}

/** The first whole minute by the lab's clock that is at least so many seconds away. */
function minuteAfter(seconds: number, timeZone: string): string {
  const at = new Date(Math.ceil((Date.now() + seconds * 1_000) / 60_000) * 60_000);
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return parts.format(at).replace(' ', 'T');
}
