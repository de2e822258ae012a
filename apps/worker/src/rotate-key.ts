import { openSystemDatabase } from '@scenario-lab/db/database';
import { rotateLabKey } from './certificates/lab-key.js';
import { readKeyDir, readOwnerUrl } from './env.js';

/** `OWNER_DATABASE_URL=… KEY_DIR=… node dist/rotate-key.js`: says which key is open now and which were closed. */
const dir = readKeyDir();
const database = await openSystemDatabase(readOwnerUrl(), 'rotate-key', 1);
try {
  process.stdout.write(`${JSON.stringify(await rotateLabKey(dir, database))}\n`);
} finally {
  await database.close();
}
