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
  const load = async () => {
    const [file, { Dress }] = await Promise.all([fetchFile(), import('../dress.js')]);
    const Page: ComponentType = file[name];
    return {
      Component: () => (
        <Dress>
          <Page />
        </Dress>
      ),
    };
  };
  return { path, who, load };
}

/** A page without a single antd component: the first ones a visitor sees stay light. */
export function plainPage<M extends Record<K, ComponentType>, K extends string>(
  path: string,
  who: PageRoute['who'],
  fetchFile: () => Promise<M>,
  name: K,
): PageRoute {
  return { path, who, load: async () => ({ Component: (await fetchFile())[name] }) };
}
