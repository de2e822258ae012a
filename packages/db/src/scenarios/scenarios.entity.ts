import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import {
  DayColumn,
  Flag,
  IdColumn,
  Json,
  Moment,
  Now,
  Real,
  Ref,
  Status,
  Vector,
  Whole,
  Words,
} from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

@Entity()
@Index('scenario_search', { synchronize: false })
@Index('scenario_stale', { synchronize: false })
@Index(['updatedAt', 'id'])
export class Scenario {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  ownerId!: string;
  @Status() status!: string;
  /** `SaveScenario` of the contract. */
  @Json() need!: unknown;
  @Words({ nullable: true }) field!: string | null;
  @Words({ nullable: true }) region!: string | null;
  @Real({ nullable: true }) budget!: number | null;
  @DayColumn({ nullable: true }) deadline!: string | null;
  @Words({ default: '' }) said!: string;
  @Vector() words!: string;
  /** To be worked out anew by the worker. */
  @Flag() wordsStale!: boolean;
  @Words({ nullable: true }) remark!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

/** A document a need is read out of: the file is named only until it has been read. */
@Entity()
@Index('need_paper_of', ['organisationId'])
@Index('need_paper_draft', ['scenarioId'])
@Index('need_paper_unread', ['createdAt'], { where: 'read_at IS NULL' })
export class NeedPaper {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'need_paper_key' }) id!: string;
  @ForeignKey(() => Organisation, { name: 'need_paper_organisation' })
  @Ref()
  organisationId!: string;
  @Ref() personId!: string;
  @Words() fileName!: string;
  @Words({ nullable: true }) sourceSha256!: string | null;
  @Moment({ nullable: true }) readAt!: Date | null;
  @Json({ nullable: true }) problem!: unknown;
  /** What was found, with the draft it would make. */
  @Json({ nullable: true }) found!: unknown;
  @Ref({ nullable: true }) scenarioId!: string | null;
  @Now() createdAt!: Date;
}

@Entity()
@Index('addendum_number', ['scenarioId', 'number'], { unique: true })
export class Addendum {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'addendum_key' }) id!: string;
  @ForeignKey(() => Scenario, { name: 'addendum_of_need' })
  @Ref()
  scenarioId!: string;
  @Whole() number!: number;
  @Json() text!: unknown;
  /** `AddendumChange[]` of the contract. */
  @Json() changes!: unknown;
  @Now() at!: Date;
}

@Entity()
@Check(
  'clarification_answered',
  '(answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (number IS NULL)',
)
@Check('clarification_withdrawn', 'withdrawn_at IS NULL OR answered_at IS NULL')
@Check('clarification_removed', '(removed_at IS NULL) = (removed_reason IS NULL)')
@Index('clarification_number', ['scenarioId', 'number'], { unique: true })
export class Clarification {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'clarification_key' }) id!: string;
  @ForeignKey(() => Scenario, { name: 'clarification_of_need' })
  @Ref()
  scenarioId!: string;
  /** In the order of the answers. */
  @Whole({ nullable: true }) number!: number | null;
  @Json() question!: unknown;
  @Json({ nullable: true }) answer!: unknown;
  @DayColumn() askedOn!: string;
  @Moment({ nullable: true }) answeredAt!: Date | null;
  @Moment({ nullable: true }) withdrawnAt!: Date | null;
  @Moment({ nullable: true }) removedAt!: Date | null;
  @Words({ nullable: true }) removedReason!: string | null;
}

/** Apart from the question, so that no read of it brings a name along. */
@Entity()
export class ClarificationAsker {
  @ForeignKey(() => Clarification, { name: 'clarification_asker_of_question' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'clarification_asker_key' })
  clarificationId!: string;
  @ForeignKey(() => Person, { name: 'clarification_asker_person' })
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'clarification_asker_organisation' })
  @Ref()
  organisationId!: string;
}

/** When somebody of the lab looked up who asked, and why. */
@Entity()
@Index('asker_look_question', ['clarificationId'])
export class AskerLook {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'asker_look_key' }) id!: string;
  @ForeignKey(() => Clarification, { name: 'asker_look_of_question' })
  @Ref()
  clarificationId!: string;
  @ForeignKey(() => Person, { name: 'asker_look_person' })
  @Ref()
  personId!: string;
  @Words() reason!: string;
  @Now() at!: Date;
}
