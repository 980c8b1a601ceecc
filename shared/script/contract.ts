/**
 * The questions one may ask about script templates and what was made of them.
 *
 * A sensitive value is never asked for: the panel fills it in and sends that it was there.
 */
import * as z from 'zod/mini'
import { BasedOn, Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { ScriptContent } from './script.ts'

/** A retired one is not offered any more; what was made from it stays. */
export const ScriptState = z.enum(['draft', 'published', 'retired'])
export type ScriptState = z.infer<typeof ScriptState>

export const Script = z
  .object({
    id: Id,
    state: ScriptState,
    /** Rises with each change; sent back so that nobody overwrites another's work. */
    revision: z.int(),
    isBuiltIn: z.boolean(),
    authorName: z.string(),
    updatedAt: Instant,
    /** The fix it was drafted from. */
    from: z.nullable(z.object({ sessionId: Id, fixId: Id })),
    content: ScriptContent,
  })
  .check(z.meta({ id: 'Script' }))
export type Script = z.infer<typeof Script>

export const ListScripts = route({
  method: 'GET',
  path: '/scripts',
  summary:
    'Script templates: published ones of the team and built-in ones, and one’s own drafts and retired ones',
  may: 'readFlows',
  request: z.object({}),
  response: z.object({ scripts: z.array(Script) }),
})

export const SaveScript = route({
  method: 'PUT',
  path: '/scripts/:scriptId',
  summary: 'Make or change a template; a draft may have problems, a published one may not',
  may: 'authorFlows',
  pace: 'author',
  request: z.object({
    scriptId: Id,
    /** The revision that was changed; 0 for a new one. */
    basedOn: BasedOn,
    state: ScriptState,
    content: ScriptContent,
  }),
  response: Script,
})

export const ScriptVersion = z
  .object({
    revision: z.int(),
    state: ScriptState,
    savedAt: Instant,
    savedBy: z.string(),
    content: ScriptContent,
  })
  .check(z.meta({ id: 'ScriptVersion' }))
export type ScriptVersion = z.infer<typeof ScriptVersion>

export const ListScriptVersions = route({
  method: 'GET',
  path: '/scripts/:scriptId/versions',
  summary: 'What a template was after each change, the newest first',
  may: 'readFlows',
  request: z.object({ scriptId: Id }),
  response: z.object({ versions: z.array(ScriptVersion) }),
})

export const DeleteScript = route({
  method: 'DELETE',
  path: '/scripts/:scriptId',
  summary: 'Take a template out of the library; what was generated from it stays in its records',
  may: 'authorFlows',
  pace: 'author',
  request: z.object({ scriptId: Id }),
  response: z.object({}),
})

export const GenerateScript = route({
  method: 'POST',
  path: '/scripts/:scriptId/generate',
  summary: 'Record that a script was made from a template, in a session where one is named',
  may: 'workOnSessions',
  pace: 'compose',
  request: z.object({
    scriptId: Id,
    /** Made where it happens: sent again, it is the same generation. */
    generationId: Id,
    revision: z.int().check(z.minimum(1)),
    sessionId: z.nullable(Id),
    /** By parameter; of a sensitive one only that it was there (`[not kept]`). */
    values: z.record(z.string().check(z.maxLength(60)), z.string().check(z.maxLength(2000))),
  }),
  response: z
    .object({
      generationId: Id,
      /** The script with sensitive values still to be filled in, as `{name}`. */
      text: z.string(),
    })
    .check(z.meta({ id: 'ScriptGeneration' })),
})
