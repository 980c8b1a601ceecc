/**
 * Looks at the installation's models at start and once a day, and warns in the log and in the
 * settings when one goes or lacks something. It never keeps anything from starting.
 */
import type { Deps } from '../../deps.ts'
import type { JobKind } from '../../jobs.ts'
import { lookAtModels } from './look-at-models.ts'

export const WATCH_MODELS: JobKind<object> = { name: 'watch-models' }

const DAY_MS = 24 * 3_600_000

export function defineModelJobs(deps: Deps): void {
  deps.jobs.define(WATCH_MODELS, () => watchModels(deps))
  deps.jobs.schedule(WATCH_MODELS, '17 5 * * *', {})
}

export async function watchModels({
  config,
  model,
  log,
  now,
  stopping,
}: Pick<Deps, 'config' | 'model' | 'log' | 'now' | 'stopping'>): Promise<void> {
  const { apiKey, tiers } = config.assistant
  if (!apiKey) return
  const findings = await lookAtModels(await model.open(apiKey), tiers, stopping)
  const warnings = findings
    .filter(({ state }) => state === 'fails')
    .map(({ what, message }) => `${what}: ${message}`)
  for (const warning of warnings) log.warn({ warning }, 'a model needs attention')
  model.looked = { at: now(), warnings }
}

/** What is known now; looked at anew behind it when that is more than a day old. */
export function modelWarnings(deps: Pick<Deps, 'config' | 'model' | 'log' | 'now' | 'stopping'>) {
  const { looked } = deps.model
  if (!looked || deps.now().getTime() - looked.at.getTime() > DAY_MS) void watchModels(deps)
  return looked?.warnings ?? []
}
