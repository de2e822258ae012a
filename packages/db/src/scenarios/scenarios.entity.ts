import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import {
  DayColumn,
  Flag,
  IdColumn,
  Json,
  Now,
  Real,
  Ref,
  Status,
  Vector,
  Whole,
  Words,
} from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';

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
