import { open } from 'node:fs/promises';
import type { Expected, Predictions } from '@scenario-lab/sandbox/harness/answers';
import {
  filled,
  NotNormal,
  normalFormBytes,
  normalFormHeader,
  partsOf,
  roomFor,
} from '@scenario-lab/sandbox/harness/normal-form';

/**
 * Predictions as `executePack` handed them on. The only bytes of a vendor's making that whoever holds the truth
 * reads, and nothing but numbers in known places: read once, into the arrays that are marked.
 * @throws {NotNormal} where the file is not exactly the normal form of an answer to these questions
 */
export async function readKept(file: string, expected: Expected): Promise<Predictions> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > normalFormBytes(expected)) throw new NotNormal('longer than any answer');
    const read = async (into: Buffer, from: number) => {
      for (let at = 0; at < into.length; ) {
        const { bytesRead } = await handle.read(into, at, into.length - at, from + at);
        if (bytesRead === 0) throw new NotNormal('another length');
        at += bytesRead;
      }
    };
    const header = Buffer.alloc(Math.min(size, normalFormHeader));
    await read(header, 0);
    const answer = roomFor(header, size, expected);
    let from = normalFormHeader;
    for (const part of partsOf(answer)) {
      await read(part, from);
      from += part.length;
    }
    return filled(answer, expected);
  } finally {
    await handle.close();
  }
}
