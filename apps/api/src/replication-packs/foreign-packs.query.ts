import { Inject, Injectable } from '@nestjs/common';
import type { Text } from '@scenario-lab/contracts/common';
import type { ForeignPack, listForeignPacks, readDifference } from '@scenario-lab/contracts/foreign-packs';
import { packPartNames } from '@scenario-lab/contracts/packs/content';
import type { Answer } from '@scenario-lab/contracts/route';
import { readExamData } from '@scenario-lab/db/benchmarks/draft-version';
import { json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import {
  type ForeignRecord,
  foreignFactsOf,
  readForeignRecord,
  readForeignRecords,
  readForerunner,
} from '@scenario-lab/db/replication-packs/foreign-pack.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { contextDifference } from '@scenario-lab/domain/replication-packs/context-difference';
import { foreignPackPolicy } from '@scenario-lab/domain/replication-packs/foreign-packs.policy';
import { recognitionOf } from '@scenario-lab/domain/replication-packs/recognition';
import { replicationPolicy } from '@scenario-lab/domain/replications/replications.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

const DifferenceRow = z.object({
  region: z.string().nullable(),
});

@Injectable()
export class ForeignPacksQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn): Promise<Answer<typeof listForeignPacks>> {
    return this.database.asActor(actor, async (tx) => {
      const records = await readForeignRecords(tx);
      return records
        .filter((record) => may(foreignPackPolicy, actor, 'foreign_pack.read', foreignFactsOf(record)).ok)
        .map(rowOf);
    });
  }

  read(actor: SignedIn, id: string): Promise<ForeignPack> {
    return this.database.asActor(actor, async (tx) => wholeOf(tx, actor, await see(tx, actor, id)));
  }

  /** Errors: `dataset_missing` where the reader cannot see the data, `gate_incomplete` where the pack holds no exam. */
  difference(actor: SignedIn, id: string, datasetVersionId: string): Promise<Answer<typeof readDifference>> {
    return this.database.asActor(actor, async (tx) => {
      const { content } = await see(tx, actor, id);
      const exam = content['exam.json'];
      if (!exam) throw new Refusal('gate_incomplete', { missing: 'exam' });
      const data = await readExamData(tx, datasetVersionId);
      if (!data) throw inputRefusal({ path: 'datasetVersionId', code: 'dataset_missing' });
      if (data.status !== 'ready')
        throw inputRefusal({ path: 'datasetVersionId', code: 'version_not_ready' });
      const place = await queryRow(
        tx,
        DifferenceRow,
        `SELECT coalesce(d.card->>'region', o.region) AS region FROM dataset d JOIN organisation o ON o.id = d.owner_id
         WHERE d.id = $1`,
        [data.dataset_id],
      );
      const lines = contextDifference(
        {
          exam,
          context: content['context.json'],
          required: (content['algorithm.json']?.sockets.inputs ?? [])
            .filter(({ required }) => required)
            .map(({ column }) => column),
        },
        { columns: data.columns, rows: data.rows, profile: data.profile, region: place?.region ?? null },
      );
      const asked = new Set([exam.plan.target, ...exam.plan.features]);
      const touched = new Set(lines.map(({ column }) => column));
      return {
        lines,
        columns: asked.size,
        alike: [...asked].filter((name) => !touched.has(name)).length,
      };
    });
  }
}

async function see(tx: Tx, actor: SignedIn, id: string): Promise<ForeignRecord> {
  const record = await readForeignRecord(tx, id);
  if (!record) throw new Refusal('not_found', { thing: 'foreign_pack', id });
  demand(may(foreignPackPolicy, actor, 'foreign_pack.read', foreignFactsOf(record)), {
    thing: 'foreign_pack',
    id,
  });
  return record;
}

function recognised(record: ForeignRecord) {
  const { content, report, lab } = record;
  return recognitionOf(
    {
      labRecognised: lab.recognises,
      labEnded: lab.ended,
      certificate: content['case.json'].certificate,
      report: report?.verdict ?? null,
      reportArtifact: report?.artifact ?? null,
      artifact: content['algorithm.json']?.sha256 ?? null,
      programIncluded: record.program,
    },
    new Date(),
  );
}

