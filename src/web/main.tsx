import './ui/styles.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient, sessionQuery } from './api/queries.ts';
import { reloadAfterRelease } from './new-release.ts';
import { createAppRouter, needsSession } from './router.tsx';
import { theme, variables } from './ui/theme.ts';

reloadAfterRelease();
const queryClient = createQueryClient();
// Asked for at once, so that it travels while the router starts; a failure is the router's to handle.
if (needsSession(location.pathname)) {
  void queryClient.prefetchQuery({ ...sessionQuery, retry: false });
}

// Safari has no Temporal yet; every other browser skips this download.
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');

const router = createAppRouter(queryClient);
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Where the package that locks scrolling behind dialogs looks for the nonce of its style element.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');
createRoot(container).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
