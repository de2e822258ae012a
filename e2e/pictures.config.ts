import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.js';

/** `npm run screenshots`: nothing is asserted but that every page arrives; people look at what comes out. */
export default defineConfig({ ...journeys, testDir: './pictures', workers: 1, reporter: [['list']] });
