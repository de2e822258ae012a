import { readFile } from 'node:fs/promises';
import { Sockets } from '@scenario-lab/contracts/algorithms';
import { type ArtifactKind, OnnxInputMap, OnnxOutputMap } from '@scenario-lab/contracts/exam';
import type { TaskKind } from '@scenario-lab/contracts/metrics';
import { exit } from './exit.js';
import { Failure } from './failure.js';

export const cardName = 'scenario-lab.card.json';
const known = ['schema', 'task', 'inputs', 'onnx'];

/** What a program says of itself beside its files: which columns it needs and, for a model, how it is fed. */
export interface Card {
  /** Null: whatever the benchmark asks. */
  task: TaskKind | null;
  inputs: Sockets['inputs'];
  onnx: {
    inputMap: ReturnType<typeof OnnxInputMap.parse>;
    outputMap: ReturnType<typeof OnnxOutputMap.parse>;
  } | null;
}

const blank: Card = { task: null, inputs: [], onnx: null };

/**
 * Reads a card; a missing one asks for nothing in particular unless it was named.
 * @throws Failure naming every field that is not right
 */
export async function readCard(file: string, named: boolean): Promise<Card> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !named) return null;
    throw error;
  });
  if (text === null) return blank;
  const bad = (lines: string[]) => new Failure(exit.fail, 'card.bad', { file }, lines);
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw bad([String(error)]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(['{ … }']);
  const lines = Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${key}: ?`);
  if (value.schema !== 'scenario-lab/card/1') lines.push('schema: "scenario-lab/card/1"');
  // The lab's own schema; a card that leaves the task open is checked as if it named one.
  const sockets = Sockets.safeParse({ task: value.task ?? 'binary', inputs: value.inputs ?? [] });
  const issues = sockets.success ? [] : [...sockets.error.issues];
  let onnx: Card['onnx'] = null;
  if (value.onnx !== undefined) {
    const maps = value.onnx as { inputMap?: unknown; outputMap?: unknown } | null;
    const inputMap = OnnxInputMap.safeParse(maps?.inputMap);
    const outputMap = OnnxOutputMap.safeParse(maps?.outputMap);
    for (const [name, one] of [['inputMap', inputMap] as const, ['outputMap', outputMap] as const])
      if (!one.success)
        lines.push(
          ...one.error.issues.map(({ path, message }) => `${['onnx', name, ...path].join('.')}: ${message}`),
        );
    if (inputMap.success && outputMap.success) onnx = { inputMap: inputMap.data, outputMap: outputMap.data };
  }
  lines.push(...issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  if (lines.length > 0 || !sockets.success) throw bad(lines);
  return { task: value.task === undefined ? null : sockets.data.task, inputs: sockets.data.inputs, onnx };
}

/** What the lab is told the version needs. */
export const socketsOf = (card: Card, task: TaskKind): Sockets => ({
  task: card.task ?? task,
  inputs: card.inputs,
});

/** Only a model is fed by maps. */
export const mapsOf = (card: Card, kind: ArtifactKind) =>
  kind === 'onnx' ? (card.onnx ?? undefined) : undefined;
