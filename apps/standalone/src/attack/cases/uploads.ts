import type { Persona } from '../../seed/persona.js';
import { type AttackCase, raw } from '../attack-case.js';
import type { World } from '../world.js';

const promise = 'the upload an address names is the one that is asked about and acted on';
const encode = (text: string) => Buffer.from(text).toString('base64');
const protocol = { 'tus-resumable': '1.0.0' };

async function begin(world: World, as: Persona, bytes = 10, fileName = 'a.csv'): Promise<string> {
  const answer = await raw(world, '/uploads', {
    as,
    method: 'POST',
    headers: {
      ...protocol,
      'upload-length': String(bytes),
      'upload-metadata': `filename ${encode(fileName)},purpose ${encode('dataset')}`,
    },
  });
  if (answer.status !== 201) throw new Error(`an upload could not be begun: ${answer.status}`);
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

const at = (world: World, as: Persona, method: string, address: string, more: RequestInit = {}) =>
  raw(world, `/uploads/${address}`, {
    as,
    method,
    ...more,
    headers: { ...protocol, ...(more.headers as Record<string, string> | undefined) },
  });
const write = (world: World, as: Persona, address: string, body: string, offset = 0) =>
  at(world, as, 'PATCH', address, {
    headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  });

/** Bytes received of both uploads, as their owners read them. */
async function both(world: World): Promise<{ mine: string; theirs: string; me: Persona; them: Persona }> {
  const { vendor: them, department: me } = (await world.exam('requests')).people;
  return { mine: await begin(world, me), theirs: await begin(world, them), me, them };
}
const offset = async (world: World, as: Persona, id: string) =>
  (await at(world, as, 'HEAD', id)).headers.get('upload-offset') ?? 'gone';

export const cases: AttackCase[] = [
  {
    name: 'a stranger’s upload behind a question mark',
    promise,
    way: '/uploads/<mine>?/<theirs> read, written and given up, with variants',
    expected: 'mine 5 bytes then gone, theirs 0 bytes',
    attack: async (world) => {
      const { mine, theirs, me, them } = await both(world);
      for (const tail of [`?/${theirs}`, `?x=/${theirs}/`, `?%2f${theirs}`, `?id=${theirs}`])
        await at(world, me, 'HEAD', `${mine}${tail}`);
      await write(world, me, `${mine}?/${theirs}`, '01234');
      const seen = `mine ${await offset(world, me, mine)} bytes`;
      await at(world, me, 'DELETE', `${mine}?/${theirs}`);
      return `${seen} then ${await offset(world, me, mine)}, theirs ${await offset(world, them, theirs)} bytes`;
    },
  },
  {
    name: 'a stranger’s upload by the way of ..',
    promise,
    way: '<mine>/<theirs>, <mine>/../<theirs>, <mine>%2f<theirs>, ..%2f..%2fetc%2fpasswd: asked and written',
    expected: '404 404 404 404 404, theirs 0 bytes',
    attack: async (world) => {
      const { mine, theirs, me, them } = await both(world);
      const seen: number[] = [];
      for (const address of [`${mine}/${theirs}`, `${mine}/../${theirs}`, `${mine}%2f${theirs}`])
        seen.push((await write(world, me, address, '01234')).status);
      for (const address of ['..%2f..%2fetc%2fpasswd', `${mine}%2f..%2f${theirs}`])
        seen.push((await at(world, me, 'HEAD', address)).status);
      return `${seen.join(' ')}, theirs ${await offset(world, them, theirs)} bytes`;
    },
  },
  {
    name: 'another method in a header',
    promise,
    way: 'x-http-method-override: DELETE and PATCH on a request that only asks, and on a stranger’s upload',
    expected: 'mine 0 bytes, theirs 0 bytes',
    attack: async (world) => {
      const { mine, theirs, me, them } = await both(world);
      for (const method of ['DELETE', 'PATCH'])
        for (const address of [mine, theirs, `${mine}?/${theirs}`])
          await at(world, me, 'HEAD', address, { headers: { 'x-http-method-override': method } });
      return `mine ${await offset(world, me, mine)} bytes, theirs ${await offset(world, them, theirs)} bytes`;
    },
  },
  {
    name: 'a stranger’s upload by its id',
    promise: 'nothing of another tenant in any answer',
    way: 'HEAD, PATCH, DELETE and the status of an upload somebody else began; and of one that is not there',
    expected: '404 404 404 404 and 404 404 404 404, theirs 0 bytes',
    attack: async (world) => {
      const { theirs, me, them } = await both(world);
      const tell = async (id: string) =>
        [
          (await at(world, me, 'HEAD', id)).status,
          (await write(world, me, id, '01234')).status,
          (await at(world, me, 'DELETE', id)).status,
          (await raw(world, `/upload-status/${id}`, { as: me })).status,
        ].join(' ');
      const seen = `${await tell(theirs)} and ${await tell('00000000-0000-4000-8000-000000000000')}`;
      return `${seen}, theirs ${await offset(world, them, theirs)} bytes`;
    },
  },
  {
    name: 'announcements that lie',
    promise: 'bad input is refused with its place, never a fault of the lab’s',
    way: 'no length, zero bytes, 5 GiB, a purpose that is none, more bytes than announced, another type, a wrong offset',
    expected: '422 422 413 422; 413 400 409',
    attack: async (world) => {
      const { vendor: as } = (await world.exam('requests')).people;
      const announce = async (length: string | null, purpose = 'dataset') =>
        (
          await raw(world, '/uploads', {
            as,
            method: 'POST',
            headers: {
              ...protocol,
              ...(length === null ? {} : { 'upload-length': length }),
              'upload-metadata': `filename ${encode('a.csv')},purpose ${encode(purpose)}`,
            },
          })
        ).status;
      const first = [
        await announce(null),
        await announce('0'),
        await announce(String(5 * 2 ** 30)),
        await announce('10', 'loot'),
      ];
      const id = await begin(world, as);
      const type = { 'upload-offset': '0', 'content-type': 'text/csv' };
      const then = [
        (await write(world, as, id, '0'.repeat(11))).status,
        (await at(world, as, 'PATCH', id, { headers: type, body: 'x' })).status,
        (await write(world, as, id, '0', 5)).status,
      ];
      return `${first.join(' ')}; ${then.join(' ')}`;
    },
  },
  {
    name: 'a name of a path, turned round',
    promise: 'a file’s name is a word to be shown and never a place',
    way: '../../etc/cron.d/x, a NUL, and a right-to-left mark, as the name of a file',
    expected: '422 or kept as a plain word, three times',
    attack: async (world) => {
      const { vendor: as } = (await world.exam('requests')).people;
      const plain = async (name: string) => {
        const answer = await raw(world, '/uploads', {
          as,
          method: 'POST',
          headers: {
            ...protocol,
            'upload-length': '10',
            'upload-metadata': `filename ${encode(name)},purpose ${encode('dataset')}`,
          },
        });
        if (answer.status === 422) return true;
        const id = answer.headers.get('location')?.split('/').at(-1) ?? '';
        const kept = JSON.parse((await raw(world, `/upload-status/${id}`, { as })).text) as {
          fileName: string;
        };
        return answer.status === 201 && !/[/\\\0\u202e]/.test(kept.fileName);
      };
      const seen = [];
      for (const name of ['../../etc/cron.d/x', 'a\0b.csv', 'a\u202evsc.exe']) seen.push(await plain(name));
      return seen.every(Boolean) ? '422 or kept as a plain word, three times' : seen.join(' ');
    },
  },
];
