import { callMachine } from '@scenario-lab/contracts/calls/call.machine';
import { policies } from '@scenario-lab/domain/policies';
import { always, asks, mine, type Source, turnsOf } from './inbox-source.js';

/** Of seat `p` of call `t`. */
const seatFacts = `jsonb_build_object('chair', p.out_by IS NULL AND p.number = chair_of(t.id), 'declared', p.declared_at IS NOT NULL,
  'handedIn', p.handed_in_at IS NOT NULL, 'out', p.out_by IS NOT NULL)`;

/** When somebody last left consortium `k` by itself since its lead last saved the plan. */
const lastLeft = `SELECT g.out_at FROM consortium_member g WHERE g.consortium_id = k.id AND g.left_reason IS NOT NULL
  AND g.out_at > (SELECT max(h.confirmed_at) FROM consortium_member h WHERE h.consortium_id = k.id AND h.role = 'lead')
  ORDER BY g.out_at DESC LIMIT 1`;

/** A call, its panel's seats and its objections. */
export const callSources: readonly Source[] = [
  {
    thing: 'call',
    from: 'open_call t',
    id: 't.id',
    status: 't.status',
    title: `t.terms->'title'`,
    born: 't.created_at',
    columns: `jsonb_build_object('ownerOrganisationId', t.department_id, 'needPublished', true,
      'deadlineOver', clock_timestamp() >= t.deadline,
      'given', (SELECT coalesce(jsonb_object_agg(h.side, h.person_id), '{}') FROM call_hand h WHERE h.call_id = t.id),
      'panel', jsonb_build_object('handedIn', 1, 'standstillOver', coalesce(t.standstill_until <= clock_timestamp(), false),
        'objectionsOpen', (SELECT o.open FROM objection_counts(t.id) o),
        'seat', (SELECT ${seatFacts} FROM panel_seat p WHERE p.call_id = t.id AND p.person_id = app_person()))) AS facts`,
    waits: turnsOf(
      callMachine,
      { lab: always, department: mine('t.department_id'), hands: always, panel: 'sits(t.id)' },
      {
        'call.unseal': `clock_timestamp() >= t.deadline AND NOT EXISTS (SELECT 1 FROM call_hand h WHERE h.call_id = t.id
          AND h.side = CASE WHEN ${mine('t.department_id')} THEN 'department' ELSE 'lab' END)`,
        'call.announce': `(SELECT r.number FROM recommendation r WHERE r.call_id = t.id
          ORDER BY r.at DESC, r.id DESC LIMIT 1) IS NOT NULL`,
      },
    ),
    may: asks(policies.call),
  },
  {
    thing: 'call',
    from: `open_call t JOIN panel_seat p ON p.call_id = t.id AND p.person_id = app_person()`,
    id: 't.id',
    status: 't.status',
    title: `t.terms->'title'`,
    born: 't.created_at',
    columns: `jsonb_build_object('ownerOrganisationId', t.department_id, 'seat', ${seatFacts}) AS facts`,
    waits: turnsOf(
      callMachine,
      { seat: always },
      {
        'panel.declare': 'p.declared_at IS NULL',
        'panel.hand_in': 'p.declared_at IS NOT NULL AND p.handed_in_at IS NULL',
      },
    ),
    may: asks(policies.panel),
  },
  {
    thing: 'call',
    from: 'objection j JOIN open_call t ON t.id = j.call_id',
    id: 't.id',
    status: 't.status',
    title: `t.terms->'title'`,
    born: 'j.at',
    columns: `jsonb_build_object('ownerOrganisationId', t.department_id, 'bidder', false, 'standstillOver', false,
      'answered', false) AS facts`,
    waits: turnsOf(callMachine, { objected: 'j.answered_at IS NULL' }),
    may: asks(policies.objection),
  },
  {
    thing: 'call',
    from: `consortium_member m JOIN consortium k ON k.id = m.consortium_id AND k.ended_at IS NULL
      JOIN open_call t ON t.id = k.call_id`,
    id: 't.id',
    status: 't.status',
    title: `t.terms->'title'`,
    born: 'k.created_at',
    since: `CASE m.role WHEN 'lead' THEN (${lastLeft}) ELSE k.created_at END`,
    due: 't.deadline',
    columns: `jsonb_build_object('ownerOrganisationId', t.department_id, 'deadlineOver', clock_timestamp() >= t.deadline,
      'role', m.role, 'confirmed', m.confirmed_at IS NOT NULL) AS facts`,
    waits: [
      {
        status: 'open',
        deed: 'consortium.confirm',
        when: `m.organisation_id = app_org() AND m.role = 'member' AND m.confirmed_at IS NULL AND m.out_at IS NULL`,
      },
      {
        status: 'open',
        deed: 'consortium.save',
        when: `m.organisation_id = app_org() AND m.role = 'lead' AND EXISTS (${lastLeft})`,
      },
    ],
    may: asks(policies.consortium),
  },
];
