import { execFileSync } from 'node:child_process';

/** Takes down what an earlier launcher left mounted below a directory, deepest first. */
export function unmountBelow(dir: string, mountinfo: string, umount: string): void {
  const points = mountinfo
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point.startsWith(`${dir}/`));
  for (const point of points.reverse())
    execFileSync(umount, ['-l', '--', point], { env: {}, stdio: 'ignore' });
}
