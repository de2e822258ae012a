import { Module } from '@nestjs/common';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { MembersService } from './members.service.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsQuery } from './organisations.query.js';
import { OrganisationsService } from './organisations.service.js';

@Module({
  controllers: [OrganisationsController, InvitationsController],
  providers: [OrganisationsService, InvitationsService, MembersService, OrganisationsQuery],
})
export class OrganisationsModule {}
