// Starts the web application: words, theme, answers of the server, routes.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from '#platform/ui/api.ts';
import { firstLanguage, type LoadWords, WordsProvider } from '#platform/ui/language.tsx';
import '#platform/records/web/records.css';
import '#platform/ui/look.css';
import { styleNonce, writeStylesAsAllowed } from '#platform/ui/style-nonce.ts';
import { ThemeProvider } from '#platform/ui/theme-provider.tsx';
import { keepAtHand, reloadAfterDeploy } from './offline/register.ts';
import { router } from './routes.tsx';

writeStylesAsAllowed(styleNonce());
reloadAfterDeploy();
keepAtHand();

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // What the server refused stays refused; only what it was not asked is asked again, and once what was asked under a
      // session that ended meanwhile in this very browser: whoever became somebody else in another tab is not led out.
      retry: (count, error) =>
        error instanceof ApiProblem &&
        (error.status === 401 ? count < 1 : count < 2 && (error.status === 0 || error.status >= 502)),
      retryDelay: (count, error) => (error instanceof ApiProblem && error.status === 401 ? 50 : 1_000 * 2 ** count),
    },
  },
});

const load: LoadWords = {
  en: async () => (await import('./words-en.ts')).words,
  zh: async () => (await import('./words-zh.ts')).words,
};

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const first = await load[firstLanguage()]();
createRoot(root).render(
  <StrictMode>
    <WordsProvider load={load} first={first}>
      <ThemeProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </WordsProvider>
  </StrictMode>,
);
