import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { AccountsQuery } from './accounts.query.js';
import { AccountsService } from './accounts.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';

@Module({
  controllers: [SessionsController, AccountsController],
  providers: [SessionsService, AccountsService, AccountsQuery],
})
export class AccountsModule {}
