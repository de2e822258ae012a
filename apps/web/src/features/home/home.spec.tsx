// @vitest-environment jsdom
import { ed25519 } from '@noble/curves/ed25519.js';
import { envelopeText, keyIdOf, sealEnvelope } from '@scenario-lab/contracts/envelope';
import type { Story } from '@scenario-lab/contracts/lab';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { queries } from '../../app/api.js';
import { loadLanguage } from '../../i18n/i18n.js';
import { story } from '../../testing/story.js';
import { LiveProof } from './live-proof.js';
import { StoryView } from './story-view.js';

const secret = new Uint8Array(32).fill(7);
const publicKey = btoa(String.fromCharCode(...ed25519.getPublicKey(secret)));
const keyId = keyIdOf(publicKey);
const fileOf = (number: string) =>
  envelopeText(
    sealEnvelope(
      { predicate: { issuedAt: '2026-10-01T00:00:00Z', certificate: { number } } },
      keyId,
      (text) => ed25519.sign(text, secret),
    ),
  );
const key = { keyId, alg: 'Ed25519', publicKey, from: '2026-01-01T00:00:00Z', until: null };

beforeAll(() => loadLanguage('en'));
afterEach(() => {
  cleanup();
  queries.clear();
  vi.unstubAllGlobals();
});
const show = (what: ReactNode) =>
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter>{what}</MemoryRouter>
    </QueryClientProvider>,
  );

describe('the newest certificate, verified live', () => {
  const open = (file: string | null, compromisedSince: string | null = null) => {
    vi.stubGlobal('fetch', async (url: string) =>
      String(url).includes('statement.json')
        ? new Response(file ?? 'gone', { status: file === null ? 404 : 200 })
        : new Response(JSON.stringify([{ ...key, compromisedSince }])),
    );
    show(<LiveProof certificate={story.certificate} />);
  };
  const { number } = story.certificate;

  it('is genuine when its own file holds', async () => {
    open(fileOf(number));
    expect(await screen.findByText('Genuine and unchanged')).toBeTruthy();
  });
  it('is not when a byte is changed, when the file is another one’s, or when the key is in doubt', async () => {
    const changed = fileOf(number).replace('"sig":"', '"sig":"A');
    for (const [file, since] of [
      [changed, null],
      [fileOf('SL-2026-999999'), null],
      [fileOf(number), '2026-11-01T00:00:00Z'],
      ['hello', null],
    ] as const) {
      open(file, since);
      expect(await screen.findByText('Not verified')).toBeTruthy();
      cleanup();
      queries.clear();
    }
  });
  it('says so when the file cannot be had', async () => {
    open(null);
    expect(await screen.findByText(/cannot be read now/)).toBeTruthy();
    expect(screen.queryByText('Genuine and unchanged')).toBeNull();
  });
});

describe('the story', () => {
  const all = () => document.body.textContent ?? '';

  it('is told in the case’s own figures', () => {
    show(<StoryView story={story} />);
    for (const figure of [
      '20 µg/m³',
      '12 µg/m³',
      '10.8',
      '[10.1, 11.5]',
      '11.2 µg/m³',
      '720',
      '2 organisations',
    ])
      expect(all()).toContain(figure);
  });
  it('ends where the record ends when there is no case', () => {
    const soFar: Story = { ...story, case: null };
    show(<StoryView story={soFar} />);
    expect(all()).toContain('come as far as its test');
    expect(all()).toContain('No pilot has been published yet.');
    expect(all()).not.toMatch(/720|11\.2|organisations? take/);
  });
  it('draws no length below zero and still says the figure', () => {
    const numbers = story.case?.numbers.map((one) => ({ ...one, baseline: -3 }));
    show(<StoryView story={{ ...story, case: story.case && { ...story.case, numbers: numbers ?? [] } }} />);
    expect(all()).toContain('-3 µg/m³');
    expect(document.querySelectorAll('.home-bars svg')).toHaveLength(0);
  });
});
