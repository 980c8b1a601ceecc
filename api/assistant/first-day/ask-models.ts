/** Which models the key reaches, whether ours are among them, and which of them go. */
import { lookAtModels } from '../model/look-at-models.ts'
import { nameFailure } from '../model/name-failure.ts'
import type { Finding, FirstDay } from './finding.ts'

export async function askModels({ client, tiers }: FirstDay): Promise<Finding[]> {
  const ours = await lookAtModels(client, tiers)
  return [
    ...ours.map(({ what, state, message }): Finding => {
      const verdict = state === 'works' ? 'as built' : state === 'fails' ? 'differs' : 'unknown'
      return { of: what, found: message, verdict }
    }),
    ...(await listModels(client)),
  ]
}

async function listModels(client: FirstDay['client']): Promise<Finding[]> {
  const of = 'All that are offered'
  try {
    const names: string[] = []
    for await (const { id, lifecycle, retires_at: until } of client.models.list({ limit: 100 })) {
      const goes = until ? `, until ${until.slice(0, 10)}` : ''
      names.push(lifecycle === 'active' && !goes ? id : `${id} (${lifecycle}${goes})`)
    }
    return [{ of, found: names.join(', '), verdict: 'told' }]
  } catch (error) {
    return [{ of, found: `no list: ${nameFailure(error).failure}`, verdict: 'unknown' }]
  }
}
