import { Check, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Flag, Json, Moment, Now, Ref, Whole, WordList, Words } from '../core/columns.js';
import { Event } from '../core/spine.entity.js';
import { Organisation } from '../organisations/organisations.entity.js';

/** An address an organisation's notices go out to. `address`, `secret` and `previousSecret` are never read by the API. */
@Entity()
@Check('webhook_format', "format IN ('standard', 'wecom', 'dingtalk', 'feishu')")
@Check('webhook_secret', "format = 'wecom' OR secret IS NOT NULL")
export class Webhook {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_webhook' }) id!: string;
  @ForeignKey(() => Organisation, { name: 'FK_webhook_organisation' })
  @Index('IDX_webhook_organisation')
  @Ref()
  organisationId!: string;
  @Words() name!: string;
  @Words() format!: string;
  @Words() address!: string;
  @Words() shownAddress!: string;
  @Words({ nullable: true }) secret!: string | null;
  @Words({ nullable: true }) previousSecret!: string | null;
  /** Until then the secret before signs too. */
  @Moment({ nullable: true }) overlapUntil!: Date | null;
  @WordList() kinds!: string[];
  @Words() language!: string;
  @Flag() titled!: boolean;
  @Moment({ nullable: true }) pausedAt!: Date | null;
  @Moment({ nullable: true }) disabledAt!: Date | null;
  /** Since something last arrived. */
  @Whole({ default: 0 }) failures!: number;
  /** Nothing is sent there before. */
  @Now() restUntil!: Date;
  @Moment({ nullable: true }) lastArrivedAt!: Date | null;
  @Now() createdAt!: Date;
}

/** One message on its way out, and what became of it. */
@Entity()
@Unique('UQ_webhook_delivery_event', ['webhookId', 'eventId'])
@Index('IDX_webhook_delivery_due', ['state', 'dueAt'])
@Check('webhook_delivery_state', "state IN ('waiting', 'sending', 'arrived', 'failed')")
export class WebhookDelivery {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_webhook_delivery' }) id!: string;
  @ForeignKey(() => Webhook, { name: 'FK_webhook_delivery_webhook', onDelete: 'CASCADE' })
  @Ref()
  webhookId!: string;
  /** Null of a test. */
  @ForeignKey(() => Event, { name: 'FK_webhook_delivery_event' })
  @Index('IDX_webhook_delivery_event')
  @Ref({ nullable: true })
  eventId!: string | null;
  @Words({ nullable: true }) kind!: string | null;
  @Words() event!: string;
  @Words({ nullable: true }) thing!: string | null;
  @Ref({ nullable: true }) thingId!: string | null;
  @Words({ nullable: true }) page!: string | null;
  @Json({ nullable: true }) title!: unknown;
  /** To the minute. */
  @Moment() at!: Date;
  @Words({ default: 'waiting' }) state!: string;
  @Whole({ default: 0 }) tries!: number;
  @Now() dueAt!: Date;
  @Moment({ nullable: true }) triedAt!: Date | null;
  @Words({ nullable: true }) fault!: string | null;
  @Whole({ nullable: true }) code!: number | null;
  @Now() createdAt!: Date;
}
