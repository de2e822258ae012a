import { Module } from '@nestjs/common';
import { AuditQuery } from './audit.query.js';
import { SecurityController } from './security.controller.js';
import { SecurityQuery } from './security.query.js';

@Module({ controllers: [SecurityController], providers: [SecurityQuery, AuditQuery] })
export class SecurityModule {}
