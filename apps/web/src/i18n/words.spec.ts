import { membershipRoles, organisationRoles, roles } from '@scenario-lab/contracts/accounts';
import { ColumnType } from '@scenario-lab/contracts/algorithms';
import { splits } from '@scenario-lab/contracts/benchmarks';
import { callStatuses } from '@scenario-lab/contracts/calls';
import { failureReasons, ReplicationStatus } from '@scenario-lab/contracts/cases';
import { CertificateStatus } from '@scenario-lab/contracts/certificates';
import { AccessMode } from '@scenario-lab/contracts/datasets';
import { EditionStatus, editionKinds } from '@scenario-lab/contracts/editions';
import { engagementStatuses } from '@scenario-lab/contracts/engagements';
import { artifactKinds, defectClasses, outcomes } from '@scenario-lab/contracts/exam';
import { things } from '@scenario-lab/contracts/lab';
import { ListingStatus } from '@scenario-lab/contracts/listing';
import { machines } from '@scenario-lab/contracts/machines';
import { taskKinds } from '@scenario-lab/contracts/metrics';
import { observationSources, PilotStatus } from '@scenario-lab/contracts/pilots';
import { routes } from '@scenario-lab/contracts/routes';
import { runStatuses, Verdict } from '@scenario-lab/contracts/runs';
import { ScenarioStatus } from '@scenario-lab/contracts/scenarios';
import { cooperationModes, fields, sourceKinds, stages } from '@scenario-lab/contracts/taxonomies';
import { describe, expect, it } from 'vitest';
import { words as en } from './en/words.js';
import { words as zh } from './zh/words.js';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const path = at ? `${at}.${key}` : key;
    return typeof value === 'string' ? [[path, value]] : leaves(value, path);
  });
}
const chinese = new Map(leaves(zh));
const english = new Map(leaves(en));
const untranslated = (keys: readonly string[]) =>
  keys.filter((key) => !chinese.has(key) || !english.has(key));
const under = (group: string, codes: readonly string[]) => codes.map((code) => `${group}.${code}`);

