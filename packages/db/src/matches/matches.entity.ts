import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Solution } from '../catalogue/catalogue.entity.js';
import { Json, Moment, Now, Real, Ref, Whole, Words } from '../core/columns.js';
import { Event } from '../core/spine.entity.js';
import { Engagement } from '../engagements/engagements.entity.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Scenario } from '../scenarios/scenarios.entity.js';

/** What an organisation thinks of a pair. One in force at a time; what was taken back stays as it was. */
@Entity()
@Check('match_mark_kind', "mark IN ('dismissed', 'shortlisted')")
@Check('match_mark_reason', "(mark = 'dismissed') = (reason IS NOT NULL)")
@Index('IDX_match_mark_in_force', ['organisationId', 'scenarioId', 'solutionId'], {
  unique: true,
  where: 'taken_back_at IS NULL',
})
@Index('IDX_match_mark_scenario', ['scenarioId'])
export class MatchMark {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_match_mark' }) id!: string;
  @ForeignKey(() => Organisation, { name: 'FK_match_mark_organisation' })
  @Ref()
  organisationId!: string;
  @ForeignKey(() => Scenario, { name: 'FK_match_mark_scenario' })
  @Ref()
  scenarioId!: string;
  @ForeignKey(() => Solution, { name: 'FK_match_mark_solution' })
  @Ref()
  solutionId!: string;
  @Words() mark!: string;
  @Words({ nullable: true }) reason!: string | null;
  @Words({ nullable: true }) words!: string | null;
  @ForeignKey(() => Person, { name: 'FK_match_mark_person' })
  @Ref()
  personId!: string;
  @Now() at!: Date;
  @Moment({ nullable: true }) takenBackAt!: Date | null;
}

/** One letter to several vendors, as it was sent. */
@Entity()
@Index('IDX_invitation_letter_scenario', ['scenarioId'])
export class InvitationLetter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_invitation_letter' }) id!: string;
  @ForeignKey(() => Scenario, { name: 'FK_invitation_letter_scenario' })
  @Ref()
  scenarioId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_invitation_letter_department' })
  @Ref()
  departmentId!: string;
  /** Whose hand sent it: the department's, or the lab's. */
  @ForeignKey(() => Organisation, { name: 'FK_invitation_letter_organisation' })
  @Ref()
  organisationId!: string;
  @ForeignKey(() => Person, { name: 'FK_invitation_letter_person' })
  @Ref()
  personId!: string;
  @Words() text!: string;
  @Words() sha256!: string;
  @Now() at!: Date;
}

@Entity()
@Check('invitation_letter_to_outcome', '(engagement_id IS NULL) = (skipped IS NOT NULL)')
@Index('IDX_invitation_letter_to_engagement', ['engagementId'])
export class InvitationLetterTo {
  @ForeignKey(() => InvitationLetter, { name: 'FK_invitation_letter_to_letter' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_invitation_letter_to' })
  letterId!: string;
  @ForeignKey(() => Solution, { name: 'FK_invitation_letter_to_solution' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_invitation_letter_to' })
  solutionId!: string;
  @Whole() place!: number;
  @ForeignKey(() => Organisation, { name: 'FK_invitation_letter_to_vendor' })
  @Ref()
  vendorId!: string;
  @ForeignKey(() => Engagement, { name: 'FK_invitation_letter_to_engagement' })
  @Ref({ nullable: true })
  engagementId!: string | null;
  @Words({ nullable: true }) skipped!: string | null;
}

/** A person wants to be told once a week what is new on a list of matches. */
@Entity()
@Check('match_subscription_thing', "thing IN ('scenario', 'solution')")
export class MatchSubscription {
  @ForeignKey(() => Person, { name: 'FK_match_subscription_person' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_match_subscription' })
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_match_subscription_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_match_subscription' })
  organisationId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_match_subscription' }) thing!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_match_subscription' }) thingId!: string;
  @Now() createdAt!: Date;
  @Now() lookedAt!: Date;
}

/** What one person was told in one week. */
@Entity()
@Index('IDX_match_digest_event', ['eventId'])
@Index('IDX_match_digest_person', ['personId', 'organisationId', 'at'])
export class MatchDigest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_match_digest' }) id!: string;
  @ForeignKey(() => Person, { name: 'FK_match_digest_person' })
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_match_digest_organisation' })
  @Ref()
  organisationId!: string;
  @ForeignKey(() => Event, { name: 'FK_match_digest_event' })
  @Ref()
  eventId!: string;
  @Json() title!: unknown;
  @Now() at!: Date;
}

@Entity()
@Check('match_told_of', `"of" IN ('scenario', 'solution')`)
@Index('IDX_match_told_digest', ['digestId'])
export class MatchTold {
  @ForeignKey(() => Person, { name: 'FK_match_told_person' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_match_told' })
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_match_told_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_match_told' })
  organisationId!: string;
  @ForeignKey(() => Scenario, { name: 'FK_match_told_scenario' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_match_told' })
  scenarioId!: string;
  @ForeignKey(() => Solution, { name: 'FK_match_told_solution' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_match_told' })
  solutionId!: string;
  @Words() of!: string;
  @Real() score!: number;
  @ForeignKey(() => MatchDigest, { name: 'FK_match_told_digest' })
  @Ref({ nullable: true })
  digestId!: string | null;
}
