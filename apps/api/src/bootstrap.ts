import { parseArgs } from 'node:util';
import { Email, Password } from '@scenario-lab/contracts/accounts';
import { textOf } from '@scenario-lab/contracts/common';
import pg from 'pg';
import { z } from 'zod';
import { assertOwner } from './assert-production.js';
import { readMode, readOwnerUrl } from './env.js';
import { makeFirstLab } from './first-lab.js';
import { checkPassword } from './http/passwords.js';

const usage = `node dist/bootstrap.js --admin-email <e-mail> --password-stdin
  [--lab-name-zh <name>] [--lab-name-en <name>] [--admin-name <name>]
Makes the lab's organisation and its first admin while no organisation operates a lab; else changes nothing.
OWNER_DATABASE_URL names the database as its owner.`;

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

try {
  const { values } = parseArgs({
    options: {
      'lab-name-zh': { type: 'string', default: '场景实验室' },
      'lab-name-en': { type: 'string', default: 'Scenario Lab' },
      'admin-email': { type: 'string' },
      'admin-name': { type: 'string', default: '实验室管理员' },
      'password-stdin': { type: 'boolean', default: false },
    },
  });
  if (!values['admin-email'] || !values['password-stdin']) throw new Error(usage);
  const given = z
    .object({
      name: textOf(200),
      email: Email,
      adminName: z.string().trim().min(1).max(100),
      password: Password,
    })
    .safeParse({
      name: { zh: values['lab-name-zh'], en: values['lab-name-en'] },
      email: values['admin-email'],
      adminName: values['admin-name'],
      password: await readAll(process.stdin),
    });
  if (!given.success) throw new Error(z.prettifyError(given.error));
  const ownerUrl = readOwnerUrl();
  assertOwner(readMode(), ownerUrl);
  checkPassword(given.data.password, given.data.email, 'password');
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const made = await makeFirstLab(client, given.data);
    process.stdout.write(`${JSON.stringify(made ?? { exists: true })}\n`);
  } finally {
    await client.end();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