/** The domain is not the web's to import; its tables of codes are read as text. */
const tables = import.meta.glob<string>('../../../../packages/domain/src/refusal.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});
/** So are the faults the server names in what it was sent. */
const faults = import.meta.glob<string>(['../../../../apps/api/src/**/*.ts', '!**/*.spec.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const schemas = import.meta.glob<string>('../../../../packages/contracts/src/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const found = (name: RegExp, what: RegExp) =>
  Object.entries(tables)
    .filter(([file]) => name.test(file))
    .flatMap(([, text]) => [...text.matchAll(what)].map((one) => one[1] ?? ''));
const machineEvents = () =>
  Object.values(machines).flatMap(({ events }) => Object.values(events).map(({ became }) => became));
/** `thing.status` of every lifecycle. */
const statuses = () =>
  Object.values(machines).flatMap(({ thing, statuses }) => statuses.map((status) => `${thing}.${status}`));
const refusalCodes = () => found(/refusal\.ts$/, /^ {2}'(\w+)',$/gm);

describe('words', () => {
  it('are there under the same keys in both languages, none empty', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    for (const [key, value] of [...chinese, ...english]) expect(value.trim(), key).not.toBe('');
  });
  it('take the same values in both languages', () => {
    const values = (text: string | undefined) =>
      [...(text ?? '').matchAll(/{{(\w+)}}/g)].map((one) => one[1]).sort();
    for (const [key, value] of chinese) expect(values(english.get(key)), key).toEqual(values(value));
  });
  it('count one thing as one in English', () => {
    // Never one by their nature: told from three on, or of more than one tenth, field or day.
    const always = new Set([
      'data_counters.by_field_says',
      'few_bids.answers',
      'few_bids.finding.certificate_rare',
      'few_bids.finding.ceiling_low',
      'tickets.hot.need_problem',
      'webhooks.tries',
    ]);
    const plural = /\{\{count\}\} (?:[a-z-]+ ){0,2}[a-z-]+s\b/;
    const missing = [...english]
      .filter(([key, text]) => plural.test(text) && !/_(?:one|zero|other)$/.test(key) && !always.has(key))
      .filter(([key]) => !english.has(`${key}_one`));
    expect(missing).toEqual([]);
  });
  it('say every refusal', () => {
    const codes = refusalCodes();
    expect(codes.length).toBeGreaterThan(20);
    const ofTheServer = ['unexpected', 'bad_request', 'too_large', 'unreadable_body', 'unreadable_answer'];
    expect(untranslated(under('problem', [...codes, ...ofTheServer]))).toEqual([]);
  });
  it('say every fault the server finds in a field', () => {
    const codes = [
      ...Object.values(faults).flatMap((text) =>
        [...text.matchAll(/path: (?:'[^']*'|`[^`]*`|path)[^}]{0,80}?code: '(\w+)'/g)].map(
          (one) => one[1] ?? '',
        ),
      ),
      ...Object.values(schemas).flatMap((text) =>
        [...text.matchAll(/message: '(\w+)'/g)].map((one) => one[1] ?? ''),
      ),
    ];
    expect(codes.length).toBeGreaterThan(40);
    expect(untranslated(under('problem.field', [...new Set(codes)]))).toEqual([]);
  });
  it('name every field of every form', () => {
    const named = (schema: unknown): string[] => {
      if (Array.isArray(schema)) return schema.flatMap(named);
      if (typeof schema !== 'object' || schema === null) return [];
      return Object.entries(schema).flatMap(([key, inner]) =>
        key === 'properties' && typeof inner === 'object'
          ? [...Object.keys(inner ?? {}), ...Object.values(inner ?? {}).flatMap(named)]
          : key === 'const' || key === 'enum'
            ? []
            : named(inner),
      );
    };
    // What only programs send, in the words of a foreign protocol, nobody reads at a form.
    const bodies = routes.flatMap(({ body, protobuf }) =>
      body && !protobuf ? [body.toJSONSchema({ io: 'input', unrepresentable: 'any' })] : [],
    );
    const fields = [...new Set(bodies.flatMap(named))];
    expect(fields.length).toBeGreaterThan(100);
    expect(untranslated(under('field', fields))).toEqual([]);
  });
  it('say every event of every lifecycle', () => {
    const events = machineEvents();
    expect(events.length).toBeGreaterThan(80);
    const cards = ['solution', 'algorithm', 'dataset'].flatMap((thing) =>
      under(thing, ['created', 'submitted', 'listed', 'returned', 'delisted']),
    );
    expect(untranslated(under('event', [...events, ...cards]))).toEqual([]);
  });
  it('say what comes next in every status', () => {
    // A grant is shown with the request it came from, whose status says it.
    const shown = statuses().filter((code) => !code.startsWith('grant.'));
    expect(shown.length).toBeGreaterThan(85);
    expect(untranslated(under('next', [...shown, 'case.draft', 'case.published']))).toEqual([]);
  });
  it('say every deed with its consequence', () => {
    const deeds = routes.filter(
      (row) =>
        row.method === 'POST' &&
        row.reply === 'none' &&
        row.path.includes('/:id/') &&
        row.access.includes('.'),
    );
    expect(deeds.length).toBeGreaterThan(50);
    // These carry a form of their own.
    const formed = [
      'person.suspend',
      'organisation.change_member',
      'organisation.decide_mail_domain',
      'organisation.answer_joining',
      'record.judge',
      'pilot.meet_condition',
      'panel.declare',
      'panel.change',
      'call.recommend',
      'call.announce',
      'call.postpone',
      'call.move_up',
      'pilot.decide_change',
      'pilot.confirm_document',
      'bid.note',
      'call.say_why',
      'engagement.confirm_record',
      'engagement.take_back_record',
      'engagement.end_task',
      'engagement.hand_over',
      'engagement.agree_talk',
      'engagement.call_off_talk',
      'engagement.mark_check',
      'meeting.leave_seat',
      'meeting.call_off',
      'dataset.ask_masking',
      'pilot.decide_points',
    ];
    const keys = deeds
      .filter(({ name }) => !formed.includes(name))
      .flatMap(({ name }) => [`deed.${name}.label`, `deed.${name}.says`]);
    expect(untranslated(keys)).toEqual([]);
  });
  it('say every code of the contract', () => {
    expect(
      untranslated([
        ...['solution', 'algorithm', 'dataset'].flatMap((thing) =>
          under(`status.${thing}`, ListingStatus.options),
        ),
        ...under('status.scenario', ScenarioStatus.options),
        ...under('status.engagement', engagementStatuses),
        ...under('status.run', runStatuses),
        ...under('status.certificate', CertificateStatus.options),
        ...under('status.pilot', PilotStatus.options),
        ...under('status.replication', ReplicationStatus.options),
        ...under('status.call', callStatuses),
        ...under('status.edition', EditionStatus.options),
        ...under('editions.kind', editionKinds),
        ...under('status.verdict', Verdict.options),
        ...under('status.role', roles),
        ...under('status.membership', membershipRoles),
        ...under('stage', stages),
        ...under('taxonomy.field', fields),
        ...under('taxonomy.cooperation_mode', cooperationModes),
        ...under('taxonomy.source_kind', sourceKinds),
        ...under('taxonomy.task', taskKinds),
        ...under('taxonomy.access_mode', AccessMode.options),
        ...under('taxonomy.artifact', artifactKinds),
        ...under('taxonomy.column_type', ColumnType.options),
        ...under('taxonomy.split', splits),
        ...under('taxonomy.outcome', outcomes),
        ...under('taxonomy.defect', defectClasses),
        ...under('taxonomy.defect_hint', defectClasses),
        ...under('taxonomy.outcome_hint', outcomes),
        ...under('taxonomy.failure_reason', failureReasons),
        ...under('taxonomy.observation_source', observationSources),
        ...under('taxonomy.organisation_role', organisationRoles),
        ...under('inbox.thing', things),
      ]),
    ).toEqual([]);
  });
});
