/** `scenario-lab.json` at the top of a bundle. */
export interface BundleManifest {
  schema: 'scenario-lab/1';
  runtime: 'python' | 'node' | 'native';
  mode: 'batch';
  command: string[];
}

export interface Problem {
  code: string;
  /** Where: a member's name, a key path, `row 12, column "age"`. Escaped, at most 200 characters. */
  place: string;
  detail: string;
}
