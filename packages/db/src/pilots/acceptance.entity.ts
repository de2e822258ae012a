import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
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
  Whole,
  Words,
} from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Pilot } from './pilots.entity.js';

/** What a department asks its own people, or the public, about a pilot. */
@Entity()
@Check('survey_audience', `audience IN ('staff', 'public')`)
export class Survey {
  @IdColumn() id!: string;
  @ForeignKey(() => Pilot)
  @Index()
  @Ref()
  pilotId!: string;
  @Words() audience!: string;
  @Words() sampling!: string;
  @Whole({ nullable: true }) population!: number | null;
  @Whole({ nullable: true }) invited!: number | null;
  @DayColumn() untilDay!: string;
  /** Of a survey open to all: its one link, which hangs on a notice board and is no secret. */
  @Words({ nullable: true, unique: true }) link!: string | null;
  @Moment({ nullable: true }) closedAt!: Date | null;
  @ForeignKey(() => Person)
  @Ref()
  createdBy!: string;
  @Now() createdAt!: Date;
  @Whole({ default: 1 }) rounds!: number;
  /** The last round whose letters were reminded of. */
  @Whole({ default: 0 }) remindedRound!: number;
}

/** A link for one person. Used or not is all that is known of it: neither who got it nor when it was used. */
@Entity()
export class SurveyInvitation {
  @PrimaryColumn('text') tokenHash!: string;
  @ForeignKey(() => Survey)
  @Index()
  @Ref()
  surveyId!: string;
  @Flag() used!: boolean;
}

/** A letter with a link. Address, link and whose it is go once it was answered, reminded of or cannot be answered any more. */
@Entity()
@Check('survey_letter_state', `state IN ('new', 'queued', 'sent', 'failed', 'unknown')`)
@Check('survey_letter_reminder', `reminder IN ('none', 'queued', 'sent', 'failed', 'unknown')`)
@Index('survey_letter_token', ['tokenHash'], { where: 'token_hash IS NOT NULL' })
export class SurveyLetter {
  @IdColumn() id!: string;
  @ForeignKey(() => Survey, { name: 'FK_survey_letter_survey' })
  @Index('survey_letter_survey')
  @Ref()
  surveyId!: string;
  @Whole() round!: number;
  @Words({ default: 'new' }) state!: string;
  @Words({ default: 'none' }) reminder!: string;
  @Flag() withdrawn!: boolean;
  @Words({ nullable: true }) address!: string | null;
  @Words({ nullable: true }) link!: string | null;
  @Words({ nullable: true }) tokenHash!: string | null;
  /** The mail it goes out by, while it is on its way. */
  @Ref({ nullable: true }) mailId!: string | null;
}

/** What somebody answered; the id is drawn at random, for one made of the hour would tell it. */
@Entity()
export class SurveyAnswer {
  @IdColumn() id!: string;
  @ForeignKey(() => Survey)
  @Index()
  @Ref()
  surveyId!: string;
  @Json() answers!: unknown;
  @Words({ nullable: true }) words!: string | null;
}

/** What the department says half-way and at the end; sealed with the lab's key by a job, and never changed. */
@Entity()
export class Acceptance {
  @IdColumn() id!: string;
  @ForeignKey(() => Pilot)
  @Index()
  @Ref()
  pilotId!: string;
  @Words() phase!: string;
  @Words() decision!: string;
  @Words() statement!: string;
  @Json({ nullable: true }) rubric!: unknown;
  /** Figures and surveys as they stood then. */
  @Json() facts!: unknown;
  @ForeignKey(() => Person)
  @Ref()
  signedBy!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) issuedAt!: Date | null;
  @Words({ nullable: true }) keyId!: string | null;
  @Words({ nullable: true }) envelope!: string | null;
  /** SHA-256 of what was signed. */
  @Index({ where: 'digest IS NOT NULL' })
  @Words({ nullable: true })
  digest!: string | null;
  @Words({ nullable: true }) pdfZhSha256!: string | null;
  @Words({ nullable: true }) pdfEnSha256!: string | null;
}

@Entity()
export class AcceptanceCondition {
  @IdColumn() id!: string;
  @ForeignKey(() => Acceptance)
  @Index()
  @Ref()
  acceptanceId!: string;
  @ForeignKey(() => Pilot)
  @Index()
  @Ref()
  pilotId!: string;
  @Words() words!: string;
  @DayColumn() due!: string;
  @Words() owner!: string;
  @Whole() position!: number;
  @Moment({ nullable: true }) metAt!: Date | null;
  @Ref({ nullable: true }) metBy!: string | null;
  @Words({ nullable: true }) metWords!: string | null;
}

/** A plan as one side wants it of a pilot that has begun; it holds once the other side agrees. */
@Entity()
@Index('pilot_change_open', ['pilotId'], { unique: true, where: 'decision IS NULL' })
export class PilotChange {
  @IdColumn() id!: string;
  @ForeignKey(() => Pilot)
  @Index()
  @Ref()
  pilotId!: string;
  @Words() reason!: string;
  @Json() before!: unknown;
  @Json() after!: unknown;
  @ForeignKey(() => Person)
  @Ref()
  proposedBy!: string;
  @Ref() organisationId!: string;
  @Now() createdAt!: Date;
  @Words({ nullable: true }) decision!: string | null;
  @Ref({ nullable: true }) decidedBy!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Words({ nullable: true }) remark!: string | null;
}

/** A paper both sides hold to, by its digest. */
@Entity()
export class PilotDocument {
  @IdColumn() id!: string;
  @ForeignKey(() => Pilot)
  @Index()
  @Ref()
  pilotId!: string;
  @Words() name!: string;
  @Words() fileName!: string;
  @Words() sha256!: string;
  @Big() bytes!: string;
  @ForeignKey(() => Person)
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) vendorAt!: Date | null;
  @Ref({ nullable: true }) vendorBy!: string | null;
  @Moment({ nullable: true }) departmentAt!: Date | null;
  @Ref({ nullable: true }) departmentBy!: string | null;
}

/** What was agreed to be paid, and what was: a record, no money moves. */
@Entity()
export class PilotPayment {
  @IdColumn() id!: string;
  @ForeignKey(() => Pilot)
  @Index()
  @Ref()
  pilotId!: string;
  @Words() title!: string;
  @Real() amount!: number;
  @DayColumn({ nullable: true }) due!: string | null;
  @DayColumn({ nullable: true }) paidOn!: string | null;
  @Words() reference!: string;
  @Whole() position!: number;
}
