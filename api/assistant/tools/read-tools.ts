/**
 * What a model may look up in a turn, and nothing of it changes anything: six tools whose names
 * and order never change within a release, since prompt caches begin with them.
 *
 * Input is checked here. What is wrong comes back as an error that names the mend, so that the
 * next try is right; a tool never throws for it.
 */
import * as z from 'zod/mini'
import type { ModelTool } from '../model/ask.ts'
import { findScript } from './find-script.ts'
import { readClientProfile, readTicketThread } from './look-at-ticket.ts'
import { openFlow, searchKnowledge, similarSessions } from './look-up.ts'
import type { ReadTool } from './tool.ts'

export const READ_TOOLS: readonly ReadTool[] = [
  searchKnowledge,
  openFlow,
  similarSessions,
  readTicketThread,
  readClientProfile,
  findScript,
]

export const TOOL_DEFINITIONS: readonly ModelTool[] = READ_TOOLS.map(
  ({ name, description, input }) => {
    const { $schema: _, ...schema } = z.toJSONSchema(input)
    return { name, description, input_schema: { ...schema, type: 'object' as const } }
  },
)
