import type { ComponentType } from 'react';
import { wholeLanguage } from '../../i18n/i18n.js';

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
  const load = async () => {
    const [file] = await Promise.all([fetchFile(), wholeLanguage()]);
    return { Component: file[name] };
  };
  return { path, who, load };
}

/**
 * The page most people see first comes with the product itself, so that it needs no further file; it says only what
 * `first-words` hold, and waits for no others.
 */
export function frontPage(path: string, Component: ComponentType): PageRoute {
  return { path, who: 'anyone', load: async () => ({ Component }) };
}
