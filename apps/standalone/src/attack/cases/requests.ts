import { type AttackCase, raw } from '../attack-case.js';

export const cases: AttackCase[] = [
  {
    name: 'another organisation’s engagement answers like a missing one',
    promise: 'nothing of another tenant in any answer',
    way: 'a department reads by id what is nobody’s and what is somebody else’s',
    expected: 'its owner 200; the other and the missing 404 with the same words',
    attack: async (world) => {
      const exam = await world.exam('requests');
      const { people } = exam;
      const { engagementId } = await exam.enter(people.vendor, 'requests', {
        'main.py': 'print("nothing to say")\n',
      });
      const missing = '00000000-0000-4000-8000-000000000000';
      const own = await raw(world, `/engagements/${engagementId}`, { as: people.vendor });
      const ask = (id: string) => raw(world, `/engagements/${id}`, { as: people.district });
      const [other, none] = [await ask(engagementId), await ask(missing)];
      // The answer names the request's own number, which differs.
      const words = (text: string) => {
        const { code, title, detail } = JSON.parse(text) as Record<string, string>;
        return `${code} ${title} ${detail}`;
      };
      const same = words(other.text) === words(none.text) ? 'the same' : 'other';
      return `its owner ${own.status}; the other and the missing ${[...new Set([other.status, none.status])].join(' and ')} with ${same} words`;
    },
  },
  {
    name: 'a change from a page elsewhere',
    promise: 'a foreign page has none of a signed-in browser’s rights',
    way: 'a POST with the session’s cookie and another Origin',
    expected: '403',
    attack: async (world) => {
      const { people } = await world.exam('requests');
      const answer = await raw(world, '/scenarios', {
        as: people.department,
        method: 'POST',
        headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' },
        body: '{}',
      });
      return String(answer.status);
    },
  },
];
