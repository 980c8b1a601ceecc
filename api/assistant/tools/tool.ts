/** What a read tool is, what it is given, and how one is run. */
import type * as z from 'zod/mini'
import type { Ticket } from '#shared/ticket/ticket.ts'
import type { Deps } from '../../deps.ts'
import type { Passage } from '../../knowledge/door.ts'
import type { Ground } from '../gather-ground.ts'

export interface Within {
  deps: Deps
  teamId: string
  ground: Ground
  ticket: Ticket | null
  /** Takes names out of what leaves the house. */
  hide: (text: string) => string
  /** The label of a note of the ticket. */
  labelOfNote: (key: string) => string
  /** Gives a passage its label, the same one each time. */
  labelPassage: (passage: Passage) => string
}

export interface ReadTool {
  name: string
  description: string
  input: z.ZodMiniType
  run(input: unknown, within: Within): Promise<ToolResult>
}

export type ToolResult = { ok: object } | { error: string }

export function readTool<S extends z.ZodMiniType>(tool: {
  name: string
  description: string
  input: S
  look: (input: z.infer<S>, within: Within) => Promise<ToolResult>
}): ReadTool {
  const { name, description, input, look } = tool
  return {
    name,
    description,
    input,
    async run(given, within) {
      const parsed = input.safeParse(given)
      if (parsed.success) return look(parsed.data, within)
      const problems = parsed.error.issues
        .slice(0, 5)
        .map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
      return {
        error: `${name} was called with a wrong input. ${problems.join('; ')}. Call it again with that mended.`,
      }
    },
  }
}
