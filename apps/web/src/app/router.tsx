import { createBrowserRouter, type RouteObject, RouterProvider } from 'react-router';
import { PageSkeleton } from '../components/page-skeleton.js';
import { BrokenPage } from './broken-page.js';
import { Guard } from './guard.js';
import { NotFoundPage } from './not-found-page.js';
import { bareRoutes } from './routes/bare.js';
import { chainRoutes } from './routes/chain.js';
import { coreRoutes } from './routes/core.js';
import type { PageRoute } from './routes/page.js';
import { Shell } from './shell/shell.js';

const rows: PageRoute[] = [...coreRoutes, ...chainRoutes];
const asRoute = ({ path, load }: PageRoute): RouteObject => ({ path, lazy: load });

const router = createBrowserRouter([
  {
    errorElement: <BrokenPage />,
    hydrateFallbackElement: <PageSkeleton />,
    children: bareRoutes.map(asRoute),
  },
  {
    element: <Shell />,
    errorElement: <BrokenPage />,
    children: [
      {
        errorElement: <BrokenPage />,
        // The shell stands while the page's own file is still on its way.
        hydrateFallbackElement: <PageSkeleton />,
        children: [
          ...rows.filter((row) => row.who === 'anyone').map(asRoute),
          { element: <Guard />, children: rows.filter((row) => row.who === 'signed_in').map(asRoute) },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);

export function Product() {
  return <RouterProvider router={router} />;
}
