import { Module } from '@nestjs/common';
import { EventFeed } from './event-feed.js';
import { EventsController } from './events.controller.js';
import { EventsQuery } from './events.query.js';
import { LiveService } from './live.service.js';

@Module({ controllers: [EventsController], providers: [EventsQuery, EventFeed, LiveService] })
export class EventsModule {}
