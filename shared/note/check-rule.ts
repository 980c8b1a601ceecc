/** How hard a team takes the checks of its notes, as a lead said it last (`level.ts` is the rule). */
import * as z from 'zod/mini'
import { BasedOn, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { CheckNumber } from '../session/event.ts'
import { Level } from './level.ts'

/** Of the checks that are taken otherwise than usual. */
const Said = z.record(CheckNumber, Level)

export const NoteCheckRule = z
  .object({
    /** Rises with each save; 0 before the first. */
    version: z.int(),
    levels: Said,
    savedAt: z.nullable(Instant),
    savedBy: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'NoteCheckRule' }))
export type NoteCheckRule = z.infer<typeof NoteCheckRule>

export const ReadNoteCheckRule = route({
  method: 'GET',
  path: '/note-check-rule',
  summary: 'How hard the team takes each check of a note, where otherwise than usual',
  may: 'readTickets',
  request: z.object({}),
  response: NoteCheckRule,
})

export const SaveNoteCheckRule = route({
  method: 'PUT',
  path: '/note-check-rule',
  summary: 'Say how hard the checks of a note are taken; what protects is never taken lighter',
  may: 'setTeamRules',
  request: z.object({
    basedOn: BasedOn,
    levels: Said,
  }),
  response: NoteCheckRule,
})
