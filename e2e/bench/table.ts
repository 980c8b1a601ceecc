/**
 * What was measured, as a table: on the terminal, and as the page the README links to.
 *
 * A row says what was done, how long the product took, against what it is held, the ratio of
 * the two and the goal. A goal that was missed is written as missed; rows without a goal are
 * there to explain the others.
 */
import type { Ratio, Timing } from './measure.ts'

export interface Row {
  what: string
  product: string
  /** What it is held against, and how long that took. */
  against?: string
  ratio?: string
  goal?: string
  isMet?: boolean
}

export interface Section {
  title: string
  /** What the product is held against here, and why that is fair. */
  about: string
  rows: readonly Row[]
  /** What could not be measured on this machine, and what is missing. */
  leftOut?: readonly string[]
}

const COLUMNS = ['', 'Product', 'Against', 'Ratio', 'Goal', ''] as const

export function printSection(section: Section): string {
  const rows = [[...COLUMNS], ...section.rows.map(cellsOf)]
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const leftOut = (section.leftOut ?? []).map((line) => `*** LEFT OUT: ${line}`)
  return [section.title, ...lines, ...leftOut, ''].join('\n')
}

export function writePage(sections: readonly Section[], machine: string): string {
  const judged = sections.flatMap(({ rows }) => rows).filter((row) => row.isMet !== undefined)
  const met = judged.filter((row) => row.isMet)
  return `${[
    '# Benchmarks',
    `Written by \`npm run bench -- --write\` on ${machine}. Absolute times belong to that machine and to what else it was doing; the ratios are what counts. Each is taken in one run: the product and what it is held against take turns in an order drawn at random, the ratio is taken within each round, and what stands here is the middle of the rounds with the range of nine tenths of them in brackets. Product times are medians, with the 95th percentile where it matters.`,
    `Of ${judged.length} goals ${met.length} were met in this run; the others are marked. Where linear growth is the goal, the number in brackets is what growth without noise would be, and three times as much is let pass: squared growth would be its square.`,
    ...sections.map(writeSection),
  ].join('\n\n')}\n`
}

function writeSection({ title, about, rows, leftOut = [] }: Section): string {
  const lines = [[...COLUMNS], COLUMNS.map(() => '---'), ...rows.map(cellsOf)]
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  return [
    `## ${title}`,
    about,
    ...(rows.length > 0 ? [table] : []),
    ...leftOut.map((line) => `**Left out in this run:** ${line}`),
  ].join('\n\n')
}

const cellsOf = (row: Row): string[] => [
  row.what,
  row.product,
  row.against ?? '',
  row.ratio ?? '',
  row.goal ?? '',
  row.isMet === undefined ? '' : row.isMet ? 'met' : '**missed**',
]

/** The middle, with the 95th percentile. */
export const tellTiming = ({ p50, p95 }: Timing): string => `${tellMs(p50)} (p95 ${tellMs(p95)})`

export function tellMs(ms: number): string {
  if (ms < 0.001) return `${round(ms * 1e6)} ns`
  if (ms < 0.1) return `${round(ms * 1000)} µs`
  return ms < 10_000 ? `${round(ms)} ms` : `${round(ms / 1000)} s`
}

export const tellRatio = ({ middle, low, high }: Ratio): string =>
  `${round(middle)} (${round(low)}–${round(high)})`

export const tellRate = (perSecond: number): string => `${round(perSecond)}/s`

export const tellBytes = (bytes: number): string =>
  bytes < 10 * 1024 ? `${round(bytes / 1024)} KiB` : `${Math.round(bytes / 1024)} KiB`

/** Two digits that mean something; more would be noise. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (size >= 100) return Math.round(value).toLocaleString('en')
  if (size >= 1) return size >= 10 ? value.toFixed(0) : value.toFixed(1)
  return size === 0 || size >= 0.1 ? value.toFixed(2) : value.toPrecision(1)
}
