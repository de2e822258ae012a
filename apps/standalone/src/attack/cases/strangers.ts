import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { listKeys } from '@scenario-lab/contracts/certificates';
import {
  type Envelope,
  envelopeText,
  keyIdOf,
  sealEnvelope,
  signedDigest,
  verifyEnvelope,
} from '@scenario-lab/contracts/envelope';
import type { Route } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { type Persona } from '../../seed/persona.js';
import { type AttackCase, raw } from '../attack-case.js';
import { type Field, stand } from '../strangers-stand.js';
import type { World } from '../world.js';

/** The same words but for what names the request itself. */
const words = (text: string) => {
  try {
    const { code, title, detail } = JSON.parse(text) as Record<string, string>;
    return `${code} ${title} ${detail}`;
  } catch {
    return text;
  }
};

/** Ids of private things of the first vendor and its department, by the routes that read them; asked of the record. */
const mine: Record<string, (field: Field) => string> = {
  'solution.read_medium': () => `SELECT id FROM solution_medium WHERE organisation_id = $1 LIMIT 1`,
  'scenario.read_paper': ({ paperId }) => paperId,
  // Of a listed card, which everybody may read.
  'field_remark.list': () => `SELECT id FROM solution WHERE owner_id = $1 LIMIT 1`,
  'upload.read': () => `SELECT id FROM upload WHERE organisation_id = $1 LIMIT 1`,
  'run.read': ({ runId }) => runId,
  'run.answers': ({ runId }) => runId,
  'run.hidden_rows': ({ runId }) => runId,
  'dataset.uses': ({ exam }) => exam.datasetId,
  'dataset.export_uses': ({ exam }) => exam.datasetId,
  'report.read': ({ reportId }) => reportId,
  'report.statement': ({ reportId }) => reportId,
  'report.pdf': ({ reportId }) => reportId,
  'engagement.read': ({ engagementId }) => engagementId,
  'engagement.read_room': ({ engagementId }) => engagementId,
  'engagement.download_record': ({ engagementId }) => engagementId,
  'engagement.export_room': ({ engagementId }) => engagementId,
  'pilot.read': ({ pilotId }) => pilotId,
  'pilot.points': ({ pilotId }) => pilotId,
  'pilot.read_live': ({ pilotId }) => pilotId,
  'pilot.quarantine': ({ pilotId }) => pilotId,
  'pilot.read_acceptance': ({ pilotId }) => pilotId,
  'pilot.acceptance_pdf': ({ pilotId }) => pilotId,
  'pilot.acceptance_statement': ({ pilotId }) => pilotId,
  'pilot.read_plan': ({ pilotId }) => pilotId,
  'pilot.download_document': ({ pilotId }) => pilotId,
  'event.timeline': ({ runId }) => runId,
  'calendar.file': ({ pilotId }) => pilotId,
  'organisation.read_joining': ({ exam }) => exam.people.vendorId,
  'organisation.list_documents': ({ exam }) => exam.people.vendorId,
  'grant.contract': () => `SELECT id FROM access_grant WHERE organisation_id = $1 LIMIT 1`,
  'grant.matches': () => `SELECT id FROM access_grant WHERE organisation_id = $1 LIMIT 1`,
  'grant.read': () => `SELECT id FROM access_grant WHERE organisation_id = $1 LIMIT 1`,
  'grant.uses': () => `SELECT id FROM access_grant WHERE organisation_id = $1 LIMIT 1`,
  'grant.export_uses': () => `SELECT id FROM access_grant WHERE organisation_id = $1 LIMIT 1`,
  'data_job.read': ({ jobId }) => jobId,
  'data_job.output': ({ jobId }) => jobId,
  'record.read_facts': ({ exam }) => exam.people.vendorId,
  'joint_need.read': ({ jointId }) => jointId,
  'ticket.read': ({ ticketId }) => ticketId,
  'ticket.read_files': ({ ticketId }) => ticketId,
  'ticket.download_evidence': ({ ticketId }) => ticketId,
};

