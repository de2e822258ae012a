import type { Me } from '@scenario-lab/contracts/accounts';

/** Ids of the examples: readable and valid. */
export const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const vendor = { id: idOf(1), name: { zh: '蓉感智能科技有限公司', en: 'Rongsense Ltd' } };
export const department = {
  id: idOf(2),
  name: { zh: '锦江区生态环境局', en: 'Jinjiang Environment Bureau' },
};
export const lab = { id: idOf(3), name: { zh: '场景实验室', en: 'Scenario Lab' } };

/** What a session says of the lab, but for its identity. */
export const labHere = {
  name: lab.name,
  demonstration: true,
  telling: null,
  version: '0.1.0',
  timeZone: 'Asia/Shanghai',
  note: { zh: '国庆假期（10 月 1 日至 7 日）暂停受理复核。', en: 'No reviews from 1 to 7 October.' },
  renamed: [],
};

const basics = {
  vendor: {
    organisation: { ...vendor, roles: ['supply' as const], verified: true },
    name: '陈工',
    roles: ['vendor' as const],
    membership: ['owner' as const],
    allowed: [
      'solution.create',
      'algorithm.create',
      'dataset.create',
      'run.submit',
      'engagement.propose',
      'data_request.create',
    ],
  },
  department: {
    organisation: { ...department, roles: ['demand' as const], verified: true },
    name: '李主任',
    roles: ['department' as const],
    membership: ['owner' as const],
    allowed: [
      'scenario.create',
      'dataset.create',
      'benchmark.create',
      'engagement.invite',
      'data_request.create',
    ],
  },
  lab: {
    organisation: { ...lab, roles: ['operate' as const], verified: true },
    name: '王运营',
    roles: ['operator' as const, 'reviewer' as const, 'broker' as const, 'admin' as const],
    membership: ['operator' as const, 'reviewer' as const, 'broker' as const, 'admin' as const],
    allowed: [
      'scenario.create',
      'edition.create',
      'cockpit.read_all',
      'catalogue_import.create',
      'catalogue_import.undo',
      'catalogue_source.create',
      'cockpit.read_behind',
      'cockpit.list_kiosks',
      'monthly_report.list',
      'record.read_replies',
      'record.publish',
      'list_import.create',
      'ticket.import',
      'ticket.save_rule',
      'ticket.draw_sample',
      'lab.read_console',
      'lab.read_service_levels',
      'lab.edit_service_levels',
      'lab.read_match_weights',
      'lab.edit_texts',
      'lab.read_upkeep',
      'security.read_audit',
      'taxonomy.read_uses',
      'lab.read_desk',
      'lab.edit_identity',
      'lab.pause_queue',
      'lab.retry_job',
      'organisation.list',
      'organisation.verify',
      'person.list',
      'person.reset_link',
      'person.suspend',
    ],
  },
};
export type Side = keyof typeof basics;

export function meAs(side: Side): Me {
  const { organisation, name, roles, membership, allowed } = basics[side];
  return {
    person: { id: idOf(10), name, email: `${side}@demo.example` },
    organisation,
    roles: [...roles],
    memberships: [
      { organisation: { id: organisation.id, name: organisation.name }, roles: [...membership] },
      { organisation: side === 'lab' ? department : lab, roles: ['observer'] },
    ],
    allowed: [...allowed],
  };
}

export const demonstrationAccounts = (['department', 'vendor', 'lab'] as const).map((side) => ({
  email: `${side}@demo.example`,
  password: 'demonstration-only',
  name: basics[side].name,
  organisation: basics[side].organisation.name,
  roles: [...basics[side].roles],
}));
