/**
 * Redaction: megabytes a second against the least that could find a secret, and its growth on
 * hostile text, where a careless expression takes minutes.
 */
import { secretDetectors } from '#shared/redact/detectors/all.ts'
import { redact } from '#shared/redact/redact.ts'
import type { Measure } from '../given.ts'
import { hostileTexts, technicianText } from '../make/pasted.ts'
import { compare, isLinear, paceOf, ratioOf, type Timing } from '../measure.ts'
import { type Row, round, tellMs, tellRatio } from '../table.ts'

const SHORT = 10_000
const LONG = 1_000_000
const GOAL_SHARE = 0.1

export const measureRedaction: Measure = async ({ isQuick, seed }) => {
  const long = isQuick ? 100_000 : LONG
  const pace = { rounds: isQuick ? 2 : 7, sliceMs: 20, seed }
  const text = technicianText(long, seed)
  const passed = compileCombined()
  const calm = await compare(
    {
      product: () => redact(text),
      productShort: () => redact(text.slice(0, SHORT)),
      combined: () => countMatches(passed, text),
      table: () => lookUpEach(text),
    },
    { ...pace, rounds: isQuick ? 3 : 15 },
  )
  const share = paceOf(calm.product, calm.table)
  const rows: Row[] = [
    {
      what: 'technician text, against one table look per character',
      product: megabytes(long, calm.product),
      against: megabytes(long, calm.table),
      ratio: tellRatio(share),
      goal: `${GOAL_SHARE} and more`,
      isMet: share.middle >= GOAL_SHARE,
    },
    {
      what: 'technician text, against one pass of the combined expression',
      product: megabytes(long, calm.product),
      against: megabytes(long, calm.combined),
      ratio: tellRatio(paceOf(calm.product, calm.combined)),
    },
    growthRow('technician text', long, calm.product, calm.productShort),
  ]
  for (const [name, make] of Object.entries(hostileTexts)) {
    const whole = make(long)
    const part = make(SHORT)
    const times = await compare(
      {
        long: () => redact(whole),
        short: () => redact(part),
        combined: () => countMatches(passed, whole),
      },
      { ...pace, rounds: 2, sliceMs: 5, isWarm: true },
    )
    rows.push({
      ...growthRow(`hostile: ${name}`, long, times.long, times.short),
      product: `${megabytes(long, times.long)}, ${tellMs(times.long.p50)}`,
      against: `${tellMs(times.short.p50)} for 10 kB; combined expression ${megabytes(long, times.combined)}`,
    })
  }
  return {
    title: 'Redaction',
    about:
      'The whole redaction (found, judged, masked, numbered, looked at again) against two lower bounds: one table look per character, which is the least any scan does, and one pass of a single expression made of every trigger word, which finds suspicions and judges none. The text is a megabyte of what technicians paste: output of commands, in every fourth line something that looks like a secret and is none, in every thirtieth one that is; hostile texts are made to set off as many looks as they can.',
    rows,
  }
}

function growthRow(what: string, long: number, whole: Timing, part: Timing): Row {
  const growth = ratioOf(whole, part)
  const times = long / SHORT
  return {
    what: `${what}, growth from 10 kB to ${round(long / 1000)} kB`,
    product: tellMs(whole.p50),
    against: tellMs(part.p50),
    ratio: tellRatio(growth),
    goal: `linear (${times})`,
    isMet: isLinear(growth, times),
  }
}

/** Every trigger word in one expression, as a first try at redaction would have it. */
function compileCombined(): RegExp {
  const words = [...new Set(secretDetectors.flatMap(({ triggers }) => triggers))]
  const longestFirst = words.sort((a, b) => b.length - a.length)
  return new RegExp(
    longestFirst.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'),
    'gi',
  )
}

function countMatches(expression: RegExp, text: string): number {
  let count = 0
  for (const _ of text.matchAll(expression)) count += 1
  return count
}

const classes = new Uint8Array(0x10000).map((_, code) => code & 31)

/** The sum keeps the loop from being taken out. */
function lookUpEach(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum = (sum + (classes[text.charCodeAt(at)] ?? 0)) | 0
  return sum
}

const megabytes = (bytes: number, { p50 }: Timing) => `${round(bytes / 1000 / p50)} MB/s`
