import { Entity, ForeignKey, Index } from 'typeorm';
import { DayColumn, IdColumn, Json, Now, Real, Ref, Status, Vector, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';

@Entity()
@Index('scenario_search', { synchronize: false })
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
  @Words({ nullable: true }) remark!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}
