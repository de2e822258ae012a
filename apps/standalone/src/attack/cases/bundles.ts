import { addAlgorithmVersion, createAlgorithm, readAlgorithm } from '@scenario-lab/contracts/algorithms';
import { createSolution, solutionDeeds } from '@scenario-lab/contracts/solutions';
import { zip } from '@scenario-lab/sandbox/testing/files';
import {
  badBundles,
  good,
  halfCharacter,
  native,
  swarms,
} from '@scenario-lab/sandbox/testing/hostile-bundles';
import { until } from '../../seed/persona.js';
import type { AttackCase } from '../attack-case.js';
import type { World } from '../world.js';

const promise = 'an archive is opened in the sandbox only, and what is wrong with it is told';

type Door = (file: Uint8Array) => Promise<string>;
let door: Promise<Door> | null = null;

/** A vendor's algorithm to which any file can be handed in; @returns what its inspection says. */
function open(world: World): Promise<Door> {
  door ??= (async () => {
    const { vendor, operator } = (await world.exam('requests')).people;
    const card = {
      title: { zh: '压缩包', en: 'Archives' },
      summary: { zh: '交来的压缩包，各有毛病。', en: 'Archives, each with a fault of its own.' },
      fields: ['public_services' as const],
      technologies: ['regression'],
    };
    const { id: solutionId } = await vendor.call(createSolution, {
      body: {
        ...card,
        trl: 7,
        claims: [{ metric: 'mae', value: 0.8 }],
        regions: ['510100'],
        cooperationModes: ['pilot'],
      },
    });
    await vendor.call(solutionDeeds.submit, { params: { id: solutionId }, body: {} });
    await operator.call(solutionDeeds.approve, { params: { id: solutionId }, body: {} });
    const { id } = await vendor.call(createAlgorithm, {
      body: {
        ...card,
        solutionId,
        task: 'regression',
        card: { intendedUse: { zh: '试验。', en: 'A trial.' } },
      },
    });
    let label = 0;
    return async (file) => {
      label += 1;
      const uploadId = await vendor.upload('artifact', 'a.zip', file);
      const { id: versionId } = await vendor.call(addAlgorithmVersion, {
        params: { id },
        body: {
          uploadId,
          label: `0.${label}`,
          kind: 'bundle',
          sockets: { task: 'regression', inputs: [{ column: 'temperature', type: 'number' }] },
        },
      });
      const version = await until(
        'an inspection',
        async () =>
          (await vendor.call(readAlgorithm, { params: { id } })).versionList.find(
            (one) => one.id === versionId,
          ),
        (one) => one?.status === 'ready' || one?.status === 'refused',
      );
      const problems = version?.inspection?.problems ?? [];
      return [version?.status, ...new Set(problems.map(({ code }) => code))].join(' ');
    };
  })();
  return door;
}

const refused = (name: string, file: () => Uint8Array, code: string): AttackCase => ({
  name: `a bundle: ${name}`,
  promise,
  way: 'uploaded as a vendor’s version and inspected',
  expected: `refused, ${code} among its problems`,
  attack: async (world) => {
    const seen = await (await open(world))(file());
    return seen.startsWith('refused') && seen.split(' ').includes(code)
      ? `refused, ${code} among its problems`
      : seen;
  },
});

export const cases: AttackCase[] = [
  {
    name: 'a bundle: an honest one',
    promise,
    way: 'the one that must pass, so that the others say something',
    expected: 'ready',
    attack: async (world) => (await open(world))(zip(good)),
  },
  // Nothing at all is refused by the upload itself.
  ...badBundles
    .filter(([, file]) => file.length > 0)
    .map(([name, file, code]) => refused(name, () => file, code)),
  refused('many entries under the floor of a bomb, ZIP', () => swarms()[0], 'bomb'),
  refused('many entries under the floor of a bomb, tar.gz', () => swarms()[1], 'bomb'),
  refused('half a character in its manifest', halfCharacter, 'manifest'),
  refused('CRLF in the first line of its script', () => native('#!/bin/sh\r\necho 1\r\n'), 'not_startable'),
  refused('an interpreter that is not there', () => native('#!/usr/bin/env ruby\nputs 1\n'), 'not_startable'),
];
