/** The rig of turns beside the stand-in for the model, which the real client asks. */
import type { OpenDatabase } from '#db/open.ts'
import { startAssistant, type TestAssistant } from '#e2e/assistant/testing/start-assistant.ts'
import { makeTurnRig, type TurnRig } from './make-turn-rig.ts'

export interface RigWithModel {
  assistant: TestAssistant
  rig: TurnRig
  /** Nothing is queued any more, and nobody has asked too fast. */
  rest: () => void
  close: () => Promise<void>
}

export async function makeRigWithModel(
  database: OpenDatabase,
  env: Record<string, string> = {},
): Promise<RigWithModel> {
  const assistant = await startAssistant()
  const rig = await makeTurnRig(database, {
    env: { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: assistant.url, ...env },
  })
  return {
    assistant,
    rig,
    rest() {
      assistant.reset()
      rig.deps.pass(60_000)
    },
    async close() {
      await rig.close()
      await assistant.stop()
    },
  }
}
