/**
 * What a team has said of its notes, as a lead said it last: how hard their checks are taken
 * (`level.ts` is the rule), and to what the time that is entered is rounded up (`round-time.ts`).
 */
import * as z from 'zod/mini'
import { BasedOn, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { CheckNumber } from '../session/event.ts'
import { Level } from './level.ts'
import { RoundingStep } from './round-time.ts'

/** Of the checks that are taken otherwise than usual. */
const Said = z.record(CheckNumber, Level)

export const NoteCheckRule = z
  .object({
    /** Rises with each save; 0 before the first. */
    version: z.int(),
    levels: Said,
    /** A server of before rounds nothing. */
    roundUpTo: z._default(RoundingStep, 0),
    savedAt: z.nullable(Instant),
    savedBy: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'NoteCheckRule' }))
export type NoteCheckRule = z.infer<typeof NoteCheckRule>

export const ReadNoteCheckRule = route({
  method: 'GET',
  path: '/note-check-rule',
  summary:
    'How hard the team takes each check of a note, where otherwise than usual, and how it rounds time',
  may: 'readTickets',
  request: z.object({}),
  response: NoteCheckRule,
})

export const SaveNoteCheckRule = route({
  method: 'PUT',
  path: '/note-check-rule',
  summary:
    'Say how hard the checks of a note are taken, and how time is rounded; what protects is never taken lighter',
  may: 'setTeamRules',
  request: z.object({
    basedOn: BasedOn,
    levels: Said,
    /** Stays as it is where nothing is said of it. */
    roundUpTo: z.optional(RoundingStep),
  }),
  response: NoteCheckRule,
})
