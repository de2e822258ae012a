import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Certificate } from '../certificates/certificates.entity.js';
import {
  Big,
  DayColumn,
  Flag,
  IdColumn,
  Json,
  Moment,
  Now,
  Real,
  Ref,
  Status,
  Whole,
  Words,
} from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Pilot } from '../pilots/pilots.entity.js';
import { Scenario } from '../scenarios/scenarios.entity.js';

/** An incident, a complaint or a question. Who reported it stands in a table of its own. */
@Entity()
@Index('ticket_external', ['intakeOrganisationId', 'externalId'], { unique: true })
@Index('ticket_department', ['departmentId', 'reportedAt'])
@Index('ticket_status', ['status', 'resolveDue'])
export class Ticket {
  @IdColumn() id!: string;
  @Status() status!: string;
  @Words({ unique: true }) number!: string;
  @Words() source!: string;
  /** Whose system handed it in, and its number there. */
  @ForeignKey(() => Organisation)
  @Ref({ nullable: true })
  intakeOrganisationId!: string | null;
  @Words({ nullable: true }) externalId!: string | null;
  @Json() title!: unknown;
  @Json() words!: unknown;
  @Words() category!: string;
  @Words({ nullable: true }) region!: string | null;
  @Words({ nullable: true }) place!: string | null;
  @ForeignKey(() => Pilot)
  @Index()
  @Ref({ nullable: true })
  pilotId!: string | null;
  @Words({ nullable: true }) site!: string | null;
  @Ref({ nullable: true }) vendorId!: string | null;
  /** Digest of the code its reporter holds; the key of what row-level security shows to whoever knows it. */
  @Words({ nullable: true, unique: true }) receiptHash!: string | null;
  /** Digest of the link its reporter was mailed; the same kind of key, for looking and saying alone. */
  @Index('ticket_letter_hash', { unique: true, where: 'letter_hash IS NOT NULL' })
  @Words({ nullable: true })
  letterHash!: string | null;
  @Ref({ nullable: true }) departmentId!: string | null;
  @Ref({ nullable: true }) firstDepartmentId!: string | null;
  @Ref({ array: true, default: () => "'{}'" }) coHandlerIds!: string[];
  @Moment() reportedAt!: Date;
  @Moment({ nullable: true }) assignedAt!: Date | null;
  @Moment({ nullable: true }) respondDue!: Date | null;
  @Moment({ nullable: true }) resolveDue!: Date | null;
  @Moment({ nullable: true }) respondedAt!: Date | null;
  @Moment({ nullable: true }) answeredAt!: Date | null;
  @Moment({ nullable: true }) closedAt!: Date | null;
  @Words({ nullable: true }) answer!: string | null;
  @Whole({ default: 0 }) returns!: number;
  @Whole({ default: 0 }) reopened!: number;
  @Whole({ default: 0 }) escalation!: number;
  @Ref({ nullable: true }) mergedInto!: string | null;
  @Words({ nullable: true }) excluded!: string | null;
  @Words({ nullable: true }) excludedBecause!: string | null;
  /** By its reporter, with the receipt. */
  @Column('boolean', { nullable: true }) saidResolved!: boolean | null;
  @Column('boolean', { nullable: true }) saidSatisfied!: boolean | null;
  @Words({ nullable: true }) saidWords!: string | null;
  /** By the lab's call. */
  @Column('boolean', { nullable: true }) checkedResolved!: boolean | null;
  @Column('boolean', { nullable: true }) checkedSatisfied!: boolean | null;
  @Whole({ default: 0 }) falseClosures!: number;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

/** Whom to call back; swept half a year after the ticket was closed. */
@Entity()
export class TicketReporter {
  @ForeignKey(() => Ticket)
  @PrimaryColumn('uuid')
  ticketId!: string;
  @Words() name!: string;
  @Words() phone!: string;
}

@Entity()
export class TicketEvidence {
  @IdColumn() id!: string;
  @ForeignKey(() => Ticket)
  @Index()
  @Ref()
  ticketId!: string;
  @Words() note!: string;
  @Words({ nullable: true }) fileName!: string | null;
  @Words({ nullable: true }) sha256!: string | null;
  @Big({ nullable: true }) bytes!: string | null;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @ForeignKey(() => Person)
  @Ref()
  personId!: string;
  @Now() createdAt!: Date;
}

/** A picture or paper of the reporter's: the file that came is let go of once the sandbox has opened it. */
@Entity()
@Index('ticket_file_unread', ['createdAt'], { where: 'read_at IS NULL' })
export class TicketFile {
  @IdColumn() id!: string;
  @ForeignKey(() => Ticket, { name: 'FK_ticket_file_ticket' })
  @Index('ticket_file_ticket')
  @Ref()
  ticketId!: string;
  @Words() fileName!: string;
  @Words({ nullable: true }) sourceSha256!: string | null;
  @Moment({ nullable: true }) readAt!: Date | null;
  @Json({ nullable: true }) problem!: unknown;
  @Words({ nullable: true }) kind!: string | null;
  @Words({ nullable: true }) mime!: string | null;
  @Words({ nullable: true }) sha256!: string | null;
  @Words({ nullable: true }) smallSha256!: string | null;
  @Big({ nullable: true }) bytes!: string | null;
  @Whole({ nullable: true }) width!: number | null;
  @Whole({ nullable: true }) height!: number | null;
  @Whole({ nullable: true }) pages!: number | null;
  @Now() createdAt!: Date;
}

/** The certified program that is asked where tickets belong; one at a time. */
@Entity()
@Index('routing_choice_one', ['active'], { unique: true, where: 'active' })
export class RoutingChoice {
  @IdColumn() id!: string;
  @ForeignKey(() => Certificate, { name: 'FK_routing_choice_certificate' })
  @Ref()
  certificateId!: string;
  /** Column of its exam that carries the words. */
  @Words() textColumn!: string;
  /** Class of its exam → department. */
  @Json() classes!: unknown;
  @ForeignKey(() => Person, { name: 'FK_routing_choice_person' })
  @Ref()
  chosenBy!: string;
  @Now() chosenAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Column('boolean', { default: true }) active!: boolean;
}

/** What it said of a ticket; never changed, and read beside what was done. */
@Entity()
export class TicketSuggestion {
  @ForeignKey(() => Ticket, { name: 'FK_ticket_suggestion_ticket' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_ticket_suggestion' })
  ticketId!: string;
  @ForeignKey(() => RoutingChoice, { name: 'FK_ticket_suggestion_choice' })
  @Index('ticket_suggestion_choice')
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_ticket_suggestion' })
  choiceId!: string;
  @Words({ nullable: true }) class!: string | null;
  @Ref({ nullable: true }) departmentId!: string | null;
  @Real({ nullable: true }) confidence!: number | null;
  /** How the program ended where it gave no answer. */
  @Words({ nullable: true }) problem!: string | null;
  @Now() at!: Date;
}

/** One line of the dispatch directory. */
@Entity()
export class DispatchRule {
  @IdColumn() id!: string;
  @Words({ nullable: true }) category!: string | null;
  @Words({ nullable: true }) region!: string | null;
  @ForeignKey(() => Pilot)
  @Ref({ nullable: true })
  pilotId!: string | null;
  @ForeignKey(() => Organisation)
  @Ref()
  departmentId!: string;
  @Ref({ array: true, default: () => "'{}'" }) coHandlerIds!: string[];
  @Whole() respondHours!: number;
  @Whole() resolveHours!: number;
  @Words({ nullable: true }) note!: string | null;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;
}

/** Closed tickets drawn for calls, and by which seed. */
@Entity()
export class TicketSample {
  @IdColumn() id!: string;
  @DayColumn() fromDay!: string;
  @DayColumn() untilDay!: string;
  @Real() share!: number;
  @Words() seed!: string;
  @Ref({ array: true, default: () => "'{}'" }) ticketIds!: string[];
  /** How many it was drawn from. */
  @Whole() population!: number;
  @ForeignKey(() => Person)
  @Ref()
  personId!: string;
  @Now() createdAt!: Date;
}

@Entity()
@Check(
  'ticket_follow_up_via',
  `CASE via WHEN 'call' THEN person_id IS NOT NULL WHEN 'mail' THEN person_id IS NULL ELSE false END`,
)
export class TicketFollowUp {
  @IdColumn() id!: string;
  @ForeignKey(() => Ticket)
  @Index()
  @Ref()
  ticketId!: string;
  @ForeignKey(() => TicketSample)
  @Ref({ nullable: true })
  sampleId!: string | null;
  @Flag() reached!: boolean;
  @Column('boolean', { nullable: true }) resolved!: boolean | null;
  @Column('boolean', { nullable: true }) satisfied!: boolean | null;
  @Words({ nullable: true }) note!: string | null;
  /** Found closed and not resolved. */
  @Flag() falseClosure!: boolean;
  /** Null where its reporter answered a letter. */
  @ForeignKey(() => Person)
  @Ref({ nullable: true })
  personId!: string | null;
  @Words({ default: 'call' }) via!: string;
  @Now() createdAt!: Date;
}

/** Where a reporter is asked by mail. Its address goes once no letter may go there any more (ADR 140). */
@Entity()
@Check(
  'ticket_letter_state',
  `state IN ('held', 'queued', 'sent', 'unknown', 'failed', 'answered', 'called', 'lapsed', 'stopped')`,
)
@Index('ticket_letter_address', ['addressHash'], { where: 'address_hash IS NOT NULL' })
export class TicketLetter {
  @ForeignKey(() => Ticket, { name: 'FK_ticket_letter_ticket' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_ticket_letter' })
  ticketId!: string;
  @Words({ default: 'held' }) state!: string;
  @Words({ nullable: true }) address!: string | null;
  /** Outlives the address while the link answers, so that its owner can still say “no more”. */
  @Words({ nullable: true }) addressHash!: string | null;
  /** The closing it asks about: one closing, one letter. */
  @Moment({ nullable: true }) closing!: Date | null;
  @Moment({ nullable: true }) sentAt!: Date | null;
  @Moment({ nullable: true }) until!: Date | null;
  /** The mail it goes out by, while it is on its way. */
  @Ref({ nullable: true }) mailId!: string | null;
}

/** An address that wants no letters about tickets, as a digest. */
@Entity()
export class TicketLetterStop {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_ticket_letter_stop' }) addressHash!: string;
  @Now() at!: Date;
}

/** A need made of tickets, ticket by ticket. */
@Entity()
export class TicketNeed {
  @ForeignKey(() => Ticket)
  @PrimaryColumn('uuid')
  ticketId!: string;
  @ForeignKey(() => Scenario)
  @Index()
  @PrimaryColumn('uuid')
  scenarioId!: string;
  @Now() createdAt!: Date;
}