/** Readable by everybody as far as they are published: their drafts are held by the matrix and each feature's own tests. */
const published = new Set([
  'solution.read',
  // As far as an open card names it: see `media.int.spec`.
  'solution.medium_file',
  'match.for_solution',
  'algorithm.read',
  'dataset.read',
  'catalogue.read',
  'dataset.croissant',
  // That listed data exist is public; who may not have their rows is told so.
  'dataset.download',
  // So is who does not own them, to whom no version of theirs is masked: see `masking.int.spec`.
  'dataset.read_masking',
  'scenario.read',
  'match.for_scenario',
  // Of a need everybody may read; its letters row-level security shows its department and the lab: see `marks.int.spec`.
  'engagement.list_letters',
  'clarification.list',
  // Of a published joint need everybody reads who takes part; before that it is empty for strangers: see its own tests.
  'joint_need.of_scenario',
  'favour.list',
  'call.list',
  'call.read',
  // Empty for whoever is in none: see `consortia.int.spec`, which walks every other role and table.
  'consortium.list',
  // Of a call that everybody may read each vendor reads its own receipts, and nobody bids before they are opened:
  // see `sealed-bids`.
  'bid.own',
  'bid.list',
  // Everybody reads what is wished for; whose wish it is no answer says: see its own tests.
  'data_request.read',
  // Its seats are public as it is; points are a seat's own, and of nobody while there is none: see `panels.int.spec`.
  // Counts alone, for the call's department and the lab: see `few-bids.int.spec`.
  'call.read_few',
  // What a need offers to all who may bid is theirs to read; who comes is not: see `meetings.int.spec`.
  'meeting.list',
  'panel.of_call',
  'panel.read',
  'bid.outcome',
  'edition.read',
  'edition.download',
  'benchmark.read',
  'benchmark.sample',
  'benchmark.task',
  'case.read',
  'replication.read',
  // Of a published case; empty for who has no part in it, see the feature's own tests.
  'replication_pack.of_case',
  // For the lab and the two sides of a case, once both agreed.
  'replication_pack.read_file',
  // For the lab and the department it was brought for.
  'foreign_pack.read',
  'foreign_pack.difference',
  'certificate.read',
  'organisation.read',
  'organisation.show',
  // Figures the lab has published; the facts behind them are walked.
  'record.read',
  // That an organisation is there is public; its papers are listed to nobody else, and their ids are in that list.
  'organisation.download_document',
  'docs.read_feature',
  // Rows of one's own organisation by row-level security, walked in the feature's own tests by every other party.
  'webhook.deliveries',
  // Of a count both sides take part in: see `key-matches.int.spec`, which walks everybody else.
  'grant.match_points',
  'dataset.read_fetch',
  'dataset.fetch_beginning',
  // The newest of what is published, and a certificate's status today.
  'feed.read',
  'embed.certificate',
  // What was given is public, and what is applied for is held by the feature's own tests.
  'badge.read',
  'badge.statement',
  'badge.pdf',
  'embed.badge',
  // Announced camps are public, drafts and the class are not: see `camps.int.spec`. A certificate is read without its name.
  'camp.read',
  'camp.read_trainees',
  'training.read',
  'training.statement',
  'training.pdf',
  // Whoever knows a secret or a digest holds the thing already.
  'invitation.read',
  'calendar.subscribe',
  'report.look_up',
]);

/** The lab's own desks: nobody else reads anything there, whatever it is called. */
const ofTheLab: Record<string, string> = {
  'catalogue_import.read': '',
  'catalogue_source.read': '',
  'catalogue_source.read_harvest': '',
  'list_import.read': '',
  'broker_record.read_facts': '',
  'ticket.read_sample': '',
  'monthly_report.read': '2026-01',
  'monthly_report.behind': '2026-01',
  'monthly_report.pdf': '2026-01',
  'monthly_report.statement': '2026-01',
};

const address = (
  row: Route,
  id: string,
  { evidenceId, acceptanceId, documentId, recordId, fileId }: Partial<Field & { fileId: string }> = {},
) =>
  row.path.replace(
    /:(\w+)/g,
    (_, key: string) =>
      ({
        thing: { 'calendar.file': 'pilot', 'field_remark.list': 'solution' }[row.name] ?? 'run',
        edition: 'vendor',
        number: '1',
        evidenceId,
        acceptanceId,
        documentId,
        recordId,
        fileId,
      })[key] ?? id,
  );

