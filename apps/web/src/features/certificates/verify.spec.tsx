// @vitest-environment jsdom
import { ed25519 } from '@noble/curves/ed25519.js';
import { envelopeText, keyIdOf, reportText, sealEnvelope } from '@scenario-lab/contracts/envelope';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { queries } from '../../app/api.js';
import { loadLanguage } from '../../i18n/i18n.js';
import { isPublicKey, judge } from './verify.js';
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
    expect(judge(genuine, [lab.publicKey])).toMatchObject({
      result: 'genuine',
      keyId: lab.keyId,
      statement,
      askTheLab: false,
    });
  });
  it('tells a changed byte wherever it is', () => {
    for (let at = 0; at < genuine.length; at += 9) {
      const other = genuine[at] === 'A' ? 'B' : 'A';
      const changed = genuine.slice(0, at) + other + genuine.slice(at + 1);
      expect(judge(changed, [lab.publicKey]).result, `byte ${at}`).not.toBe('genuine');
    }
  });
  it('tells a report that an editor or mail re-formatted from a forged one', () => {
    const pretty = JSON.stringify(JSON.parse(genuine), null, 2);
    const wide = (text: string) =>
      Uint8Array.from(
        [...`\uFEFF${text}`].flatMap((one) => [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8]),
      );
    const touched = [
      genuine.trimEnd(),
      genuine.replace('\n', '\r\n'),
      `${genuine}\n`,
      `\uFEFF${genuine}`,
      ` ${genuine}`,
      pretty,
      reportText(wide(genuine)) ?? '',
    ];
    for (const text of touched) {
      expect(judge(text, [lab.publicKey]), text.slice(0, 20)).toMatchObject({
        result: 'reformatted',
        statement,
      });
      expect(
        judge(text.replace('payload":', 'payload" :').replace('eyJ', 'eyK'), [lab.publicKey]).result,
      ).toBe('changed');
    }
    // What another reader might take for the content: a second key of that name, one more, a blank inside.
    const body = genuine.trimEnd().slice(1);
    for (const text of [
      `{"payload":"e30=",${body}`,
      `{"note":"pass",${body}`,
      genuine.replace('eyJ', 'ey J'),
    ])
      expect(judge(text, [lab.publicKey]).result, text.slice(0, 30)).toBe('changed');
  });
  it('holds the date of a report against the dates of its key', () => {
    const dated = (issuedAt: string, by = lab) =>
      envelopeText(sealEnvelope({ ...statement, predicate: { issuedAt } }, by.keyId, by.sign));
    const key = { publicKey: lab.publicKey, from: '2026-01-01T00:00:00Z', until: '2026-06-01T00:00:00Z' };
    const closed = { ...key, compromisedSince: null };
    const lost = { ...key, until: null, compromisedSince: '2026-03-01T00:00:00Z' };
    const told = (issuedAt: string, by: typeof closed | typeof lost) => judge(dated(issuedAt), [by]).result;
    expect(told('2026-05-31T23:59:59Z', closed)).toBe('genuine');
    expect(told('2026-06-01T00:00:01Z', closed)).toBe('outside_key_period');
    expect(told('2025-12-01T00:00:00Z', closed)).toBe('outside_key_period');
    expect(told('2026-03-01T00:00:00Z', lost)).toBe('key_compromised');
    expect(judge(dated('2026-02-01T00:00:00Z'), [lost])).toMatchObject({
      result: 'genuine',
      askTheLab: true,
    });
    // Nothing said of the date helps nobody.
    expect(judge(genuine, [closed]).result).toBe('outside_key_period');
    expect(judge(genuine, [lost]).result).toBe('key_compromised');
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
    expect(reportText(bytes)).toBe(`\uFEFF${genuine}`);
    expect(reportText(new Uint8Array([0x80, 0xfe]))).toBeNull();
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
  const open = (known = true, compromisedSince: string | null = null) => {
    const keys = [
      {
        keyId: lab.keyId,
        alg: 'Ed25519',
        publicKey: lab.publicKey,
        from: '2026-01-01T00:00:00Z',
        until: null,
        compromisedSince,
      },
    ];
    vi.stubGlobal('fetch', async (url: string) => {
      const answer = String(url).includes('/report-digests/') ? { known, certificate: null } : keys;
      return new Response(JSON.stringify(answer), { status: 200 });
    });
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
  it('does not believe a signature that the lab does not know', async () => {
    open(false);
    await verify(genuine);
    await screen.findByText('Not genuine: the lab has issued no such report');
  });
  it('says of a re-formatted file that what was signed is whole', async () => {
    open();
    await verify(genuine.trimEnd().replace('{', '{ '));
    expect(screen.getByText('Genuine: the signed content is whole; the file was re-formatted')).toBeTruthy();
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
