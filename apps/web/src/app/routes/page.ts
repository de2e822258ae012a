import type { ComponentType } from 'react';

/** A page of the product: its address, who may open it, and the files that are fetched when somebody does. */
export interface PageRoute {
  path: string;
  who: 'anyone' | 'signed_in';
  load: () => Promise<{ Component: ComponentType }>;
}

/** `page(pattern.run, 'signed_in', () => import('../../features/runs/run-page.js'), 'RunPage')` */
export function page<M extends Record<K, ComponentType>, K extends string>(
  path: string,
  who: PageRoute['who'],
  fetchFile: () => Promise<M>,
  name: K,
): PageRoute {
  return { path, who, load: async () => ({ Component: (await fetchFile())[name] }) };
}
