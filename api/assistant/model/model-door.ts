/**
 * From a team to its model: a client with its own key, or with the installation's.
 *
 * One living client per key and process. Keys exist in the clear in here and nowhere else. What
 * was learned of a key while asking is kept beside its client: which models refuse schemas, which
 * tiers are not well, and until when nothing more may be spent.
 */
import type { Tier } from '#shared/session/lane-event.ts'
import type { Config } from '../../config.ts'
import type { Log } from '../../log.ts'
import type { Secrets } from '../../secrets.ts'
import type { ModelClient } from './make-client.ts'
import { type AssistantSetting, keyBoundTo } from './setting-queries.ts'
import { makeHealth, type TierHealth } from './tier-health.ts'

export interface TeamModel {
  client: ModelClient
  isOwnKey: boolean
  health: TierHealth
  /** Models that have refused the schema of an answer: theirs come through a tool. */
  takesNoFormat: Set<string>
}

export interface ModelDoor {
  /** Undefined where there is no key, `'sealed'` where the stored one does not open. */
  of(
    teamId: string,
    setting: AssistantSetting | undefined,
  ): Promise<TeamModel | 'sealed' | undefined>
  /** A client for a key that need not be stored, to try it out. */
  open(apiKey: string): Promise<ModelClient>
  /** What this process has seen of a key while asking; all is well where nobody has asked yet. */
  seen(teamId: string, isOwnKey: boolean): Seen
  /** The last look at the installation's models, written by `watch-models.ts`. */
  looked: { at: Date; warnings: readonly string[] } | null
}

export interface Seen {
  tiers: Record<Tier, 'up' | 'down'>
  /** Until when the vendor lets nothing more be spent; null where it does. */
  spentUntil: Date | null
}

interface Kept {
  keySetAt: string | null
  model: TeamModel
}

const SERVER = 'server'

export function makeModelDoor(
  { assistant }: Pick<Config, 'assistant'>,
  secrets: Secrets,
  log: Log,
  now: () => Date,
): ModelDoor {
  const living = new Map<string, Kept>()
  const open = async (apiKey: string) => {
    const { makeClient } = await import('./make-client.ts')
    return makeClient({ apiKey, baseUrl: assistant.baseUrl.href }, log)
  }

  /** Of two who ask at once, the second finds what the first has kept. */
  async function keep(whose: string, keySetAt: string | null, apiKey: string): Promise<TeamModel> {
    const client = await open(apiKey)
    const known = living.get(whose)
    if (known && known.keySetAt === keySetAt) return known.model
    const model: TeamModel = {
      client,
      isOwnKey: whose !== SERVER,
      health: makeHealth(now),
      takesNoFormat: new Set(),
    }
    living.set(whose, { keySetAt, model })
    return model
  }

  return {
    open,
    async of(teamId, setting) {
      if (!setting?.apiKey) {
        living.delete(teamId)
        if (!assistant.apiKey) return undefined
        return living.get(SERVER)?.model ?? keep(SERVER, null, assistant.apiKey)
      }
      const known = living.get(teamId)
      if (known?.keySetAt === setting.keySetAt) return known.model
      try {
        const apiKey = await secrets.open(setting.apiKey, keyBoundTo(teamId))
        return await keep(teamId, setting.keySetAt, apiKey)
      } catch (error) {
        log.warn({ err: error, teamId }, 'stored model key does not open')
        return 'sealed'
      }
    },
    seen(teamId, isOwnKey) {
      const health = living.get(isOwnKey ? teamId : SERVER)?.model.health
      return { tiers: health?.tiers() ?? ALL_UP, spentUntil: health?.spentUntil() ?? null }
    },
    looked: null,
  }
}

const ALL_UP = { fast: 'up', standard: 'up', deep: 'up' } as const
