import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listKeys } from '@scenario-lab/contracts/certificates';
import {
  envelopeText,
  keyIdOf,
  sealEnvelope,
  signedDigest,
  verifyEnvelope,
} from '@scenario-lab/contracts/envelope';
import { runToEnd } from '../../processes.js';
import { visitor } from '../../seed/persona.js';
import { type AttackCase, raw } from '../attack-case.js';

/** Late in the alphabet: what is signed from here on is signed with another key. */
export const cases: AttackCase[] = [
  {
    name: 'a report signed with a key that was put away',
    promise: 'a key has dates, and the lab a record of what it signed',
    way: 'the private key is copied, the lab makes another, and reports are forged with the copy: of tomorrow, and of before',
    expected:
      'tomorrow’s outside_key_period; yesterday’s date not on record; a changed date signature_invalid',
    attack: async (world) => {
      const { folders, home, ownerUrl, local } = world.lab;
      const stolen: KeyObject = createPrivateKey(await readFile(join(folders.keys, 'lab-key.pem')));
      const x = createPublicKey(stolen).export({ format: 'jwk' }).x ?? '';
      const keyId = keyIdOf(Buffer.from(x, 'base64url').toString('base64'));
      await runToEnd({
        script: join(home, 'apps/worker/dist/rotate-key.js'),
        env: { OWNER_DATABASE_URL: ownerUrl, KEY_DIR: folders.keys },
      });
      const { keys } = { keys: await visitor(`${local}/api`).call(listKeys, {}) };
      const put = keys.find((key) => key.keyId === keyId);
      if (!put?.until) throw new Error('the key was not put away');
      const forge = (issuedAt: string) =>
        sealEnvelope({ predicate: { issuedAt, verdict: 'pass' } }, keyId, (text) => sign(null, text, stolen));
      const tomorrow = forge(new Date(Date.now() + 86_400_000).toISOString());
      // Within the key's time: the signature is the key's own, and only the record knows that the lab made no such report.
      const before = forge(new Date((Date.parse(put.from) + Date.parse(put.until)) / 2).toISOString());
      const late = verifyEnvelope(envelopeText(tomorrow), keys);
      const { text } = await raw(world, `/report-digests/${signedDigest(before)}`);
      const known = (JSON.parse(text) as { known: boolean }).known;
      const changed = verifyEnvelope(envelopeText({ ...tomorrow, payload: before.payload }), keys);
      const word = (one: ReturnType<typeof verifyEnvelope>) => (one.ok ? 'genuine' : one.code);
      return `tomorrow’s ${word(late)}; yesterday’s date ${known ? 'on record' : 'not on record'}; a changed date ${word(changed)}`;
    },
  },
];
