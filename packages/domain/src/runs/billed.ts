/** CPU minutes a run is paid for: its program's, and what reading its answer took beyond what any answer costs. */
export const billedMinutes = (resources: {
  cpuSeconds: number;
  readingCpuSeconds?: number | undefined;
}): number => (resources.cpuSeconds + (resources.readingCpuSeconds ?? 0)) / 60;
