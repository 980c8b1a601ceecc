/** A template that is being written, as this browser keeps it until it is saved. */
import * as z from 'zod/mini'
import { ScriptParameter } from '#shared/script/script.ts'
import { keepDrafts } from '../keep-drafts.ts'

/** As it is typed: what it must say is checked when it is saved. */
const Typed = z.object({
  name: z.string(),
  summary: z.string(),
  words: z.array(z.string()),
  shell: z.enum(['powershell', 'cmd', 'bash']),
  safety: z.enum(['reads', 'changes', 'disrupts']),
  changes: z.optional(z.string()),
  where: z.optional(z.string()),
  text: z.string(),
  parameters: z.array(
    z.object({
      ...ScriptParameter.shape,
      name: z.string(),
      label: z.string(),
      choices: z.array(z.string()),
      example: z.optional(z.string()),
      help: z.optional(z.string()),
      standard: z.optional(z.string()),
    }),
  ),
})
export type TypedScript = z.infer<typeof Typed>

const Kept = z.object({ basedOn: z.int(), content: Typed })
export type KeptScript = z.infer<typeof Kept>

export const { readKept, listKept, keep, keepAnew, forget } = keepDrafts('script', Kept)
