import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { type DoorFault, doorTo, type Outward } from './door.js';

type OutFault = DoorFault | 'unreachable';
type Sent = { ok: true; status: number; body: string } | { ok: false; fault: OutFault };

/** Bytes of an answer that are read; the rest is left unread. */
const mostRead = 4_096;

/** Posts `body` to `address` through the pinned door (`doorTo`), within `patience` to the last byte. No redirect is followed. */
export async function sendOut(
  outward: Outward,
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Sent> {
  const url = new URL(address);
  const late = AbortSignal.timeout(outward.patience);
  const door = await doorTo(outward, url, late);
  if (!door.ok) return door;
  return new Promise((resolve) => {
    const settle = (sent: Sent) => {
      asked.destroy();
      resolve(sent);
    };
    const failed = () => settle({ ok: false, fault: late.aborted ? 'late' : 'unreachable' });
    const asked = (door.plain ? requestPlain : requestSecure)(
      url,
      {
        method: 'POST',
        agent: door.agent,
        lookup: door.lookup,
        signal: late,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        const status = answer.statusCode ?? 0;
        const chunks: Buffer[] = [];
        let read = 0;
        const done = () =>
          settle({ ok: true, status, body: Buffer.concat(chunks).subarray(0, mostRead).toString('utf8') });
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          read += chunk.length;
          if (read >= mostRead) done();
        });
        answer.on('end', done);
        answer.on('error', failed);
      },
    );
    asked.on('error', failed);
    asked.end(body);
  });
}
