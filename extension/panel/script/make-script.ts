/**
 * A script from a template and what was typed in: checked here, recorded by the server, filled in
 * here. What is sensitive stays in this browser's memory: it is neither sent nor written down.
 */
import { GenerateScript, type Script } from '#shared/script/contract.ts'
import {
  checkValues,
  generateScript,
  tellScript,
  tellValues,
} from '#shared/script/generate-script.ts'
import { sensitiveIn } from '#shared/script/hide-values.ts'
import type { ScriptValues } from '#shared/script/script.ts'
import type { Marking } from '#shared/session/mask-session.ts'
import type { Client } from '../../client.ts'

export interface MadeScript {
  /** What is copied, whole. */
  text: string
  /** What may be shown and recorded: the same, with `{name}` where something sensitive stands. */
  told: string
  where: string | undefined
  /** Must not be found in anything that is kept. */
  hidden: readonly string[]
}

export type Made =
  | { ok: true; made: MadeScript }
  | { ok: false; problems: Readonly<Record<string, string>>; message: string }

export interface ScriptAsked {
  script: Script
  values: ScriptValues
  /** The same for the same values: asked again it is one generation. */
  generationId: string
  sessionId: string
  /** What was marked in it. */
  session: Marking
}

export async function makeScript(
  client: Pick<Client, 'ask'>,
  { script, values, generationId, sessionId, session }: ScriptAsked,
): Promise<Made> {
  const { content, revision, id: scriptId } = script
  const problems = checkValues(content, values)
  if (problems.length > 0) return { ok: false, problems: byName(problems), message: '' }
  const answer = await client.ask(GenerateScript, {
    ...{ scriptId, generationId, revision, sessionId },
    values: tellValues(content, values, session),
  })
  if (!answer.ok) {
    const { message, problems: told = [] } = answer.trouble
    return { ok: false, problems: byName(told), message }
  }
  const { text, where } = generateScript(content, values)
  const told = tellScript(content, values, session).text
  return { ok: true, made: { text, told, where, hidden: sensitiveIn(content, values) } }
}

/** The first problem of each field; the server names it `values.<name>`. */
const byName = (problems: readonly { at: string; message: string }[]) =>
  Object.fromEntries(
    problems.toReversed().map(({ at, message }) => [at.replace(/^values\./, ''), message]),
  )
