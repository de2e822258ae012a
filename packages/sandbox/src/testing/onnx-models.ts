import { bytes, FLOAT, message, model, node, number, port, weights } from './files.js';

const input = port(11, 'x', FLOAT, ['n', 2]);
const matrix = (width: number) =>
  weights(
    'w',
    [2, width],
    Array.from({ length: 2 * width }, (_, at) => 1 + (at % 3) - (at % 2)),
  );

/** x · W: a number per class, no probability. */
export const logitsModel = (width: number) =>
  model(node('MatMul', ['x', 'w'], ['y']), matrix(width), input, port(12, 'y', FLOAT, ['n', width]));

/** One number for the whole batch. */
export const summingModel = () =>
  model(node('ReduceMean', ['x'], ['m'], keep(0)), input, port(12, 'm', FLOAT, []));

const keep = (value: number) => message(5, bytes(1, 'keepdims'), number(3, value), number(20, 2));

/** Says that it takes any number of rows, and adds two numbers to each of exactly one: with more it fails. */
export const oneRowModel = () =>
  model(
    node('Concat', ['x', 'w'], ['c'], message(5, bytes(1, 'axis'), number(3, 1), number(20, 2))),
    node('ReduceMean', ['c'], ['y'], message(5, bytes(1, 'axes'), number(8, 1), number(20, 7)), keep(1)),
    weights('w', [1, 2], [1, 2]),
    input,
    port(12, 'y', FLOAT, ['n', 1]),
  );

/** softmax(x · W) where an empty cell counts as 0. */
export const gapModel = () =>
  model(
    node('IsNaN', ['x'], ['gap']),
    node('Where', ['gap', 'zero', 'x'], ['whole']),
    node('MatMul', ['whole', 'w'], ['y']),
    node('Softmax', ['y'], ['p']),
    weights('zero', [1], [0]),
    matrix(2),
    input,
    port(12, 'p', FLOAT, ['n', 2]),
  );

/** The root of a number below zero. */
export const rootModel = () =>
  model(node('Neg', ['x'], ['below']), node('Sqrt', ['below'], ['y']), input, port(12, 'y', FLOAT, ['n', 2]));

/** As sklearn-onnx writes classifiers: class numbers, and probabilities as a sequence of maps. */
export const zipMapModel = () => {
  // TypeProto: sequence (4) of map (5) from int64 to a float tensor.
  const floats = message(2, message(1, number(1, FLOAT)));
  const map = message(5, number(1, 7), floats);
  const maps = message(12, bytes(1, 'z'), message(2, message(4, message(1, map))));
  const keys = message(5, bytes(1, 'classlabels_int64s'), number(8, 0), number(8, 1), number(20, 7));
  return Buffer.concat([
    model(
      node('MatMul', ['x', 'w'], ['y']),
      node('Softmax', ['y'], ['p']),
      node('ZipMap', ['p'], ['z'], keys, bytes(7, 'ai.onnx.ml')),
      matrix(2),
      input,
      maps,
      port(12, 'p', FLOAT, ['n', 2]),
    ),
    message(8, bytes(1, 'ai.onnx.ml'), number(2, 1)),
  ]);
};
