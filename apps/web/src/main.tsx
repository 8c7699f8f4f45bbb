import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { createAppQueryClient } from './api/query-client.ts';
import { holdSignInToken } from './pages/sign-in/sign-in-token.ts';
import { createAppRouter } from './router.tsx';

// zod would try `new Function` for speed, which the content security policy reports as a violation.
z.config({ jitless: true });

// Before anything else runs: the token of a sign-in link must not stay in the address bar or the history.
holdSignInToken();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const queryClient = createAppQueryClient();
const router = createAppRouter(queryClient);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
