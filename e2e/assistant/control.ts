/**
 * Steers a stand-in that runs on its own, under `/_standin/`: replies, faults, the clock, what was
 * asked, a fresh start. In process the same is done on the stand-in itself. Not part of what the
 * real one has; no product code may know these addresses.
 */
import * as z from 'zod/mini'
import type { Reach } from './faults.ts'
import type { AskedCall } from './ledger.ts'
import { Play, type PlayInput, Reply, type ReplyInput } from './reply.ts'

export interface Controls {
  queue(...replies: ReplyInput[]): void
  queueFor(purpose: string, ...replies: ReplyInput[]): void
  fail(play: PlayInput, reach?: Reach): void
  pending(): number
  calls: readonly AskedCall[]
  mentions(text: string): AskedCall[]
  moveClock(ms: number): void
  reset(): void
}

const NewReplies = z.object({
  /** Only for requests of this purpose; for whoever comes next when left out. */
  purpose: z.optional(z.string()),
  replies: z.array(Reply),
})
const NewFault = z.object({
  play: Play,
  times: z.optional(z.int()),
  /** A purpose. */
  when: z.optional(z.string()),
  path: z.optional(z.string()),
})

export interface ControlAnswer {
  status: number
  body: object
}

export function answerControl(
  asked: Pick<AskedCall, 'method' | 'path' | 'body'>,
  controls: Controls,
): ControlAnswer {
  const { pathname, searchParams } = new URL(asked.path, 'http://127.0.0.1')
  switch (`${asked.method} ${pathname}`) {
    case 'GET /_standin/':
      return ok({ pending: controls.pending(), calls: controls.calls.length })
    case 'GET /_standin/calls': {
      const text = searchParams.get('mentions')
      return ok(text === null ? controls.calls : controls.mentions(text))
    }
    case 'POST /_standin/replies':
      return withBody(asked.body, NewReplies, ({ purpose, replies }) =>
        purpose === undefined ? controls.queue(...replies) : controls.queueFor(purpose, ...replies),
      )
    case 'POST /_standin/faults':
      return withBody(asked.body, NewFault, ({ play, ...reach }) => controls.fail(play, reach))
    case 'POST /_standin/clock':
      return withBody(asked.body, z.object({ moveMs: z.int() }), ({ moveMs }) =>
        controls.moveClock(moveMs),
      )
    case 'POST /_standin/reset':
      controls.reset()
      return ok({})
    default:
      return { status: 404, body: { message: 'No such control.' } }
  }
}

const ok = (body: object): ControlAnswer => ({ status: 200, body })

function withBody<T>(
  body: string,
  schema: z.ZodMiniType<T>,
  act: (asked: T) => void,
): ControlAnswer {
  const parsed = schema.safeParse(readJson(body))
  if (!parsed.success) return { status: 400, body: { message: z.prettifyError(parsed.error) } }
  act(parsed.data)
  return ok({})
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
