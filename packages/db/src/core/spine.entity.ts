import { Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Big, Flag, IdColumn, Json, Moment, Now, Ref, Whole, WordList, Words } from './columns.js';

/** How many things everybody sees hold a word; `''` counts the things. Kept by triggers on the searched tables. */
@Entity()
@Index('search_word_spelled', { synchronize: false })
export class SearchWord {
  @PrimaryColumn('text') thing!: string;
  @PrimaryColumn('text') word!: string;
  @Whole() cards!: number;
}

/** How many published cards have a value that lists are narrowed by; facet `''` counts the cards. Kept by triggers. */
@Entity()
export class ListedCount {
  @PrimaryColumn('text') thing!: string;
  @PrimaryColumn('text') facet!: string;
  @PrimaryColumn('text') value!: string;
  @Whole() cards!: number;
}

/** The history everybody reads. INSERT-only; ids, never personal data. */
@Entity()
@Index(['thing', 'thingId'])
export class Event {
  @IdColumn() id!: string;
  @Big({ generated: 'identity', generatedIdentity: 'ALWAYS', unique: true }) seq!: string;
  @Now() at!: Date;
  @Words() thing!: string;
  @Ref() thingId!: string;
  /** Named by what became true: `run.queued`. */
  @Words() event!: string;
  @Words({ nullable: true }) fromStatus!: string | null;
  @Words({ nullable: true }) toStatus!: string | null;
  @Ref({ nullable: true }) personId!: string | null;
  @Ref({ nullable: true }) organisationId!: string | null;
}

/** What a person said with a deed; apart from the event, so that it can be erased without touching history. */
@Entity()
export class Remark {
  @ForeignKey(() => Event)
  @PrimaryColumn('uuid')
  eventId!: string;
  @Words() text!: string;
}

/** The outbox: each row becomes one queue job named `job`. */
@Entity()
@Unique(['eventId', 'job'])
@Index(['createdAt'], { where: 'sent_at IS NULL' })
export class Delivery {
  @IdColumn() id!: string;
  @ForeignKey(() => Event)
  @Ref()
  eventId!: string;
  @Words() job!: string;
  @Ref() thingId!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) sentAt!: Date | null;
}

/** How often a job has failed at a thing; gone once it has succeeded. */
@Entity()
export class JobTry {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_job_try' }) job!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_job_try' }) thingId!: string;
  /** See `tryWeight`. */
  @Whole() weight!: number;
  @Now() triedAt!: Date;
  @Words({ nullable: true }) detail!: string | null;
  @Moment({ nullable: true }) givenUpAt!: Date | null;
}

/** When a thing was last taken up from its queue, and whose it is. */
@Entity()
@Index('IDX_job_turn_turn', ['queue', 'organisationId', 'begunAt'])
export class JobTurn {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_job_turn' }) job!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_job_turn' }) thingId!: string;
  @Words() queue!: string;
  @Ref() organisationId!: string;
  @Now() begunAt!: Date;
}

/** Who may see (`read`), act on (`act`) or owns (`own`) a thing; row-level security reads nothing else. */
@Entity()
@Index('IDX_party_of_organisation', ['organisationId', 'thing', 'right', 'thingId'])
export class Party {
  @PrimaryColumn('uuid') thingId!: string;
  @PrimaryColumn('uuid') organisationId!: string;
  @PrimaryColumn('text') right!: string;
  @Words() thing!: string;
}

@Entity()
export class Setting {
  @PrimaryColumn('text') key!: string;
  @Json() value!: unknown;
}

@Entity()
export class WorkerState {
  @PrimaryColumn('text') id!: string;
  @WordList() roles!: string[];
  @Whole({ default: 0 }) slots!: number;
  @Whole({ default: 0 }) busy!: number;
  @Words({ nullable: true }) level!: string | null;
  @Words({ nullable: true }) cgroup!: string | null;
  /** `available`, `unavailable` or `none` for a worker that executes nothing. */
  @Words() sandbox!: string;
  @Json({ default: () => "'[]'" }) reasons!: unknown;
  @Now() startedAt!: Date;
  @Now() seenAt!: Date;
}

@Entity()
export class Upload {
  @IdColumn() id!: string;
  @Index()
  @Ref()
  organisationId!: string;
  @Ref() personId!: string;
  @Words() fileName!: string;
  @Words() purpose!: string;
  @Big() bytes!: string;
  @Big({ default: 0 }) received!: string;
  @Words({ nullable: true }) sha256!: string | null;
  @Flag() used!: boolean;
  @Now() createdAt!: Date;
}

/** What was answered to a request that came with an `Idempotency-Key`; kept for a day, for its caller alone. */
@Entity()
@Index(['createdAt'])
export class IdempotencyKey {
  @PrimaryColumn('uuid') personId!: string;
  @PrimaryColumn('uuid') organisationId!: string;
  /** Name of the contract row. */
  @PrimaryColumn('text') route!: string;
  @PrimaryColumn('text') key!: string;
  /** SHA-256 of parameters, query and body. */
  @Words() request!: string;
  /** Null until answered, and for an answer without a body. */
  @Json({ nullable: true }) reply!: unknown;
  @Moment({ nullable: true }) answeredAt!: Date | null;
  @Now() createdAt!: Date;
}

/** How often something was tried within a window; shared by all API processes. */
@Entity()
@Index(['until'])
export class RateWindow {
  /** SHA-256 of what is counted: never an address or e-mail in the clear. */
  @PrimaryColumn('text') key!: string;
  @Whole() count!: number;
  @Moment() until!: Date;
}
