const undone = [];

/** What a benchmark has to take down again if it is ended half-way: servers, folders. Answers how to forget it. */
export function whenEnded(takeDown) {
  undone.push(takeDown);
  return () => {
    const at = undone.indexOf(takeDown);
    if (at >= 0) undone.splice(at, 1);
  };
}

let ending = false;
async function end(signal) {
  // A second one means now.
  if (ending) process.exit(130);
  ending = true;
  process.stderr.write(`${signal}: taking down what was started\n`);
  for (const takeDown of undone.splice(0).reverse())
    await takeDown().catch((error) => process.stderr.write(`${error?.stack ?? error}\n`));
  process.exit(signal === 'SIGINT' ? 130 : 143);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(signal));
