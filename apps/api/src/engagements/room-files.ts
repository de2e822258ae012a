import type { RecordKind } from '@scenario-lab/contracts/rooms';
import { roomFileBytes } from '@scenario-lab/contracts/rooms';
import type { BlobStore } from '@scenario-lab/storage/blob-store';

/** What a file is, is said by how it begins, not by its name. */
const pdf = [0x25, 0x50, 0x44, 0x46, 0x2d];
const others = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
  [0x50, 0x4b, 0x03, 0x04],
];
const begins = (head: Buffer, mark: readonly number[]) => mark.every((byte, at) => head[at] === byte);

/** Words in UTF-8 and nothing a terminal or a program would take for more. The end may lie within a character. */
function isText(head: Buffer, whole: boolean): boolean {
  if (head.length === 0) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
    return ![...text].some((one) => one < ' ' && one !== '\t' && one !== '\n' && one !== '\r');
  } catch {
    return false;
  }
}

/** Why this file is not taken into a room; null if it is. */
export async function faultOfRoomFile(
  blobs: BlobStore,
  kind: RecordKind,
  file: { sha256: string; bytes: string },
): Promise<{ code: string; message: string } | null> {
  if (Number(file.bytes) > roomFileBytes) return { code: 'room_file_too_big', message: 'more than 50 MiB' };
  let head = Buffer.alloc(0);
  const stream = await blobs.get(file.sha256);
  for await (const part of stream) {
    head = Buffer.concat([head, part as Buffer]);
    if (head.length >= 4_096) break;
  }
  stream.destroy();
  if (begins(head, pdf)) return null;
  if (kind === 'agreement') return { code: 'agreement_is_no_pdf', message: 'an agreement is a PDF' };
  const known =
    others.some((mark) => begins(head, mark)) ||
    isText(head.subarray(0, 4_096), head.length === Number(file.bytes) && head.length <= 4_096);
  return known
    ? null
    : { code: 'room_file_of_other_kind', message: 'neither PDF, PNG, JPEG, ZIP nor text in UTF-8' };
}
