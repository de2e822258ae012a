// @vitest-environment jsdom
import { ed25519 } from '@noble/curves/ed25519.js';
import { envelopeText, keyIdOf, sealEnvelope } from '@scenario-lab/contracts/envelope';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { queries } from '../../app/api.js';
import { loadLanguage } from '../../i18n/i18n.js';
import { exactText, isPublicKey, judge, pastedText } from './verify.js';
import { VerifyPage } from './verify-page.js';

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
function keyPair(seed: number) {
  const secret = new Uint8Array(32).fill(seed);
  const publicKey = base64(ed25519.getPublicKey(secret));
  return { publicKey, keyId: keyIdOf(publicKey), sign: (text: Uint8Array) => ed25519.sign(text, secret) };
}
const lab = keyPair(1);
const forger = keyPair(2);
const statement = { _type: 'https://in-toto.io/Statement/v1', predicateType: 'x', predicate: { mae: 10.8 } };
const genuine = envelopeText(sealEnvelope(statement, lab.keyId, lab.sign));

describe('judge', () => {
  it('knows a genuine report by a key obtained apart', () => {
    expect(judge(genuine, [lab.publicKey])).toEqual({ result: 'genuine', keyId: lab.keyId, statement });
  });
  it('tells a changed byte wherever it is', () => {
    for (let at = 0; at < genuine.length; at += 9) {
      const other = genuine[at] === 'A' ? 'B' : 'A';
      const changed = genuine.slice(0, at) + other + genuine.slice(at + 1);
      expect(judge(changed, [lab.publicKey]).result, `byte ${at}`).not.toBe('genuine');
    }
    expect(judge(`\uFEFF${genuine}`, [lab.publicKey]).result).toBe('changed');
    expect(judge(` ${genuine}`, [lab.publicKey]).result).toBe('changed');
  });
  it('trusts no key that comes with the file', () => {
    const forged = envelopeText(sealEnvelope(statement, forger.keyId, forger.sign));
    expect(judge(forged, [lab.publicKey])).toEqual({ result: 'unknown_key', keyId: forger.keyId });
    const dressed = envelopeText(sealEnvelope(statement, lab.keyId, forger.sign));
    expect(judge(dressed, [lab.publicKey]).result).toBe('changed');
  });
  it('tells what never was a report', () => {
    expect(judge('hello', [lab.publicKey]).result).toBe('not_report');
    expect(judge('{"a":1}', [lab.publicKey]).result).toBe('not_report');
  });
  it('reads files byte by byte', () => {
    const bytes = new TextEncoder().encode(`\uFEFF${genuine}`);
    expect(exactText(bytes.buffer)).toBe(`\uFEFF${genuine}`);
    expect(exactText(new Uint8Array([0xff, 0xfe]).buffer)).toBeNull();
    expect(judge(pastedText(genuine), [lab.publicKey]).result).toBe('genuine');
    expect([isPublicKey(lab.publicKey), isPublicKey('abc')]).toEqual([true, false]);
  });
});

describe('VerifyPage', { timeout: 20_000 }, () => {
  beforeAll(() => loadLanguage('en'));
  afterEach(() => {
    cleanup();
    queries.clear();
    vi.unstubAllGlobals();
  });
  const open = () => {
    const answer = [
      {
        keyId: lab.keyId,
        alg: 'Ed25519',
        publicKey: lab.publicKey,
        from: '2026-01-01T00:00:00Z',
        until: null,
      },
    ];
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answer), { status: 200 }));
    render(
      <QueryClientProvider client={queries}>
        <MemoryRouter>
          <VerifyPage />
        </MemoryRouter>
      </QueryClientProvider>,
    );
  };
  const verify = async (text: string) => {
    fireEvent.change(screen.getByLabelText('or paste the whole file here'), { target: { value: text } });
    const button = screen.getByText('Verify', { selector: 'button' });
    await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
    fireEvent.click(button);
  };
  it('says so in one sentence, without an account', async () => {
    open();
    await verify(genuine);
    expect(screen.getByText('Genuine: signed by the lab and unchanged')).toBeTruthy();
    await verify(genuine.replace('payload"', 'payloae"'));
    expect(screen.getByText('Changed: content and signature do not agree')).toBeTruthy();
  });
  it('lets the reader’s own key decide, and says when the site would have trusted another', async () => {
    open();
    await verify(genuine);
    fireEvent.change(screen.getByLabelText(/A lab key you obtained/), {
      target: { value: forger.publicKey },
    });
    expect(screen.getByText('Signed by a key that is not a trusted lab key')).toBeTruthy();
    expect(screen.getByText(/one this site publishes, but it is not the one you gave/)).toBeTruthy();
  });
});
