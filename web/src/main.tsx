/** Starts the workbench: languages first, so that nothing is shown in the wrong one. */
import '@fontsource-variable/inter/wght.css';
import './app/global.css';
import './app/tokens.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/queries';
import { router } from './app/router';
import { mantineVariables, theme } from './app/theme';
import { startLanguages } from './i18n';

const scheme = localStorageColorSchemeManager({ key: 'baton.scheme' });
const root = document.getElementById('root');

if (root) {
  await startLanguages();
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={mantineVariables} colorSchemeManager={scheme} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-left" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
