import { urlOf } from '@scenario-lab/contracts/call';
import { fetchBeginning, mostBeginning } from '@scenario-lab/contracts/fetches';
import type { Upload } from '@scenario-lab/contracts/uploads';
import { beginsLikeWorkbook } from '@scenario-lab/tables/source';
import { client } from '../../app/api.js';
import { type Chosen, headBytes } from './table-preview.js';

/** As much of a fetched file as its reader here wants: the beginning of a table, a workbook whole where it is not too large. */
export async function fetchedFile(
  id: string,
  upload: Pick<Upload, 'fileName' | 'bytes'>,
  get: (address: string) => Promise<Response> = (address) => fetch(address),
): Promise<Chosen> {
  const read = async (bytes: number) => {
    const address = `${client.baseUrl}${urlOf(fetchBeginning, { params: { id }, query: { bytes } })}`;
    const answer = await get(address);
    if (!answer.ok) throw new Error(`the beginning was answered with ${answer.status}`);
    return answer.blob();
  };
  const named = { name: upload.fileName, size: upload.bytes };
  const head = await read(headBytes);
  const first = new Uint8Array(await head.slice(0, 16).arrayBuffer());
  const whole = beginsLikeWorkbook(first) && upload.bytes > headBytes && upload.bytes <= mostBeginning;
  return { ...named, bytes: whole ? await read(upload.bytes) : head };
}
