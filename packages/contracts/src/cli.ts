import { defineRoute } from './route.js';

/** The vendor's desk of the lab's own version, as npm installs it: `npm install -g <lab>/api/cli/scenario-lab.tgz`. */
export const downloadCli = defineRoute({
  name: 'cli.download',
  method: 'GET',
  path: '/cli/scenario-lab.tgz',
  access: 'public',
  reply: 'stream',
});
