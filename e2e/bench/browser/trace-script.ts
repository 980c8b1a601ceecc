/** What an extension's script did on a page's main thread, out of the browser's own trace. */
import type { Page } from 'puppeteer-core'
import * as z from 'zod/mini'

export interface Traced {
  calls: number
  totalMs: number
  /** The longest stretch from the browser calling the script until it came back. */
  longestMs: number
  /** What of that was layout, which asking for a place on the screen only does earlier. */
  longestLayoutMs: number
  /** The longest task of the thread, whoever it was. */
  longestTaskMs: number
}

const TraceEvent = z.object({
  name: z.string(),
  pid: z.optional(z.number()),
  tid: z.optional(z.number()),
  ts: z.optional(z.number()),
  dur: z.optional(z.number()),
  /** What the thread worked of it; the rest it waited for a processor. */
  tdur: z.optional(z.number()),
  args: z.optional(
    z.looseObject({ data: z.optional(z.looseObject({ url: z.optional(z.string()) })) }),
  ),
})
const Trace = z.object({ traceEvents: z.array(TraceEvent) })

export async function traceScript(page: Page, act: () => Promise<void>): Promise<Traced> {
  await page.bringToFront()
  await page.tracing.start({
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'],
  })
  await act()
  const written = await page.tracing.stop()
  const { traceEvents } = Trace.parse(JSON.parse(Buffer.from(written ?? []).toString()))
  const ours = traceEvents.filter(
    ({ name, args }) =>
      (name === 'FunctionCall' || name === 'EvaluateScript') &&
      args?.data?.url?.startsWith('chrome-extension://'),
  )
  const [longest] = ours.toSorted((a, b) => workedMs(b) - workedMs(a))
  const ofThread = traceEvents.filter(
    ({ pid, tid }) => pid === longest?.pid && tid === longest?.tid,
  )
  const layouts = ofThread.filter(
    (one) => LAYOUT.has(one.name) && longest !== undefined && isWithin(one, longest),
  )
  const tasks = ofThread.filter(({ name }) => name === 'RunTask')
  return {
    calls: ours.length,
    totalMs: sum(ours),
    longestMs: longest ? workedMs(longest) : 0,
    longestLayoutMs: sum(layouts),
    longestTaskMs: Math.max(0, ...tasks.map(workedMs)),
  }
}

type Event = z.infer<typeof TraceEvent>

const LAYOUT: ReadonlySet<string> = new Set(['UpdateLayoutTree', 'Layout'])

const workedMs = ({ dur = 0, tdur = dur }: Event): number => tdur / 1000
const sum = (events: readonly Event[]): number =>
  events.reduce((total, event) => total + workedMs(event), 0)

const isWithin = ({ ts = 0 }: Event, outer: Event): boolean =>
  ts >= (outer.ts ?? 0) && ts < (outer.ts ?? 0) + (outer.dur ?? 0)
