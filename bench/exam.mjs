import { freshData } from '../apps/standalone/dist/chain-demo/data.js';
import { engage, postNeed, provideData, showcase } from '../apps/standalone/dist/chain-demo/links.js';
import { makeZip } from '../apps/standalone/dist/demo-data/zip.js';
import { openLab } from './lab.mjs';

/** A native program that does next to nothing: one figure for every row. */
const program = `#!/bin/sh
{ read -r header; echo id,prediction; while IFS=, read -r id rest; do echo "$id,35"; done; } < /in/inputs.csv > /out/predictions.csv
`;
const manifest = { schema: 'scenario-lab/1', runtime: 'native', mode: 'batch', command: ['./run.sh'] };

let bringing = null;
/** So many versions of one program: the same version sent again while it waits is one run, and a vendor has many. */
async function copiesOf(owner, versionId, count) {
  const { rows } = await owner.query(
    `INSERT INTO algorithm_version SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'label', 'copy ' || n))).*
     FROM algorithm_version v, generate_series(1, $2) n WHERE v.id = $1 RETURNING id`,
    [versionId, count],
  );
  return rows.map(({ id }) => id);
}

/** The lab with a sealed benchmark and that program; once for all benchmarks of a run. Credit does not end. */
export function examLab() {
  bringing ??= openLab().then(async (lab) => {
    const { people, owner } = lab;
    const bytes = (text) => new TextEncoder().encode(text);
    const file = makeZip([
      { name: 'run.sh', data: bytes(program) },
      { name: 'scenario-lab.json', data: bytes(JSON.stringify(manifest)) },
    ]);
    const { solutionId, versionId } = await showcase(people, people.vendor, 'bench', file);
    const data = await provideData(people, people.department, freshData(1), 'bench');
    const need = await postNeed(people, people.department, data, 'bench');
    await engage(people, people.vendor, need, solutionId, data.datasetId);
    await owner.query('UPDATE wallet SET balance = 1e9 WHERE organisation_id = $1', [people.vendorId]);
    const versions = [versionId, ...(await copiesOf(owner, versionId, 1_999))];
    let next = 0;
    /** Another version each time. */
    const submission = () => {
      next += 1;
      return {
        algorithmVersionId: versions[next % versions.length],
        benchmarkVersionId: need.benchmarkVersionId,
        split: 'sample',
      };
    };
    return { ...lab, submission, scenarioId: need.scenarioId };
  });
  return bringing;
}
