import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAnew } from '../app/read-anew.js';
import { concerns } from './use-live.js';

/** A row whose answers are given one by one, as a slow line would. */
function slowRow(client: QueryClient) {
  const asked: { answer: (status: string) => void; refuse: (error: Error) => void }[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ['data_job.read', { params: { id: '1' } }],
    retry: false,
    queryFn: () =>
      new Promise<string>((answer, refuse) => {
        asked.push({ answer, refuse });
      }),
  });
  const shown = () => observer.getCurrentResult().data;
  return { asked, shown, stop: observer.subscribe(() => {}) };
}

const job = ({ queryKey }: { queryKey: readonly unknown[] }) => concerns('data_job', queryKey[0]);

describe('news of a thing', () => {
  const client = new QueryClient();
  afterEach(() => client.clear());

  it('that comes while the page is read for the first time is not lost', async () => {
    const { asked, shown, stop } = slowRow(client);
    expect(asked).toHaveLength(1);
    readAnew(client, job);
    // Said by the server before the news, heard after it.
    asked[0]?.answer('queued');
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    asked[1]?.answer('executing');
    await vi.waitFor(() => expect(shown()).toBe('executing'));
    stop();
  });

  it('is read at once where the page stands, and supersedes a reading under way', async () => {
    const { asked, shown, stop } = slowRow(client);
    asked[0]?.answer('queued');
    await vi.waitFor(() => expect(shown()).toBe('queued'));
    readAnew(client, job);
    readAnew(client, job);
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    asked[2]?.answer('executing');
    asked[1]?.answer('queued');
    await vi.waitFor(() => expect(shown()).toBe('executing'));
    stop();
  });

  it('leaves what was refused, and other things', async () => {
    const { asked, stop } = slowRow(client);
    readAnew(client, job);
    asked[0]?.refuse(new Error('not found'));
    await vi.waitFor(() => expect(client.isFetching()).toBe(0));
    readAnew(client, (query) => query.state.status !== 'error' && job(query));
    readAnew(client, ({ queryKey }) => concerns('badge', queryKey[0]));
    expect(asked).toHaveLength(1);
    stop();
  });
});
