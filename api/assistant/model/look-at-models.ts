/**
 * Looks at the models of the table: are they there, do they stay, do they take what we send?
 *
 * Nothing of a team's is sent and nothing is paid. What cannot be found out is "unknown", and
 * nobody waits for it for long.
 */
import type Anthropic from '@anthropic-ai/sdk'
import type { AssistantTest } from '#shared/assistant/settings.ts'
import type { ModelClient } from './make-client.ts'
import { nameFailure } from './name-failure.ts'
import { TIERS, type TierFacts, type Tiers } from './tiers.ts'

export type ModelFinding = AssistantTest['findings'][number]

const PATIENCE_MS = 8_000

export async function lookAtModels(
  client: ModelClient,
  { tiers }: Tiers,
  signal?: AbortSignal,
): Promise<ModelFinding[]> {
  return Promise.all(
    TIERS.map(async (tier): Promise<ModelFinding> => {
      const facts = tiers[tier]
      const what = `${TIER_WORDS[tier]}: ${facts.model}`
      try {
        const info = await client.models.retrieve(
          facts.model,
          {},
          { timeout: PATIENCE_MS, ...(signal ? { signal } : {}) },
        )
        return { what, ...judge(info, facts) }
      } catch (error) {
        return { what, ...tellTrouble(error) }
      }
    }),
  )
}

const TIER_WORDS = { fast: 'Quick answers', standard: 'Ordinary answers', deep: 'Deep answers' }

type Judged = Omit<ModelFinding, 'what'>

function judge(info: Anthropic.ModelInfo, facts: TierFacts): Judged {
  if (info.lifecycle === 'retired') {
    return fails('This model is no longer offered. Name another one in the table of tiers.')
  }
  const lacking = lackingIn(info, facts)
  if (lacking.length > 0) {
    return fails(`This model does not take ${lacking.join(', ')}. Change the table of tiers.`)
  }
  if (info.lifecycle === 'deprecated') {
    const day = info.retires_at ? ` on ${info.retires_at.slice(0, 10)}` : ''
    return fails(`This model will be withdrawn${day}. Name another one in the table of tiers.`)
  }
  return { state: 'works', message: 'There, and takes everything that FlowPilot sends.' }
}

const fails = (message: string): Judged => ({ state: 'fails', message })

/** What the table says it takes and it does not; nothing where it does not tell. */
function lackingIn({ capabilities }: Anthropic.ModelInfo, facts: TierFacts): string[] {
  if (!capabilities) return []
  const { effort, thinking, structured_outputs: structured } = capabilities
  const types = Object.keys(facts.thinking) as (keyof typeof facts.thinking)[] // the keys of a parsed record
  const lacking: (string | false)[] = [
    ...facts.efforts.map((one) => !effort[one]?.supported && `effort “${one}”`),
    ...types.map((one) => !thinking.types[one]?.supported && `thinking “${one}”`),
    facts.hasStructuredOutput && !structured.supported && 'a schema for its answers',
  ]
  return lacking.filter((one) => one !== false)
}

function tellTrouble(error: unknown): Judged {
  const { failure, status } = nameFailure(error)
  if (failure === 'auth') return fails('The key is not accepted. Copy it anew from the console.')
  if (status === 404) return fails('There is no such model for this key.')
  const message =
    failure === 'network' || failure === 'aborted'
      ? 'The model’s address could not be reached. Look at the network, or try again later.'
      : 'The vendor did not answer this question. Try again later.'
  return { state: 'unknown', message }
}
