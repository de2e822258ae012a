import { defineConfig } from 'vitest/config';

// One root config: projects differ in what they need around them, not in how a test is written.
const shared = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
};
const notUnits = ['**/*.int.spec.ts', '**/*.sandbox.spec.ts', '**/node_modules/**', '**/dist/**'];
const everyRoom = ['packages/*/src', 'apps/*/src'];

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          // Generous: what is tested is right or wrong, not fast, and machines are busy.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // What all files of a process import is read once. Pages are another matter: their modules keep words and answers.
          isolate: false,
          include: everyRoom.map((room) => `${room}/**/*.spec.{ts,tsx}`),
          exclude: [...notUnits, 'apps/web/**'],
        },
      },
      {
        ...shared,
        test: {
          name: 'web',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Its CommonJS half asks for modules; read as the web reads them they are one kind.
          server: { deps: { inline: [/\/node_modules\/@rc-component\//] } },
          include: ['apps/web/src/**/*.spec.{ts,tsx}'],
          exclude: notUnits,
        },
      },
      {
        ...shared,
        test: {
          name: 'int',
          include: everyRoom.map((room) => `${room}/**/*.int.spec.ts`),
          globalSetup: ['packages/testing/src/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // The API and the workers are read once for all files of a process and not for each; a file's own is its database.
          isolate: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'sandbox',
          include: everyRoom.map((room) => `${room}/**/*.sandbox.spec.ts`),
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
