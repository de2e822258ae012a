import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { readAnew } from '../app/read-anew.js';
import { useMe } from '../app/session.js';

/** Which rows' answers a changed thing may appear in, by the first part of the row's name. */
const seenIn: Record<string, readonly string[]> = {
  algorithm_version: ['algorithm'],
  dataset_version: ['dataset'],
  benchmark_version: ['benchmark', 'scenario'],
  access_request: ['access_request', 'dataset'],
  grant: ['grant', 'access_request', 'dataset', 'data_job'],
  engagement: ['engagement', 'scenario', 'match'],
  run: ['run', 'benchmark', 'engagement', 'replication', 'lab', 'report'],
  certificate: ['certificate', 'run', 'solution', 'report'],
  pilot: ['pilot', 'engagement'],
  case: ['case'],
  replication: ['replication', 'case'],
};
const always = ['event', 'inbox', 'notice'];

/** Row names read by the page that a change of `thing` concerns. */
export function concerns(thing: string, rowName: unknown): boolean {
  const root = String(rowName).split('.')[0] ?? '';
  return (seenIn[thing] ?? [thing]).includes(root) || always.includes(root);
}

/**
 * Follows things by server-sent events (`run:<id>`, or nothing for all the reader may see) and reads anew what
 * they appear in. A burst of events is answered by one reading. The browser reconnects by itself.
 */
export function useLive(things: readonly string[] = []): void {
  const client = useQueryClient();
  const { me } = useMe();
  const wanted = things.length > 0 ? things.join(',') : '*';
  const who = me?.person.id;
  useEffect(() => {
    if (!who || typeof EventSource === 'undefined') return;
    const source = new EventSource(`/api/live?${new URLSearchParams({ things: wanted })}`);
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      const now = [...changed];
      changed.clear();
      readAnew(client, ({ queryKey }) => now.some((thing) => concerns(thing, queryKey[0])));
    };
    const heard = (message: MessageEvent<string>) => {
      const thing = thingOf(message.data);
      if (!thing) return;
      changed.add(thing);
      timer ??= setTimeout(read, 150);
    };
    // What happened between the page's reading and the opening of the stream was told to nobody here. What was
    // refused is left: read anew without news, its page would only blink.
    const followed = wanted === '*' ? [] : wanted.split(',').map((one) => one.split(':')[0] ?? '');
    const opened = () =>
      readAnew(
        client,
        ({ queryKey, state }) =>
          state.status !== 'error' && followed.some((thing) => concerns(thing, queryKey[0])),
      );
    source.addEventListener('open', opened);
    source.addEventListener('message', heard);
    source.addEventListener('resync', () => readAnew(client));
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [client, wanted, who]);
}

function thingOf(text: string): string | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null && 'thing' in said ? String(said.thing) : null;
  } catch {
    return null;
  }
}
