import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.js';

/** `npm run screenshots`: nothing is asserted but that every page arrives; people look at what comes out. */
export default defineConfig({
  ...journeys,
  testDir: './pictures',
  // A folder of its own: each run empties its folder first, and journeys may be under way at the same time.
  outputDir: './test-results/pictures',
  workers: 1,
  reporter: [['list']],
  use: { ...journeys.use, trace: 'off', screenshot: 'off' },
});
