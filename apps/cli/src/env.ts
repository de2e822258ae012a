import { homedir } from 'node:os';
import { join } from 'node:path';

/** The only place that reads the surroundings. */
export interface Env {
  /** File the lab's address and token are kept in. */
  credentialsFile: string;
  /** Given together they take the place of a login, for machines that run tests by themselves. */
  url?: string;
  token?: string;
  /** Locale as the system says it, `zh_CN.UTF-8` say. */
  locale: string;
}

export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  return {
    credentialsFile:
      source.SCENARIO_LAB_CONFIG || join(homedir(), '.config', 'scenario-lab', 'credentials.json'),
    url: source.SCENARIO_LAB_URL || undefined,
    token: source.SCENARIO_LAB_TOKEN || undefined,
    locale: source.LC_ALL || source.LC_MESSAGES || source.LANG || '',
  };
}
