import { Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Big, IdColumn, Json, Moment, Now, Ref, Whole, WordList, Words } from '../core/columns.js';
import { Event } from '../core/spine.entity.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

/** What somebody is told: what became true of a thing that concerns them in one of their organisations. */
@Entity()
@Unique(['personId', 'eventId'])
@Index(['personId', 'organisationId', 'seq'])
export class Notice {
  /** Random: a made-in-order id would tell the moment of a run's event, which is told to the minute. */
  @IdColumn() id!: string;
  @Big({ generated: 'identity', generatedIdentity: 'ALWAYS' }) seq!: string;
  @ForeignKey(() => Person)
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @ForeignKey(() => Event)
  @Ref()
  eventId!: string;
  @Words() kind!: string;
  @Words() event!: string;
  @Words() thing!: string;
  @Ref() thingId!: string;
  @Words() page!: string;
  @Json() title!: unknown;
  /** To the minute. */
  @Moment() at!: Date;
  @Moment({ nullable: true }) readAt!: Date | null;
  /** The mail it was told by; null while none was. */
  @Index()
  @Ref({ nullable: true })
  mailId!: string | null;
}

/** Events of which it has not been decided yet who is told. */
@Entity()
export class NoticeDue {
  @ForeignKey(() => Event)
  @PrimaryColumn('uuid')
  eventId!: string;
}

/** How somebody wants to be told; who has no row has chosen nothing. */
@Entity()
export class NoticeChoice {
  @ForeignKey(() => Person)
  @PrimaryColumn('uuid')
  personId!: string;
  @WordList() muted!: string[];
  @WordList() mailed!: string[];
  @Words() pace!: string;
  @Whole() quietFrom!: number;
  @Whole() quietUntil!: number;
  @Words() language!: string;
}

/** Mail on its way out. What it said is gone once it was handed over. */
@Entity()
@Index(['state', 'dueAt'])
export class Mail {
  @IdColumn() id!: string;
  @ForeignKey(() => Person)
  @Index()
  @Ref({ nullable: true })
  personId!: string | null;
  /** `notices`, `proof`, or `joining`, which may go to whoever has no account yet. */
  @Words() kind!: string;
  @Words() address!: string;
  @Words({ nullable: true }) subject!: string | null;
  @Words({ nullable: true }) text!: string | null;
  /** `waiting`, `sending`, `sent`, `failed`, or `unknown`: handed over to a server that never answered. */
  @Words({ default: 'waiting' }) state!: string;
  @Whole({ default: 0 }) tries!: number;
  @Words({ nullable: true }) detail!: string | null;
  @Now() createdAt!: Date;
  @Now() dueAt!: Date;
  @Moment({ nullable: true }) sentAt!: Date | null;
}

/** A link that proves an address. */
@Entity()
export class EmailProof {
  /** SHA-256 of the link's secret, hex. */
  @PrimaryColumn('text') tokenHash!: string;
  @ForeignKey(() => Person)
  @Index()
  @Ref()
  personId!: string;
  @Words() email!: string;
  @Moment() expiresAt!: Date;
}
