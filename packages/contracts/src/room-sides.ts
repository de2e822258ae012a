import { z } from 'zod';

/** The two sides of an engagement, and whoever of the lab goes with it. */
export const roomSides = ['vendor', 'department', 'lab'] as const;
export const RoomSide = z.enum(roomSides);
