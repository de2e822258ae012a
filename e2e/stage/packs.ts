import { ProblemError } from '@scenario-lab/contracts/call';
import { listForeignPacks, pinTrustedLab, receivePack } from '@scenario-lab/contracts/foreign-packs';
import { foreignLab, packFiles } from '@scenario-lab/contracts/packs/testing/sample-pack';
import { people, signIn } from './lab.js';

/** A pack of a lab elsewhere, verified here; several walks may ask for it at once. */
export async function someForeignPack(): Promise<string> {
  const operator = await signIn(people.operator);
  const [known] = await operator.call(listForeignPacks, {});
  if (known) return known.id;
  const lab = foreignLab(77);
  try {
    await operator.call(pinTrustedLab, {
      body: {
        name: { zh: '首城实验室', en: 'Lab of the first city' },
        keys: lab.publicKey,
        recognises: true,
      },
    });
  } catch (fault) {
    // Another walk was first.
    if (!(fault instanceof ProblemError) || fault.problem.code !== 'duplicate') throw fault;
  }
  const uploadId = await operator.upload('file', 'pack.zip', Buffer.from(lab.pack(packFiles())));
  return (await operator.call(receivePack, { body: { uploadId } })).id;
}
