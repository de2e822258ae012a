import {
  type CardThing,
  insertCard,
  lockCard,
  publishCard,
  readCardFacts,
  type Standing,
  saveCard,
} from '@scenario-lab/db/catalogue/listing.queries';
import { insistUnchanged } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import { settleRemarks, takeUpRemarks, tellRemarks } from '@scenario-lab/db/field-remarks/review-rounds';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { ListingFacts } from '@scenario-lab/domain/listing';
import type { Answer } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { OwnText } from '@scenario-lab/matching/card-words';
import { soughtOf } from './sought.js';

export type CardDeed = 'submit' | 'approve' | 'return' | 'delist';

/** What one kind of card adds to the life all of them share. */
export interface CardKind<Body> {
  thing: CardThing;
  may(actor: SignedIn, action: 'create' | 'edit' | CardDeed, facts: ListingFacts): Answer;
  /** What a search finds it by. */
  words(body: Body): OwnText;
  standing(body: Body): Omit<Standing, 'sought'>;
  /** What the card refers to must be there and the owner's; throws a `Refusal`. */
  check?(tx: Tx, actor: SignedIn, body: Body): Promise<void>;
  /** Last obstacle before everybody sees it; throws a `Refusal`. */
  mayBeListed?(tx: Tx, id: string, body: Body): Promise<void>;
}

/** The writes of a catalogue card: drafted, reviewed, listed, delisted; the same for all three kinds. */
export interface Listing<Body> {
  create(actor: SignedIn, body: Body): Promise<{ id: string }>;
  /** `seen`: the `updatedAt` the writer had read, or null. Errors: `changed_meanwhile`. */
  edit(actor: SignedIn, id: string, body: Body, seen: string | null): Promise<void>;
  deed(actor: SignedIn, id: string, deed: CardDeed, remark?: string): Promise<void>;
}

export function listing<Body>(database: Database, kind: CardKind<Body>): Listing<Body> {
  const { thing } = kind;
  const standingOf = async (tx: Tx, ownerId: string, body: Body): Promise<Standing> => ({
    ...kind.standing(body),
    sought: await soughtOf(tx, ownerId, kind.words(body)),
  });
  const hold = async (tx: Tx, id: string) => {
    // Seen first and locked after: whoever may read a card and not change it is told so, and not that it is missing.
    const seen = await readCardFacts(tx, thing, id);
    if (!seen) throw new Refusal('not_found', { thing, id });
    return { seen, lock: () => lockCard(tx, thing, id) };
  };
  const insist = (answer: Answer) => {
    if (!answer.ok) throw new Refusal(answer.code, { thing });
  };

  return {
    create: (actor, body) =>
      database.byKey(actor, async (tx) => {
        insist(
          kind.may(actor, 'create', {
            ownerOrganisationId: actor.organisationId,
            status: null,
            published: false,
          }),
        );
        await kind.check?.(tx, actor, body);
        const id = newId();
        await addParty(tx, thing, id, actor.organisationId, 'own');
        const standing = await standingOf(tx, actor.organisationId, body);
        await insertCard(tx, thing, id, actor.organisationId, body, standing);
        await transition(tx, thing, id, 'create', { by: actor });
        return { id };
      }),

    edit: (actor, id, body, seenAt) =>
      database.byKey(actor, async (tx) => {
        const { seen, lock } = await hold(tx, id);
        insist(kind.may(actor, 'edit', seen));
        const held = await lock();
        if (!held) throw new Refusal('not_found', { thing, id });
        insist(kind.may(actor, 'edit', held.facts));
        await insistUnchanged(tx, thing, id, seenAt);
        await kind.check?.(tx, actor, body);
        const standing = held.facts.published
          ? null
          : await standingOf(tx, held.facts.ownerOrganisationId, body);
        await saveCard(tx, thing, id, body, standing);
        if (held.facts.status === 'listed' || held.facts.status === 'delisted') {
          await transition(tx, thing, id, 'revise', { by: actor });
        }
      }),

    deed: (actor, id, deed, remark) =>
      database.byKey(actor, async (tx) => {
        const { seen, lock } = await hold(tx, id);
        insist(kind.may(actor, deed, seen));
        const held = await lock();
        if (!held) throw new Refusal('not_found', { thing, id });
        insist(kind.may(actor, deed, held.facts));
        const body = held.card as Body;
        if (deed === 'submit' || deed === 'approve') await kind.mayBeListed?.(tx, id, body);
        const fields = body as Readonly<Record<string, unknown>>;
        const ownerId = held.facts.ownerOrganisationId;
        if (deed === 'submit') await takeUpRemarks(tx, thing, id, fields, actor);
        if (deed === 'approve') await settleRemarks(tx, thing, id, actor);
        if (deed === 'return') await tellRemarks(tx, thing, id, { ownerId, body: fields }, actor);
        await transition(tx, thing, id, deed, { by: actor, remark, set: aside(deed, remark) });
        if (deed === 'approve') {
          await publishCard(tx, thing, id, await standingOf(tx, held.facts.ownerOrganisationId, body));
        }
      }),
  };
}

/** What a deed leaves on the card. A delisted card has no public revision any more, whatever is drafted next. */
function aside(deed: CardDeed, remark: string | undefined): Record<string, unknown> {
  if (deed === 'return') return { remark: remark ?? null };
  if (deed === 'approve') return { remark: null };
  if (deed === 'delist') return { remark: remark ?? null, listed: null };
  return {};
}