/** A file of the ticket's reporter that has been opened: the bytes of the evidence stand for it. */
async function reporterFile(world: World, { ticketId, evidenceId }: Field): Promise<string> {
  const [file] = await world.sql<{ id: string }>(
    `INSERT INTO ticket_file (id, ticket_id, file_name, read_at, kind, mime, sha256, bytes)
     SELECT gen_random_uuid(), $1, 'photo.jpg', now(), 'picture', 'image/jpeg', sha256, 7 FROM ticket_evidence WHERE id = $2
     RETURNING id`,
    [ticketId, evidenceId],
  );
  return file?.id ?? '';
}

const walk: AttackCase = {
  name: 'every reading route with ids of another vendor',
  promise: 'another tenant’s thing answers like a missing one',
  way: 'each GET route of the contracts asked by a rival and by a visitor, with a vendor’s id and with one of nothing',
  expected: 'all like missing: 51 routes, none forgotten',
  attack: async (world) => {
    const stood = await stand(world);
    const field = { ...stood, fileId: await reporterFile(world, stood) };
    const { people } = field.exam;
    const found: string[] = [];
    let asked = 0;
    for (const row of routes.filter(({ method, path }) => method === 'GET' && path.includes(':'))) {
      const desk = ofTheLab[row.name];
      if (desk !== undefined) {
        asked += 1;
        for (const as of [people.rivals[0], people.department, undefined]) {
          const { status } = await raw(world, address(row, desk || randomUUID()), as ? { as } : {});
          if (status !== 401 && status !== 403)
            found.push(`${row.name} tells who is not of the lab ${status}`);
        }
        continue;
      }
      const of = mine[row.name];
      if (!of) {
        if (!published.has(row.name)) found.push(`${row.name} was not tried`);
        continue;
      }
      asked += 1;
      const named = of(field);
      const id = named.startsWith('SELECT')
        ? ((await world.sql<{ id: string }>(named, [people.vendorId]))[0]?.id ?? '')
        : named;
      const owner = await raw(world, address(row, id, field), {
        // What a job wrote is the data owner's until it is released; of the department alone are a need's paper, what it is
        // asked to join and what a citizen handed in.
        as: [
          'run.read_internal',
          'dataset.read_uses',
          'data_job.output',
          'scenario.read_paper',
          'joint_need.read',
          'ticket.read_files',
        ].some((one) => one === row.access || one === row.name)
          ? people.department
          : people.vendor,
      });
      if (owner.status !== 200) found.push(`${row.name} tells its own ${owner.status}`);
      for (const as of [people.rivals[0], undefined]) {
        const theirs = await raw(world, address(row, id, field), as ? { as } : {});
        const none = await raw(world, address(row, randomUUID(), field), as ? { as } : {});
        const like = theirs.status === none.status && words(theirs.text) === words(none.text);
        // A timeline of what cannot be seen is empty.
        const shut = theirs.status >= 401 || theirs.text === '[]';
        if (!like || !shut) found.push(`${row.name} ${theirs.status} against ${none.status}`);
      }
    }
    return found.join('; ') || `all like missing: ${asked} routes, none forgotten`;
  },
};

const keysOf = (as: Persona) => as.call(listKeys, {});
const verdict = (text: string, keys: Parameters<typeof verifyEnvelope>[1]) => {
  const verified = verifyEnvelope(text, keys);
  return verified.ok ? 'genuine' : verified.code;
};

/** Statement and report as the vendor has them. */
async function statement(world: World) {
  const { exam, publicReportId } = await stand(world);
  const { vendor } = exam.people;
  const { text, status } = await raw(world, `/reports/${publicReportId}/vendor/statement.json`, {
    as: vendor,
  });
  if (status !== 200) throw new Error(`the statement answers ${status}`);
  const keys = await keysOf(vendor);
  if (verdict(text, keys) !== 'genuine') throw new Error(`the report is ${verdict(text, keys)}`);
  return { text, keys, envelope: JSON.parse(text) as Envelope };
}

