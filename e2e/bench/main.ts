/**
 * `npm run bench`: how far the product is from the least work that gives the same answer.
 *
 *   --only name   one measure (may be given several times); names are listed below
 *   --quick       few rounds and small sizes, to see that everything runs
 *   --seed n      the order in which sides take turns
 *   --write       writes docs/benchmarks.md
 *
 * Nothing here fails on a time. A goal that is missed is shown as missed.
 */

import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Given } from './given.ts'
import { MEASURES } from './measures.ts'
import { printSection, type Section, writePage } from './table.ts'

// Vite, which bundles the stand-in's pages, would otherwise set it to `production` here and so
// for the demonstration, which refuses to run like that.
process.env.NODE_ENV ??= 'development'

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
})

const wanted = values.only ?? Object.keys(MEASURES)
const unknown = wanted.filter((name) => !(name in MEASURES))
if (unknown.length > 0) {
  console.error(
    `There is no measure ${unknown.join(', ')}. Say: ${Object.keys(MEASURES).join(', ')}`,
  )
  process.exit(1)
}

const ends: (() => unknown)[] = []
let ending: Promise<void> | undefined
const given: Given = {
  isQuick: values.quick,
  seed: Number(values.seed),
  atEnd: (act) => ends.push(act),
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void endAll().then(() => process.exit(1)))
}
process.once('uncaughtException', (error) => {
  console.error(error)
  void endAll().then(() => process.exit(1))
})
const startedMs = performance.now()
const [busy = 0] = loadavg()
const sections: Section[] = []
let hasFailed = false
for (const [name, measure] of Object.entries(MEASURES)) {
  if (!wanted.includes(name)) continue
  const fromMs = performance.now()
  const section = await (await measure())(given).catch((error: unknown) => {
    hasFailed = true
    return tellFailure(name, error)
  })
  sections.push(section)
  console.log(printSection(section))
  console.error(`${name}: ${((performance.now() - fromMs) / 1000).toFixed(1)} s`)
}

const seconds = Math.round((performance.now() - startedMs) / 1000)
console.log(`Measured in ${seconds} s, seed ${given.seed}.`)
if (values.write) {
  const machine = `${availableParallelism()} cores, Node ${process.versions.node}, seed ${given.seed}, load ${busy.toFixed(1)} from other work when it began${given.isQuick ? ', a quick run that proves nothing' : ''}`
  writeFileSync('docs/benchmarks.md', writePage(sections, machine))
  console.log('docs/benchmarks.md is written.')
}
await endAll()
process.exit(hasFailed ? 1 : 0)

/** Once, whoever asks for it first. */
function endAll(): Promise<void> {
  ending ??= (async () => {
    for (let end = ends.pop(); end; end = ends.pop()) {
      try {
        await end()
      } catch (error) {
        console.error(error)
      }
    }
  })()
  return ending
}

/** One measure that breaks does not take the others with it, and is not passed over either. */
function tellFailure(name: string, error: unknown): Section {
  console.error(error)
  const why = error instanceof Error ? error.message : String(error)
  return { title: name, about: '', rows: [], leftOut: [`${name} broke: ${why}`] }
}
