import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const within = (...names: string[]) =>
  new RegExp(
    `[\\\\/]node_modules[\\\\/](?:${names.map((name) => name.replace('/', '[\\\\/]')).join('|')})[\\\\/]`,
  );

/** `vite --mode mock`: pages are looked at without a server; the answers are those of the component tests. */
function mockApi(): Plugin {
  return {
    name: 'scenario-lab-mock-api',
    configureServer(server) {
      server.middlewares.use('/api', (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        const answer = async () => {
          const { answerNode } = await server.ssrLoadModule('/src/testing/mock-node.ts');
          answerNode(request.method, request.url, Buffer.concat(chunks).toString('utf8'), response);
        };
        request.on('end', () => void answer());
      });
    },
  };
}

export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'mock' ? [mockApi()] : [])],
  // Contracts are read from their sources, so the web needs no build of theirs.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  server: { port: 5173, proxy: mode === 'mock' ? undefined : { '/api': 'http://127.0.0.1:8080' } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    // Small slices of the Chinese face would be carried by every reader in the list that names them all.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
    rolldownOptions: {
      output: {
        // The hundred slices of the Chinese face keep their own names: hashes would double the list that names them.
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.woff2'))
            ? 'fonts/[name][extname]'
            : 'assets/[name]-[hash][extname]',
        codeSplitting: {
          groups: [
            { name: 'echarts', test: within('echarts', 'zrender'), priority: 30 },
            { name: 'react', test: within('react', 'react-dom', 'react-router', 'scheduler'), priority: 20 },
            // Small dictionaries that both languages read from.
            {
              name: 'both-languages',
              test: /[\\/]contracts[\\/]src[\\/]words[\\/](?:calendar|ticket-status|data-status|need-words|review-words|badge-words|camp-words)\./,
              priority: 16,
            },
            // Those of one language that the first words and the whole dictionary both read from.
            ...['zh', 'en'].map((language) => ({
              name: `codes-${language}`,
              test: new RegExp(
                `[\\\\/]contracts[\\\\/]src[\\\\/]words[\\\\/](?:codes|acceptance)-${language}\\.`,
              ),
              priority: 16,
            })),
            // What nearly every page asks for comes in one file and not in forty: each costs a round trip.
            // The verifier's part of the contracts brings cryptography along and stays apart.
            {
              name: 'common',
              // Not what is made with the form: the front page has none, and would carry it for those that do.
              test: /[\\/]packages[\\/]contracts[\\/]src[\\/](?!envelope|statement)|[\\/]apps[\\/]web[\\/]src[\\/](?!components[\\/](?:bilingual-field|card-fields|choice-field|form|form-places|row-form)\.)(?:app|components|i18n|styles)[\\/]/,
              minShareCount: 24,
              priority: 15,
            },
            // The verifier comes when the reader does, and then at once.
            {
              name: 'verifier',
              test: /[\\/]contracts[\\/]src[\\/](?:envelope|statement)|components[\\/]use-signed-report|home[\\/]live-proof|[\\/]node_modules[\\/]@noble[\\/]/,
              priority: 5,
            },
          ],
        },
      },
    },
  },
}));
