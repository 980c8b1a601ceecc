/** The place of the API measures, with a model behind it: the stand-in in its own process. */
import type { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Env } from '#api/answer.ts'
import { createApp } from '#api/app.ts'
import { makeModelDoor } from '#api/assistant/model/model-door.ts'
import type { Deps } from '#api/deps.ts'
import { makeLog } from '#api/log.ts'
import { MessagesRequest } from '#e2e/assistant/request.ts'
import type { Place } from '../api/place.ts'
import { startBare } from '../api/processes.ts'
import type { Given } from '../given.ts'

export interface ModelDesk {
  deps: Deps
  app: Hono<Env>
  url: string
  /** What was asked since it was last forgotten, and what of it came from the cache. */
  asked: () => Promise<AskedCall[]>
  forget: () => Promise<void>
}

export const KEY = 'sk-bench'

const AskedCall = z.object({
  request: MessagesRequest,
  body: z.string(),
  message: z.object({ usage: z.object({ cache_read_input_tokens: z.number() }) }),
})
export type AskedCall = z.infer<typeof AskedCall>

let desk: Promise<ModelDesk> | undefined

export function openModelDesk(given: Given, place: Place): Promise<ModelDesk> {
  desk ??= makeDesk(given, place)
  return desk
}

async function makeDesk({ atEnd }: Given, { deps: plain }: Place): Promise<ModelDesk> {
  const standIn = await startBare('../assistant/bare-model.ts', {})
  atEnd(standIn.stop)
  const assistant = {
    ...plain.config.assistant,
    apiKey: KEY,
    baseUrl: new URL(standIn.url),
    // Neither money nor minutes are what is measured.
    monthlyLimitMicro: 1_000_000_000_000,
    sessionLimitMicro: 1_000_000_000_000,
    turnsPerMinute: 1_000_000,
  }
  const config = { ...plain.config, assistant }
  const model = makeModelDoor(config, plain.secrets, makeLog('warn'), plain.now)
  const deps = { ...plain, config, model }
  return {
    deps,
    app: createApp(deps),
    url: standIn.url,
    async asked() {
      const answer = await fetch(`${standIn.url}/_standin/calls`)
      return z.parse(z.array(AskedCall), await answer.json())
    },
    async forget() {
      await fetch(`${standIn.url}/_standin/reset`, { method: 'POST' })
    },
  }
}
