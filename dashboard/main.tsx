import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.ts';
import { createApp } from './app.tsx';
import { reloadWhenOutdated } from './shell/newer-build.ts';
import { applyTheme } from './shell/theme.ts';
import './styles.css';

applyTheme();
reloadWhenOutdated();
const cache = createQueryClient();
const app = createApp(cache);

createRoot(document.querySelector('#app')!).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <Suspense>
        <RouterProvider router={app} />
      </Suspense>
    </QueryClientProvider>
  </StrictMode>,
);
