// Makes a judged collection for `matching-quality` of a catalogue of data sources (JSONL with id, name.zh, description.zh,
// data_content.zh, domains, tags): `node bench/matching-data.mjs SOURCES FOLDER`. A need asks for what a source holds and does
// not name it; offers are the other sources by name and description (the source itself would be too easy). Grade 2 is one of
// a common domain that shares three tags with it, 1 one that shares two, 0 thirty that share none, of its domains where there are.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDice } from '../apps/standalone/dist/demo-data/seeded.js';
import { jsonLines } from './quality.mjs';

const [file, folder] = process.argv.slice(2);
if (!file || !folder) {
  process.stderr.write('wants SOURCES FOLDER\n');
  process.exit(2);
}
/** In every source's tags, whatever it is about. */
const said = new Set(['china', 'data', 'statistics', 'government', 'official', '中国', '数据', '统计']);
const sources = jsonLines(file).filter(({ name, description, data_content: held }) =>
  [name?.zh, description?.zh, held?.zh?.length].every(Boolean),
);
const tagsOf = ({ tags }) => tags.map((tag) => tag.toLowerCase()).filter((tag) => !said.has(tag));
const ofOneDomain = (one, other) => one.domains.some((domain) => other.domains.includes(domain));
const shared = (one, other) => tagsOf(one).filter((tag) => tagsOf(other).includes(tag)).length;

const dice = makeDice(17);
const shuffled = (list) =>
  list
    .map((one) => ({ one, drawn: dice.between(0, 1) }))
    .sort((a, b) => a.drawn - b.drawn)
    .map(({ one }) => one);
const needs = [];
const judged = ['need_id\toffer_id\tgrade'];
for (const source of sources) {
  const [title, ...rest] = source.data_content.zh;
  const others = sources.filter((one) => one !== source);
  const graded = others.filter((one) => ofOneDomain(source, one) && shared(source, one) >= 2);
  if (graded.length === 0) continue;
  const far = others.filter((one) => shared(source, one) === 0);
  const apart = [true, false].flatMap((inside) =>
    shuffled(far.filter((one) => ofOneDomain(source, one) === inside)),
  );
  needs.push({ id: `n-${source.id}`, title, text: rest.join('，') });
  for (const one of graded) {
    judged.push([`n-${source.id}`, one.id, shared(source, one) >= 3 ? 2 : 1].join('\t'));
  }
  for (const { id } of apart.slice(0, 30)) judged.push([`n-${source.id}`, id, 0].join('\t'));
}
const offers = sources.map(({ id, name, description }) => ({ id, title: name.zh, text: description.zh }));
const jsonl = (list) => `${list.map((one) => JSON.stringify(one)).join('\n')}\n`;
writeFileSync(join(folder, 'needs.jsonl'), jsonl(needs));
writeFileSync(join(folder, 'offers.jsonl'), jsonl(offers));
writeFileSync(join(folder, 'qrels.tsv'), `${judged.join('\n')}\n`);
process.stdout.write(
  `${needs.length} needs, ${offers.length} offers, ${judged.length - 1} judgements in ${folder}\n`,
);
