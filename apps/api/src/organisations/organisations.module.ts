import { Module } from '@nestjs/common';
import { DocumentsController } from './documents.controller.js';
import { DocumentsService } from './documents.service.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { MembersService } from './members.service.js';
import { OnboardingController } from './onboarding.controller.js';
import { OnboardingService } from './onboarding.service.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsQuery } from './organisations.query.js';
import { OrganisationsService } from './organisations.service.js';
import { ShownController } from './shown.controller.js';
import { ShownQuery } from './shown.query.js';

@Module({
  controllers: [
    OrganisationsController,
    InvitationsController,
    DocumentsController,
    OnboardingController,
    ShownController,
  ],
  providers: [
    OrganisationsService,
    InvitationsService,
    MembersService,
    DocumentsService,
    OnboardingService,
    OrganisationsQuery,
    ShownQuery,
  ],
})
export class OrganisationsModule {}
