import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Route as Row } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { whoMay } from '@scenario-lab/domain/policies';
import { rowKey } from './route.decorator.js';

/** Boot refuses a row without a handler, a handler without a row, and an access nobody has answered. */
export function checkCoverage(app: INestApplication): void {
  const mounted = new Map<string, string>();
  const faults: string[] = [];
  const scanner = new MetadataScanner();
  for (const { instance, metatype } of app.get(DiscoveryService).getControllers()) {
    if (!instance || !metatype) continue;
    const prototype = Object.getPrototypeOf(instance);
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name];
      const isRoute = Reflect.hasMetadata('path', handler) && Reflect.hasMetadata('method', handler);
      const row = Reflect.getMetadata(rowKey, handler) as Row | undefined;
      if (isRoute && !row) faults.push(`${metatype.name}.${name} has no contract row`);
      if (!row) continue;
      if (mounted.has(row.name)) faults.push(`${row.name} is mounted twice`);
      mounted.set(row.name, `${metatype.name}.${name}`);
    }
  }
  for (const row of routes) {
    if (!mounted.has(row.name)) faults.push(`${row.name} has no handler`);
    if (!['public', 'signed_in', 'site_token'].includes(row.access) && !Object.hasOwn(whoMay, row.access)) {
      faults.push(`${row.name}: no policy answers ${row.access}`);
    }
  }
  if (faults.length > 0) throw new Error(`the API's rows and handlers differ:\n  ${faults.join('\n  ')}`);
}
