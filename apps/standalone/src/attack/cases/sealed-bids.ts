import { randomBytes } from 'node:crypto';
import { createCall, handInBid, openCall, sealCall } from '@scenario-lab/contracts/calls';
import { routes } from '@scenario-lab/contracts/routes';
import { type AttackCase, raw } from '../attack-case.js';

const planted = `独门做法-${randomBytes(8).toString('hex')}`;

const unread: AttackCase = {
  name: 'a bid before its opening',
  promise: 'what was offered is read by nobody before two keys come together',
  way: 'every reading route with the call’s id asked by department, rival, operator, reviewer, visitor and its own vendor; every table of the database searched for a planted word and for both keys',
  expected: 'found nowhere',
  attack: async (world) => {
    const { people, scenarioId } = await world.exam('strangers');
    const { id } = await people.department.call(createCall, {
      params: { id: scenarioId },
      body: {
        title: { zh: '公开征集' },
        text: { zh: '采购一年的服务。' },
        deadline: '2099-01-15T17:00',
        criteria: [{ id: 'plan', title: { zh: '方案' }, weight: 60, kind: 'judged' }],
        priceWeight: 40,
        priceFormula: 'lowest_ratio',
        panel: [{ name: '周教授', organisation: '大学' }],
      },
    });
    const at = { params: { id }, body: {} };
    const keys = [await people.department.call(sealCall, at), await people.operator.call(openCall, at)];
    await people.vendor.call(handInBid, {
      params: { id },
      body: {
        answers: [{ criterion: 'plan', text: planted }],
        text: planted,
        price: 1,
        files: [{ name: 'a.txt', data: Buffer.from(planted).toString('base64') }],
        salt: randomBytes(16).toString('hex'),
      },
    });
    const words = [planted, Buffer.from(planted).toString('base64'), Buffer.from(planted).toString('hex')];
    const found: string[] = [];
    const { department, rivals, operator, reviewer, vendor } = people;
    for (const as of [department, rivals[0], operator, reviewer, undefined, vendor]) {
      for (const row of routes) {
        if (row.method !== 'GET' || row.reply === 'stream') continue;
        const path = row.path.replace(/:(\w+)/g, (_, key: string) => (key === 'thing' ? 'call' : id));
        const { text } = await raw(world, path, as ? { as } : {});
        if (words.some((word) => text.includes(word))) found.push(row.name);
      }
    }
    const tables = await world.sql<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    for (const { name } of tables) {
      for (const word of [...words, ...keys.flatMap(({ code }) => [code, code.replaceAll('-', '')])]) {
        const [hit] = await world.sql(`SELECT 1 FROM "${name}" t WHERE position($1 IN t::text) > 0 LIMIT 1`, [
          word,
        ]);
        if (hit) found.push(`table ${name}`);
      }
    }
    return found.length > 0 ? [...new Set(found)].join(', ') : 'found nowhere';
  },
};

export const cases: AttackCase[] = [unread];
