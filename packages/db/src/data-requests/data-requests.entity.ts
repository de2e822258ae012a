import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { IdColumn, Json, Moment, Now, Ref, Status, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

/** A wish for data nobody has published yet. Everybody reads it; whose it is the lab and itself. */
@Entity()
@Index('data_request_votes', ['votes', 'id'])
@Index('data_request_born', ['createdAt', 'id'])
export class DataRequest {
  @IdColumn() id!: string;
  @Status() status!: string;
  @ForeignKey(() => Organisation, { name: 'FK_data_request_owner' })
  @Index('data_request_owner')
  @Ref()
  ownerId!: string;
  @ForeignKey(() => Person, { name: 'FK_data_request_person' })
  @Ref()
  personId!: string;
  @Json() title!: unknown;
  @Json() purpose!: unknown;
  @Json() wanted!: unknown;
  @Words() field!: string;
  @Words({ nullable: true }) region!: string | null;
  @Index('data_request_scenario')
  @Ref({ nullable: true })
  scenarioId!: string | null;
  /** Counted by the database as votes come and go. */
  @Whole({ default: 0 }) votes!: number;
  /** Whom the lab asked, then who took it on. */
  @ForeignKey(() => Organisation, { name: 'FK_data_request_claimant' })
  @Ref({ nullable: true })
  claimantId!: string | null;
  @Moment({ nullable: true }) claimedAt!: Date | null;
  @Words({ nullable: true }) reason!: string | null;
  @Ref({ nullable: true }) mergedInto!: string | null;
  @Ref({ nullable: true }) datasetId!: string | null;
  @Ref({ nullable: true }) datasetVersionId!: string | null;
  @Moment({ nullable: true }) fulfilledAt!: Date | null;
  @Now() createdAt!: Date;
}

/** One an organisation, its own wish included. */
@Entity()
export class DataRequestVote {
  @ForeignKey(() => DataRequest, { name: 'FK_data_request_vote_request' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_data_request_vote' })
  dataRequestId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_data_request_vote_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_data_request_vote' })
  organisationId!: string;
  /** The wish it was given for, where that was joined to this one since. */
  @Ref({ nullable: true }) movedFrom!: string | null;
  @Now() at!: Date;
}
