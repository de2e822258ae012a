// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadLanguage } from '../../i18n/i18n.js';
import { ThreadPanel } from './thread-panel.js';

beforeAll(() => loadLanguage('en'));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const id = '00000000-0000-4000-8000-000000000001';
const organisation = { id: '00000000-0000-4000-8000-000000000002', name: { en: 'Vendor Ltd' } };
const talk = {
  id,
  allowed: ['engagement.message'],
  vendor: organisation,
  department: { id: '00000000-0000-4000-8000-000000000003', name: { en: 'Bureau' } },
  messages: [],
  mentionable: [],
};
const show = () =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ThreadPanel engagement={talk} />
    </QueryClientProvider>,
  );
const field = () => screen.getByLabelText<HTMLTextAreaElement>('Write a message');

describe('ThreadPanel', () => {
  it('keeps what is not sent through a reload and forgets it once sent', async () => {
    const sent: unknown[] = [];
    const reply = { id, at: '2026-10-01T00:00:00.000Z', author: 'A', organisation, text: 'Hello' };
    vi.stubGlobal('fetch', async (_address: string, init?: RequestInit) => {
      if (init?.method !== 'POST') return Response.json({}, { status: 404 });
      sent.push(JSON.parse(String(init.body)));
      return Response.json(reply);
    });
    show();
    fireEvent.change(field(), { target: { value: 'Hello' } });
    cleanup();
    show();
    expect(field().value).toBe('Hello');
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(field().value).toBe(''));
    expect(sent).toEqual([{ text: 'Hello', mentions: [] }]);
    cleanup();
    show();
    expect(field().value).toBe('');
  });
});
