import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mediumKinds, mediumLimits } from '@scenario-lab/contracts/solution-media';
import { toolLimits } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import type { ExecuteDesk } from '../desk.js';
import { SandboxFault } from '../queue/try-job.js';
import { fetchBlob } from './fetch.js';

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

export type OpenedMedium =
  | { ok: false; code: string; detail: string }
  | (Extract<z.infer<typeof Report>, { ok: true }> & {
      full: { sha256: string; bytes: number };
      small: { sha256: string } | null;
    });

/** Opens a stranger's picture, paper or film in the sandbox and keeps what of it may be shown. Errors: `SandboxFault`. */
export async function openMedium(desk: ExecuteDesk, id: string, sha256: string): Promise<OpenedMedium> {
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
      const refused = (detail: string): OpenedMedium => ({ ok: false, code: 'not_readable', detail });
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
