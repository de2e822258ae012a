/** Median seconds of `rounds` calls after one that warms up. */
export async function median(rounds, work) {
  await work();
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = process.hrtime.bigint();
    await work();
    times.push(Number(process.hrtime.bigint() - started) / 1e9);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)];
}
