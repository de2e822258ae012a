import { Module } from '@nestjs/common';
import { SecurityController } from './security.controller.js';
import { SecurityQuery } from './security.query.js';

@Module({ controllers: [SecurityController], providers: [SecurityQuery] })
export class SecurityModule {}
