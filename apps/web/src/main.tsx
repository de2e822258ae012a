import './styles/tokens.css';
import './styles/base.css';
import './components/button.css';
import './styles/motion.css';
import './styles/print.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './app/api.js';
import { fetchFaceIfNeeded } from './app/face.js';
import { watchMissingFiles } from './app/missing-files.js';
import { PreferencesProvider } from './app/preferences.js';
import { Product } from './app/router.js';
import { fetchSession } from './app/session.js';
import { keepLabTimeZone } from './i18n/format.js';
import { languageNow, loadFirstWords } from './i18n/i18n.js';

watchMissingFiles();
// Pages begin on the usual clock; a lab elsewhere says so before anything with a date has come.
void fetchSession().then(
  ({ lab }) => keepLabTimeZone(lab.timeZone),
  () => undefined,
);
const stand = () =>
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <PreferencesProvider>
          <Product />
        </PreferencesProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
// Awaited at the top it would keep the build from joining small files.
void loadFirstWords(languageNow()).then(stand);
void fetchFaceIfNeeded();
