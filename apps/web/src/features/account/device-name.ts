const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/HeadlessChrome\/|Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** “Chrome · Windows” out of what the browser says of itself; a program that is none keeps its own words. */
export function deviceName(agent: string): string {
  const known = (of: readonly [RegExp, string][]) => of.find(([mark]) => mark.test(agent))?.[1];
  const names = [known(browsers), known(systems)].filter((name) => name !== undefined);
  return names.length > 0 ? names.join(' · ') : agent;
}
