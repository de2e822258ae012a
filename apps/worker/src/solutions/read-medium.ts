import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mediumKinds, mediumLimits } from '@scenario-lab/contracts/solution-media';
import { toolLimits } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { SandboxFault, tryJob } from '../queue/try-job.js';

/** What may be served, by what the tool calls it: nothing else it says becomes a header. */
const mimes = {
  picture: ['image/png', 'image/jpeg'],
  pdf: ['application/pdf'],
  video: ['video/mp4'],
} as const;

const Size = z.number().int().min(1).max(100_000).nullable();
const Report = z.union([
  z
    .object({
      ok: z.literal(true),
      kind: z.enum(mediumKinds),
      mime: z.string(),
      width: Size,
      height: Size,
      seconds: z.number().min(0).max(mediumLimits.videoSeconds).nullable(),
      pages: z.number().int().min(1).max(1_000_000).nullable(),
    })
    .refine(({ kind, mime }) => mimes[kind].some((one) => one === mime)),
  z.object({
    ok: z.literal(false),
    problems: z.array(z.object({ code: z.string(), place: z.string(), detail: z.string() })).min(1),
  }),
]);

type Found =
  | { ok: false; code: string; detail: string }
  | (Extract<z.infer<typeof Report>, { ok: true }> & {
      full: { sha256: string; bytes: number };
      small: { sha256: string } | null;
    });

/** Media that came and were not opened yet. */
export const unreadMedia = `SELECT id, created_at AS since, organisation_id AS organisation FROM solution_medium
  WHERE read_at IS NULL`;

/** Opens a card's picture, paper or film in the sandbox and keeps what of it is shown; the file that came is let go of. */
export async function readMedium(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `read-medium:${thingId}`, () =>
    tryJob(desk, 'read-medium', thingId, async () => {
      const [unread] = await desk.db.asSystem((tx) =>
        tx.query(
          `SELECT m.source_sha256 FROM solution_medium m WHERE m.id IN (SELECT id FROM (${unreadMedia}) u) AND m.id = $1`,
          [thingId],
        ),
      );
      if (unread) await open(desk, thingId, unread.source_sha256);
    }),
  );
}

async function open(desk: ExecuteDesk, id: string, sha256: string): Promise<void> {
  const found = await foundIn(desk, id, sha256);
  const values = found.ok
    ? [
        null,
        found.kind,
        found.mime,
        found.full.sha256,
        found.small?.sha256 ?? null,
        found.full.bytes,
        found.width,
        found.height,
        found.seconds,
        found.pages,
      ]
    : [JSON.stringify({ code: found.code, detail: found.detail }), ...Array<null>(9).fill(null)];
  await desk.db.asSystem((tx) =>
    tx.query(
      `UPDATE solution_medium SET read_at = now(), source_sha256 = NULL, problem = $2, kind = $3, mime = $4, sha256 = $5,
         small_sha256 = $6, bytes = $7, width = $8, height = $9, seconds = $10, pages = $11
       WHERE id = $1 AND read_at IS NULL`,
      [id, ...values],
    ),
  );
}

async function foundIn(desk: ExecuteDesk, id: string, sha256: string): Promise<Found> {
  const place = join(desk.workDir, 'inspections', randomUUID());
  await mkdir(join(place, 'in'), { recursive: true, mode: 0o711 });
  try {
    await fetchBlob(desk.blobs, sha256, join(place, 'in', 'medium'));
    const result = await desk.sandbox.run(
      {
        id,
        runtime: 'inspect',
        inputDir: join(place, 'in'),
        limits: toolLimits,
        options: { medium: mediumLimits },
      },
      { signal: desk.ending },
    );
    try {
      if (result.kind === 'platform_fault') throw new SandboxFault(result.reason, result.detail);
      // Nothing else was in there: a file that ends the tool is itself at fault.
      const refused = (detail: string): Found => ({ ok: false, code: 'not_readable', detail });
      const out = (name: string) => result.outputs.find((output) => output.name === name);
      const written = out('medium.json');
      if (result.outcome !== 'ok' || !written) return refused(result.outcome);
      const report = Report.safeParse(JSON.parse(await readFile(written.path, 'utf8')));
      if (!report.success) return refused('report');
      if (!report.data.ok) {
        const [first] = report.data.problems;
        return { ok: false, code: first?.code ?? 'not_readable', detail: first?.detail ?? '' };
      }
      const [full, small] = [out('full'), out('small')];
      if (!full) return refused('report');
      return {
        ...report.data,
        full: await desk.blobs.put({ path: full.path }),
        small: small ? await desk.blobs.put({ path: small.path }) : null,
      };
    } finally {
      await desk.sandbox.discard(result);
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
