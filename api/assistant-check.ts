/**
 * `npm run assistant:check`: asks the real models, with a real key, what cannot be known without
 * one, and prints what was found. Nothing of a team's is sent: every ticket in it is made up.
 *
 *     npm run assistant:check -- --most 2.00 --only models,schemas
 *
 * It stops asking before it could spend more than `--most` dollars. Ends with 1 where something
 * is not as this product is built on, or where it could not ask.
 */
import { parseArgs } from 'node:util'
import { v7 } from 'uuid'
import { checkFirstDay, QUESTIONS } from './assistant/first-day/check-first-day.ts'
import { printAnswered, printSpent } from './assistant/first-day/print-findings.ts'
import { openPurse } from './assistant/first-day/purse.ts'
import { makeClient } from './assistant/model/make-client.ts'
import { readConfig } from './config.ts'
import { makeLog } from './log.ts'

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { most: { type: 'string', default: '2.00' }, only: { type: 'string', default: '' } },
  })
  const only = values.only.split(',').filter((name) => name !== '')
  const unknown = only.filter((name) => !(name in QUESTIONS))
  if (unknown.length > 0) {
    throw new Error(
      `There is no question “${unknown[0]}”. There are: ${Object.keys(QUESTIONS).join(', ')}.`,
    )
  }
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(values.most)) {
    throw new Error(`--most takes dollars such as 2 or 0.50, not “${values.most}”.`)
  }
  const mostMicro = Math.round(Number(values.most) * 1_000_000)
  const { assistant } = readConfig(ofTheModel(process.env))
  const { apiKey, baseUrl, tiers, idleMs } = assistant
  if (!apiKey) {
    throw new Error(
      `No key is set, so nobody can be asked. Set ANTHROPIC_API_KEY to a key from the vendor’s console (and ANTHROPIC_BASE_URL where a gateway stands before it), then run this again. It asks about a hundred short questions and spends at most $${values.most}; --most sets another limit.`,
    )
  }
  const client = makeClient({ apiKey, baseUrl: baseUrl.href }, makeLog('warn'))
  const purse = openPurse({ client, tiers, mostMicro, idleMs, tick: () => performance.now() })
  console.log(`Asking ${baseUrl.host} by the table of ${tiers.version}.\n`)
  const all = await checkFirstDay({ client, tiers, purse, mark: v7() }, only, (answered) =>
    console.log(printAnswered(answered)),
  )
  console.log(printSpent(purse.spent(), mostMicro))
  const isAsBuilt = all.every(({ findings }) => findings.every((f) => f.verdict !== 'differs'))
  return isAsBuilt ? 0 : 1
}

/** What is wrong with the rest of the configuration is no matter here. */
function ofTheModel(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = Object.entries(env).filter(([name]) => /^(ANTHROPIC|ASSISTANT)_/.test(name))
  return Object.fromEntries(names)
}