const forgeries: AttackCase[] = [
  {
    name: 'a report with one letter changed',
    promise: 'any changed byte of a report fails',
    way: 'each of 400 letters of a genuine report replaced by another',
    expected: '0 of 400 believed',
    attack: async (world) => {
      const { text, keys } = await statement(world);
      let believed = 0;
      for (let n = 0; n < 400; n += 1) {
        const at = Math.floor((n * (text.length - 1)) / 400);
        const other = text[at] === 'A' ? 'B' : 'A';
        const changed = `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
        if (verdict(changed, keys) === 'genuine') believed += 1;
      }
      return `${believed} of 400 believed`;
    },
  },
  {
    name: 'a report of another’s making',
    promise: 'trust comes from the lab’s keys, their dates and the lab’s record',
    way: 'the genuine text signed with a key of one’s own; the same under the lab’s key id; the lab asked for its digest',
    expected: 'neither believed, not on record',
    attack: async (world) => {
      const { keys, envelope } = await statement(world);
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const own = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
      const predicate = JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as Record<
        string,
        unknown
      >;
      const forge = (keyId: string) =>
        sealEnvelope({ ...predicate, forged: true }, keyId, (text) => sign(null, text, privateKey));
      const under = [keyIdOf(own), keys[0]?.keyId ?? ''].map((keyId) =>
        verdict(envelopeText(forge(keyId)), keys),
      );
      const digest = signedDigest(forge(keyIdOf(own)));
      const record = JSON.parse((await raw(world, `/report-digests/${digest}`)).text) as { known?: boolean };
      const believed = under.filter((one) => one === 'genuine').length;
      return `${believed === 0 ? 'neither' : believed} believed, ${record.known === false ? 'not on record' : 'on record'}`;
    },
  },
];

/** Points pushed as they are; @returns status and code or place. */
async function push(world: World, authorization: string, points: object[]): Promise<string> {
  const answer = await raw(world, '/observations', {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ points }),
  });
  if (answer.status < 300) return 'taken';
  const { code, errors } = JSON.parse(answer.text) as { code: string; errors?: { code: string }[] };
  return [answer.status, code, ...(errors ?? []).map((one) => one.code)].join(' ');
}

const inField: AttackCase[] = [
  {
    name: 'field points of other days',
    promise: 'points lie in the pilot’s window',
    way: 'a site’s token sends a point of 2001, one of 2099 and one of a day that is in no calendar',
    expected:
      '422 invalid_input before_the_pilot; 422 after_the_pilot or later; the last refused; 0 points kept',
    attack: async (world) => {
      const { secret, pilotId } = await stand(world);
      const at = (time: string) =>
        push(world, `Bearer ${secret}`, [{ criterion: 'mae', at: time, value: 9 }]);
      const [past, future, never] = [
        await at('2001-05-01T08:00:00+08:00'),
        await at('2099-05-01T08:00:00+08:00'),
        await at('2026-02-30T10:00:00+08:00'),
      ];
      const kept = await world.sql('SELECT 1 FROM observation WHERE pilot_id = $1', [pilotId]);
      const later = /^422 invalid_input (after_the_pilot|in_the_future)$/.test(future);
      return `${past}; ${later ? '422 after_the_pilot or later' : future}; ${never.startsWith('422') ? 'the last refused' : never}; ${kept.length} points kept`;
    },
  },
  {
    name: 'field points from who is no site',
    promise: 'only a site’s device or the lab’s word moves a certificate',
    way: 'a vendor asks for a site’s token, sends by its session and by a token of its own; a site’s token opens other doors',
    expected: 'no token for a vendor, 401 by session, 401 by guess, nothing opened by a site’s token',
    attack: async (world) => {
      const { exam, pilotId, secret } = await stand(world);
      const { vendor } = exam.people;
      const json = { 'content-type': 'application/json' };
      const point = [{ criterion: 'mae', at: new Date(Date.now() - 3_600_000).toISOString(), value: 0.1 }];
      const asked = await raw(world, `/pilots/${pilotId}/tokens`, {
        as: vendor,
        method: 'POST',
        headers: json,
        body: '{"site":"北一换热站"}',
      });
      const bySession = await raw(world, '/observations', {
        as: vendor,
        method: 'POST',
        headers: json,
        body: JSON.stringify({ points: point }),
      });
      const guessed = await push(world, `Bearer sls_${'0'.repeat(64)}`, point);
      const opened = [];
      for (const path of ['/runs', '/pilots', `/pilots/${pilotId}`, '/tokens', '/inbox'])
        if ((await raw(world, path, { headers: { authorization: `Bearer ${secret}` } })).status < 400)
          opened.push(path);
      return [
        asked.status === 403 ? 'no token for a vendor' : `a token: ${asked.status}`,
        `${bySession.status} by session`,
        `${guessed.slice(0, 3)} by guess`,
        `${opened.join(' ') || 'nothing'} opened by a site’s token`,
      ].join(', ');
    },
  },
];

export const cases: AttackCase[] = [walk, ...forgeries, ...inField];
