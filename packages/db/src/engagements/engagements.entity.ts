import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Solution } from '../catalogue/catalogue.entity.js';
import { IdColumn, Json, Now, Ref, Status, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Scenario } from '../scenarios/scenarios.entity.js';

@Entity()
@Index(['scenarioId', 'solutionId'], {
  unique: true,
  where:
    "status NOT IN ('declined', 'withdrawn', 'not_selected', 'validation_failed', 'field_rejected', 'completed')",
})
export class Engagement {
  @IdColumn() id!: string;
  @Status() status!: string;
  @ForeignKey(() => Scenario)
  @Ref()
  scenarioId!: string;
  @ForeignKey(() => Solution)
  @Index()
  @Ref()
  solutionId!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  vendorId!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  departmentId!: string;
  @Words({ default: '' }) proposal!: string;
  @Json({ default: () => "'[]'" }) predictions!: unknown;
  @Words({ nullable: true }) endReason!: string | null;
  @Words({ nullable: true }) procurementNumber!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

/** Who won together and carries on together, as their bid said; the vendor of the engagement leads. */
@Entity()
@Index('IDX_engagement_member_organisation', ['organisationId'])
export class EngagementMember {
  @ForeignKey(() => Engagement, { name: 'FK_engagement_member_engagement' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_engagement_member' })
  engagementId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_engagement_member_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_engagement_member' })
  organisationId!: string;
  @Words() role!: string;
  @Words() part!: string;
  @Whole() share!: number;
  @Whole() place!: number;
  @Now() at!: Date;
}

@Entity()
export class Message {
  @IdColumn() id!: string;
  @ForeignKey(() => Engagement)
  @Index()
  @Ref()
  engagementId!: string;
  @ForeignKey(() => Person)
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @Words() text!: string;
  @Now() at!: Date;
}
