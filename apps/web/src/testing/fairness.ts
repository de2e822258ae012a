import type { FairnessLedger } from '@scenario-lab/contracts/fairness';
import { at } from './cards.js';
import { idOf, vendor } from './people.js';

export const fairness: FairnessLedger = {
  facts: [
    { what: 'answered', day: '2026-11-21', number: 1 },
    { what: 'amended', day: '2026-11-22', number: 1 },
  ],
  favours: [
    {
      id: idOf(985),
      kind: 'visit',
      day: '2026-11-23',
      text: { zh: '踏勘锦江站机房，半天。', en: 'Half a day at the station.' },
      recordedAt: at(21),
      offeredAt: null,
      given: vendor,
      owed: [{ id: idOf(3), name: { zh: '成都清源数据有限公司', en: 'Qingyuan Data' } }],
      mine: false,
      allowed: ['favour.offer'],
    },
    {
      id: idOf(986),
      kind: 'sample',
      day: '2026-11-24',
      text: { zh: '补充 2023 年春季样例。', en: 'A sample of spring 2023.' },
      recordedAt: at(21),
      offeredAt: at(22),
      given: vendor,
      owed: [],
      mine: false,
      allowed: [],
    },
  ],
  participants: [vendor],
  allowed: ['favour.record'],
};
