import { readFile, stat } from 'node:fs/promises';
import type { Expected, Predictions } from '@scenario-lab/sandbox/harness/answers';
import { fromNormalForm, NotNormal, normalFormBytes } from '@scenario-lab/sandbox/harness/normal-form';

/**
 * Predictions as `executePack` handed them on. The only bytes of a vendor's making that whoever holds the truth
 * reads, and nothing but numbers in known places.
 * @throws {NotNormal} where the file is not exactly the normal form of an answer to these questions
 */
export async function readKept(file: string, expected: Expected): Promise<Predictions> {
  const { size } = await stat(file);
  if (size > normalFormBytes(expected)) throw new NotNormal('longer than any answer');
  return fromNormalForm(await readFile(file), expected);
}
