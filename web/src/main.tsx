/** Starts the workbench: languages first, so that nothing is shown in the wrong one. */
import '@fontsource-variable/inter/wght.css';
import './app/global.css';
import './app/tokens.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense, lazy } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/queries';
import { router } from './app/router';
import { mantineVariables, theme } from './app/theme';
import { startLanguages } from './i18n';

// Nobody is told anything before the first screen stands.
const Notifications = lazy(() => import('@mantine/notifications').then((part) => ({ default: part.Notifications })));
const scheme = localStorageColorSchemeManager({ key: 'baton.scheme' });
const root = document.getElementById('root');

if (root) {
  await startLanguages();
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={mantineVariables} colorSchemeManager={scheme} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Suspense fallback={null}><Notifications position="bottom-left" /></Suspense>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
