import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** SHA-256 of a file's bytes, hex. @throws the file system's error */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** HMAC-SHA-256 of the parts, hex. Parts are joined by their JSON form, so no two lists give the same text. */
export const keyed = (secret: string, ...parts: (string | number)[]): string =>
  createHmac('sha256', secret).update(JSON.stringify(parts)).digest('hex');

/** A hex digest's first 48 bits as a share in [0, 1). */
export const shareOf = (digest: string): number => Number.parseInt(digest.slice(0, 12), 16) / 2 ** 48;
