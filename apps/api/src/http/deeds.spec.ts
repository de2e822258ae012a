import 'reflect-metadata';
import { Controller, RequestMethod } from '@nestjs/common';
import { Reason, Remark } from '@scenario-lab/contracts/common';
import { deedsOf } from '@scenario-lab/contracts/deed';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { by, Deeds } from './deeds.js';
import { rowKey } from './route.decorator.js';

const deed = deedsOf('kiln', '/kilns/:id');
const kilnDeeds = {
  light: deed('light', Remark),
  crack: deed('crack', Reason),
  load: deed('load', z.object({ pots: z.number(), remark: z.string() })),
  rest: deed('rest', z.object({})),
};

class Parts {
  deed(_: SignedIn, id: string, event: 'light' | 'crack', said: string | undefined) {
    return `${event} ${id}: ${said}`;
  }
}
class KilnsService {
  readonly parts = new Parts();
  load = (actor: SignedIn, id: string, load: { pots: number; remark: string }) =>
    `${actor.personId} loads ${load.pots} into ${id}`;
  rest = (_: SignedIn, id: string) => `${id} rests`;
  mend = (_: SignedIn, __: string, reason: string) => reason;
}
const kilns = by(KilnsService);
const parts = by(KilnsService, 'parts');

@Deeds(kilnDeeds, {
  light: parts('deed', 'light'),
  crack: parts('deed', 'crack'),
  load: kilns('load'),
  rest: kilns('rest'),
})
@Controller()
class KilnsController {}

const handlers = KilnsController.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
const actor = { personId: 'p1' } as SignedIn;

describe('deeds mounted from rows', () => {
  it('have a handler each, with the row’s verb, path and status', () => {
    for (const row of Object.values(kilnDeeds)) {
      const handler = handlers[row.name]!;
      expect(Reflect.getMetadata(rowKey, handler)).toBe(row);
      expect(Reflect.getMetadata('path', handler)).toBe(row.path);
      expect(Reflect.getMetadata('method', handler)).toBe(RequestMethod.POST);
      expect(Reflect.getMetadata('__httpCode__', handler)).toBe(204);
    }
  });

  it('ask the service with the words alone where there is nothing else, else with the whole body', () => {
    const self = Object.assign(Object.create(KilnsController.prototype), {
      'deeds of KilnsService': new KilnsService(),
    });
    const ask = (name: string, body: unknown) =>
      handlers[name]!.call(self, actor, { params: { id: 'k1' }, body });
    expect(ask('kiln.light', { remark: 'slowly' })).toBe('light k1: slowly');
    expect(ask('kiln.light', {})).toBe('light k1: undefined');
    expect(ask('kiln.crack', { reason: 'too hot' })).toBe('crack k1: too hot');
    expect(ask('kiln.load', { pots: 3, remark: 'thin' })).toBe('p1 loads 3 into k1');
    expect(ask('kiln.rest', {})).toBe('k1 rests');
  });

  it('are injected with each service once', () => {
    const asked = Reflect.getMetadata('self:properties_metadata', KilnsController) as { type: unknown }[];
    expect(asked.map(({ type }) => type)).toEqual([KilnsService]);
  });

  it('fail the types where a row has no entry, or the method does not take what its body says', () => {
    const { light, crack, load } = kilnDeeds;
    // @ts-expect-error no entry for `crack`
    Deeds({ light, crack }, { light: parts('deed', 'light') });
    // @ts-expect-error an entry of no row
    Deeds({ crack }, { crack: kilns('mend'), light: parts('deed', 'light') });
    // @ts-expect-error nothing need be said with it, and `mend` must be told why
    Deeds({ light }, { light: kilns('mend') });
    // @ts-expect-error `load` takes a whole load, not words
    Deeds({ crack }, { crack: kilns('load') });
    // @ts-expect-error `deed` knows no such event
    Deeds({ load }, { load: parts('deed', 'load') });
    // @ts-expect-error no such method
    Deeds({ crack }, { crack: kilns('glaze') });
    expect(() => Deeds({ crack }, { crack: kilns('mend') })).not.toThrow();
  });

  it('is mounted once', () => {
    class Twice {}
    const mount = Deeds({ rest: kilnDeeds.rest }, { rest: kilns('rest') });
    mount(Twice);
    expect(() => mount(Twice)).toThrow('kiln.rest is mounted twice');
  });
});