function rowOf(record: ForeignRecord) {
  const told = record.content['case.json'];
  return {
    id: record.id,
    state: record.taken_at ? ('taken' as const) : ('received' as const),
    title: told.title,
    lab: { id: record.lab.id, name: record.lab.name },
    vendor: told.vendor.name,
    certificate: told.certificate?.number ?? null,
    recognised: recognised(record).recognised,
    adopter: record.adopter,
    receivedAt: record.received_at.toISOString(),
  };
}

const VendorHere = z.object({ id: z.string(), name: json<Text>() });

const WholeOfRow = z.object({
  id: z.string(),
  status: z.string(),
});

async function wholeOf(tx: Tx, actor: SignedIn, record: ForeignRecord): Promise<ForeignPack> {
  const { content, manifest } = record;
  const creditCode = content['case.json'].vendor.creditCode;
  const vendorHere = creditCode
    ? await queryRow(
        tx,
        VendorHere,
        `SELECT id, name FROM organisation WHERE credit_code = $1 AND 'supply' = ANY(roles) ORDER BY created_at LIMIT 1`,
        [creditCode],
      )
    : null;
  const replications = await queryRows(
    tx,
    WholeOfRow,
    `SELECT id, status FROM replication WHERE foreign_pack_id = $1 AND status <> 'new' ORDER BY created_at LIMIT 100`,
    [record.id],
  );
  const facts = foreignFactsOf(record);
  return {
    ...rowOf(record),
    digest: record.digest,
    keyId: record.key_id,
    manifest: manifest.predicate,
    content: {
      need: content['need.json'],
      exam: content['exam.json'] ?? null,
      case: content['case.json'],
      context: content['context.json'],
      terms: content['terms.json'],
      algorithm: content['algorithm.json'] ?? null,
    },
    report: record.report?.verdict ?? null,
    programIncluded: record.program,
    recognition: recognised(record),
    changed: changedSince(record, await readForerunner(tx, record)),
    vendorHere: vendorHere ?? null,
    made: {
      scenario: record.scenario_id,
      vendor: record.vendor,
      program: record.algorithm_version_id !== null,
      algorithm: record.algorithm ? { ...record.algorithm, known: record.algorithm_known } : null,
      benchmark: record.benchmark,
      replications,
    },
    takenAt: record.taken_at?.toISOString() ?? null,
    allowed: [
      ...allowed(foreignPackPolicy, actor, facts).filter((action) => action !== 'foreign_pack.list'),
      ...(mayAsk(actor, record) ? ['replication.request'] : []),
    ],
  };
}

function mayAsk(actor: SignedIn, record: ForeignRecord): boolean {
  if (!record.taken_at || !record.vendor || !record.algorithm_version_id || !record.adopter) return false;
  if (actor.organisationId !== record.adopter.id) return false;
  return may(replicationPolicy, actor, 'replication.request', {
    status: null,
    adopterOrganisationId: actor.organisationId,
    sourceOrganisationId: '',
    vendorOrganisationId: record.vendor.id,
    namesTold: true,
    namesAgreed: true,
  }).ok;
}

/** Told by the signed digests, so that not a letter of a part can have changed unseen. */
function changedSince(record: ForeignRecord, before: ForeignRecord | null): ForeignPack['changed'] {
  if (!before) return null;
  const digests = (of: ForeignRecord) =>
    new Map(of.manifest.subject.map(({ name, digest }) => [name, digest.sha256]));
  const [old, now] = [digests(before), digests(record)];
  const files = [...packPartNames, 'report.json' as const, 'artifact' as const];
  return {
    packId: before.id,
    issuedAt: before.manifest.predicate.issuedAt,
    parts: files.flatMap((file) => {
      const [was, is] = [old.get(file), now.get(file)];
      if (!was && !is) return [];
      const what = !was ? 'new' : !is ? 'gone' : was === is ? 'same' : 'changed';
      return [{ file, what } as const];
    }),
  };
}
