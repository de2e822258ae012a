import './styles/tokens.css';
import './styles/base.css';
import './components/button.css';
import './styles/motion.css';
import './styles/print.css';
import { call } from '@scenario-lab/contracts/call';
import { readDays } from '@scenario-lab/contracts/lab';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { client, queries } from './app/api.js';
import { watchMissingFiles } from './app/missing-files.js';
import { PreferencesProvider } from './app/preferences.js';
import { Product } from './app/router.js';
import { keepLabTimeZone } from './i18n/format.js';
import { languageNow, loadFirstWords } from './i18n/i18n.js';

watchMissingFiles();
// Pages begin on the usual clock; a lab elsewhere says so before anything with a date has come.
void call(client, readDays, {}).then(
  ({ timeZone }) => keepLabTimeZone(timeZone),
  () => undefined,
);
await loadFirstWords(languageNow());
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <Product />
      </PreferencesProvider>
    </QueryClientProvider>
  </StrictMode>,
);
// The Chinese face comes when the page stands: its list of unicode ranges alone is heavier than all our styles.
const fetchFace = () => void import('@fontsource-variable/noto-sans-sc/wght.css');
if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchFace, { timeout: 400 });
else setTimeout(fetchFace, 200);
