import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Json, Moment, Now, Real, Ref, Status, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Scenario } from '../scenarios/scenarios.entity.js';

/** One need of several departments, from the lab's proposal to the published need it became. */
@Entity()
@Index('joint_need_born', ['createdAt', 'id'])
@Index('joint_need_scenario', ['scenarioId'])
export class JointNeed {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'joint_need_key' }) id!: string;
  @Status() status!: string;
  /** `2026-11`, by the lab's calendar. */
  @Words() month!: string;
  @Json() title!: unknown;
  @Words() note!: string;
  @ForeignKey(() => Organisation, { name: 'joint_need_lead' })
  @Ref()
  leadId!: string;
  /** The need it was drafted as. */
  @ForeignKey(() => Scenario, { name: 'joint_need_need' })
  @Ref({ nullable: true })
  scenarioId!: string | null;
  /** Of the two least alike, when it was proposed. */
  @Real({ nullable: true }) likeness!: number | null;
  @Words({ nullable: true }) reason!: string | null;
  @Now() createdAt!: Date;
}

/** A department that is asked, with the need it brings and what it takes on. */
@Entity()
@Index('joint_member_organisation', ['organisationId'])
@Index('joint_member_need', ['scenarioId'])
export class JointMember {
  @ForeignKey(() => JointNeed, { name: 'joint_member_joint' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'joint_member_key' })
  jointNeedId!: string;
  @ForeignKey(() => Organisation, { name: 'joint_member_of' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'joint_member_key' })
  organisationId!: string;
  @ForeignKey(() => Scenario, { name: 'joint_member_brings' })
  @Ref()
  scenarioId!: string;
  @Whole() place!: number;
  @Words({ default: 'asked' }) state!: string;
  /** `JointDuties` of the contract; `{}` before the answer. */
  @Json({ default: {} }) duties!: unknown;
}

/** What is not for everybody of an answer: the share of the budget, the reason. */
@Entity()
export class JointAnswer {
  @ForeignKey(() => JointNeed, { name: 'joint_answer_joint' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'joint_answer_key' })
  jointNeedId!: string;
  @ForeignKey(() => Organisation, { name: 'joint_answer_of' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'joint_answer_key' })
  organisationId!: string;
  @Real({ nullable: true }) budget!: number | null;
  @Words({ nullable: true }) reason!: string | null;
  @ForeignKey(() => Person, { name: 'joint_answer_person' })
  @Ref()
  personId!: string;
  @Moment({ default: () => 'now()' }) at!: Date;
}
