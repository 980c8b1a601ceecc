/**
 * The questions one may ask about a team's guidance: what a lead tells FlowPilot of the team's own
 * ways, in their own words. It stands beside our rules in every turn, summary and note and never
 * above them: what is a fact, when a fix may be proposed and what may leave the house is decided
 * by the gates, whatever anybody writes here.
 */
import * as z from 'zod/mini'
import { BasedOn, Instant } from '../ids.ts'
import { route } from '../route.ts'

/** About two thousand tokens: it is read again with every question. */
export const MOST_GUIDANCE = 8_000

const GuidanceText = z.string().check(z.trim(), z.maxLength(MOST_GUIDANCE))

/** What stood there from one save to the next. */
export const GuidanceVersion = z
  .object({
    /** Rises with each save. */
    version: z.int(),
    text: z.string(),
    savedAt: Instant,
    savedBy: z.string(),
  })
  .check(z.meta({ id: 'GuidanceVersion' }))
export type GuidanceVersion = z.infer<typeof GuidanceVersion>

export const ReadGuidance = route({
  method: 'GET',
  path: '/assistant/guidance',
  summary: 'What the team tells FlowPilot of its own ways: as it stands, and as it was before',
  may: 'readFlows',
  request: z.object({}),
  response: z.object({
    /** The newest first, the one that holds; none before the first. */
    versions: z.array(GuidanceVersion),
  }),
})

export const SaveGuidance = route({
  method: 'PUT',
  path: '/assistant/guidance',
  summary: 'Say what FlowPilot is to know of the team’s ways; secrets are taken out of it',
  may: 'guideAssistant',
  request: z.object({
    /** The version that was changed; 0 for the first. */
    basedOn: BasedOn,
    /** Nothing takes it back. */
    text: GuidanceText,
  }),
  response: GuidanceVersion,
})
