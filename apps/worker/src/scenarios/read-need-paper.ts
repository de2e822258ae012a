import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { paperLimits } from '@scenario-lab/contracts/need-papers';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import { findNeed } from '@scenario-lab/domain/scenarios/paper/find-need';
import { toolLimits } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { SandboxFault, tryJob } from '../queue/try-job.js';

const Block = z.object({
  kind: z.enum(['heading', 'text', 'row']),
  page: z.number().int().min(1).max(1_000_000).nullable(),
  paragraph: z.number().int().min(1).max(1_000_000),
  cells: z.array(z.string()).min(1).max(1_000),
});
const Report = z.union([
  z.object({
    ok: z.literal(true),
    format: z.enum(['word', 'pdf']),
    pages: z.number().int().nullable(),
    blocks: z.array(Block).max(50_000),
  }),
  z.object({
    ok: z.literal(false),
    problems: z.array(z.object({ code: z.string(), place: z.string(), detail: z.string() })).min(1),
  }),
]);

/** Documents that came and were not read yet. */
export const unreadPapers = `SELECT id, created_at AS since, organisation_id AS organisation FROM need_paper
  WHERE read_at IS NULL`;

const ReadNeedPaperRow = z.object({
  source_sha256: z.string().nullable(),
});

/** Reads an office's document in the sandbox and keeps what of a need was found in it; the file is let go of. */
export async function readNeedPaper(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `read-need-paper:${thingId}`, () =>
    tryJob(desk, 'read-need-paper', thingId, async () => {
      const unread = await desk.db.asSystem((tx) =>
        queryRow(
          tx,
          ReadNeedPaperRow,
          `SELECT p.source_sha256 FROM need_paper p WHERE p.id IN (SELECT id FROM (${unreadPapers}) u) AND p.id = $1`,
          [thingId],
        ),
      );
      if (!unread?.source_sha256) return;
      const { found, problem } = await foundIn(desk, thingId, unread.source_sha256);
      await desk.db.asSystem((tx) =>
        execute(
          tx,
          `UPDATE need_paper SET read_at = now(), source_sha256 = NULL, problem = $2, found = $3
           WHERE id = $1 AND read_at IS NULL`,
          [thingId, problem && JSON.stringify(problem), found && JSON.stringify(found)],
        ),
      );
    }),
  );
}

type Found = { found: object; problem: null } | { found: null; problem: { code: string; detail: string } };
const refused = (code: string, detail = ''): Found => ({ found: null, problem: { code, detail } });

async function foundIn(desk: ExecuteDesk, id: string, sha256: string): Promise<Found> {
  const place = join(desk.workDir, 'inspections', randomUUID());
  await mkdir(join(place, 'in'), { recursive: true, mode: 0o711 });
  try {
    await fetchBlob(desk.blobs, sha256, join(place, 'in', 'paper'));
    const result = await desk.sandbox.run(
      {
        id,
        runtime: 'inspect',
        inputDir: join(place, 'in'),
        limits: toolLimits,
        options: { paper: paperLimits },
      },
      { signal: desk.ending },
    );
    try {
      if (result.kind === 'platform_fault') throw new SandboxFault(result.reason, result.detail);
      const written = result.outputs.find(({ name }) => name === 'paper.json');
      // Nothing else was in there: a file that ends the tool is itself at fault.
      if (result.outcome !== 'ok' || !written) return refused('not_readable', result.outcome);
      const report = Report.safeParse(JSON.parse(await readFile(written.path, 'utf8')));
      if (!report.success) return refused('not_readable', 'report');
      if (!report.data.ok) {
        const [first] = report.data.problems;
        return refused(first?.code ?? 'not_readable', first?.detail ?? '');
      }
      const { blocks, format, pages } = report.data;
      return { found: { ...findNeed(blocks), format, pages }, problem: null };
    } finally {
      await desk.sandbox.discard(result);
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
