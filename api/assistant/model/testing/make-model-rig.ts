/**
 * A team, a database and the stand-in for the model, for tests that ask it through the real
 * client: `rig.ask()` makes a whole question of the little a test cares about.
 */
import * as z from 'zod/mini'
import type { OpenDatabase } from '#db/open.ts'
import { type AssistantOptions, serveAssistant } from '#e2e/assistant/server.ts'
import { createApp } from '../../../app.ts'
import { inTeam } from '../../../db.ts'
import { makeDeps } from '../../../testing/make-deps.ts'
import { makeTeam } from '../../../testing/make-team.ts'
import { jsonAnswer } from '../answer-format.ts'
import type { ModelAsk } from '../ask.ts'
import { callModel } from '../call-model.ts'

export const Said = z.object({ reply_md: z.string(), facts: z.array(z.string()) })
export type Said = z.infer<typeof Said>
export const SAID = jsonAnswer(Said, { version: '1', grows: 'reply_md' })

export const KEY = 'sk-ant-installation'

export type ModelRig = Awaited<ReturnType<typeof makeModelRig>>

export async function makeModelRig(
  database: OpenDatabase,
  { env = {}, ...options }: AssistantOptions & { env?: Record<string, string> } = {},
) {
  const assistant = await serveAssistant(options)
  const deps = await makeDeps(database, {
    env: { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: assistant.url, ...env },
  })
  const app = createApp(deps)
  const team = await makeTeam(deps, app)

  const ask = (more: Partial<ModelAsk<Said>> = {}): ModelAsk<Said> => ({
    teamId: team.id,
    personId: team.people.engineer.id,
    purpose: 'turn',
    choice: { tier: 'standard', effort: 'medium', reasons: ['a turn'], routerVersion: 'test' },
    system: [{ type: 'text', text: 'purpose: turn\nWork the problem through first.' }],
    messages: [{ role: 'user', content: 'Cannot open the Recalls share.' }],
    format: SAID,
    promptVersion: 'test',
    maxTokens: 2_000,
    ...more,
  })

  return {
    assistant,
    deps,
    app,
    team,
    ask,
    call: (more: Partial<ModelAsk<Said>> = {}) => callModel(deps, ask(more)),
    /** How long a model may be silent from now on. */
    idleAfter(ms: number) {
      deps.config.assistant.idleMs = ms
    },
    /** The rows of `ai_call`, oldest first. */
    rows: () =>
      inTeam(deps.db, team.id, (tx) =>
        tx.selectFrom('aiCall').selectAll().where('teamId', '=', team.id).orderBy('id').execute(),
      ),
    usedMicro: () =>
      inTeam(deps.db, team.id, async (tx) => {
        const budget = await tx
          .selectFrom('aiBudget')
          .select('usedMicro')
          .where('teamId', '=', team.id)
          .executeTakeFirst()
        return budget?.usedMicro ?? 0
      }),
    async close() {
      await assistant.stop()
      await deps.close()
    },
  }
}
