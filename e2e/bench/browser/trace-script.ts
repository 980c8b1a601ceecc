/** What an extension's script did on a page's main thread, out of the browser's own trace. */
import type { Page } from 'puppeteer-core'
import * as z from 'zod/mini'

export interface Traced {
  calls: number
  totalMs: number
  /** The longest stretch from the browser calling the script until it came back. */
  longestMs: number
  /** The longest task of the thread, whoever it was. */
  longestTaskMs: number
}

const TraceEvent = z.object({
  name: z.string(),
  pid: z.optional(z.number()),
  tid: z.optional(z.number()),
  dur: z.optional(z.number()),
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
  const [first] = ours
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name === 'RunTask' && pid === first?.pid && tid === first?.tid,
  )
  const ms = (events: typeof ours) => events.map(({ dur = 0 }) => dur / 1000)
  return {
    calls: ours.length,
    totalMs: ms(ours).reduce((sum, one) => sum + one, 0),
    longestMs: Math.max(0, ...ms(ours)),
    longestTaskMs: Math.max(0, ...ms(tasks)),
  }
}
