/**
 * Steers a stand-in that runs on its own, under `/_standin/`: faults, switches, the clock, the
 * ledger, a fresh start, and what another technician does meanwhile. The same things can be done
 * in process on the objects themselves. Not part of what ConnectWise has; no product code may
 * know these addresses.
 */

import type { Context } from 'hono'
import { Hono } from 'hono'
import * as z from 'zod/mini'
import { type Faults, NewFault } from './faults.ts'
import { Rights, type SwitchBoard, Switches } from './rest/switches.ts'
import type { World } from './world.ts'

const SwitchesChange = z.extend(z.partial(Switches), { rights: z.optional(z.partial(Rights)) })

const NoteByHand = z.object({
  ticketId: z.int(),
  text: z.string(),
  on: z._default(z.enum(['discussion', 'internal', 'resolution']), 'internal'),
  /** Login name of the member who writes. */
  member: z._default(z.string(), 'mlindqvist'),
})
const TicketByHand = z.object({
  statusId: z.optional(z.int()),
  summary: z.optional(z.string()),
  ownerId: z.optional(z.int()),
  member: z._default(z.string(), 'mlindqvist'),
})

export function createControl(parts: {
  world: World
  switches: SwitchBoard
  faults: Faults
}): Hono {
  const { world, switches, faults } = parts
  const control = new Hono()

  control.get('/', (c) =>
    c.json({
      companyId: world.companyId,
      now: world.stamp(),
      tickets: world.tickets().map((t) => ({ id: t.id, summary: t.summary })),
      faults: faults.list(),
      switches: switches.now,
    }),
  )
  control.get('/faults', (c) => c.json(faults.list()))
  control.post('/faults', (c) => withBody(c, NewFault, (fault) => c.json(faults.add(fault), 201)))
  control.delete('/faults', (c) => {
    faults.clear()
    return c.body(null, 204)
  })
  control.delete('/faults/:id', (c) => {
    faults.remove(Number(c.req.param('id')))
    return c.body(null, 204)
  })
  /** `?since=<seq>` leaves out what is known, `?kind=write` shows one kind. */
  control.get('/ledger', (c) => {
    const since = Number(c.req.query('since') ?? 0)
    const kind = c.req.query('kind')
    return c.json(world.ledger.filter((e) => e.seq > since && (!kind || e.kind === kind)))
  })
  control.get('/switches', (c) => c.json(switches.now))
  control.patch('/switches', (c) =>
    withBody(c, SwitchesChange, (changes) => {
      switches.set(changes)
      return c.json(switches.now)
    }),
  )
  control.post('/clock', (c) =>
    withBody(c, z.object({ moveMs: z.int() }), ({ moveMs }) => {
      world.moveClock(moveMs)
      return c.json({ now: world.stamp() })
    }),
  )
  control.post('/reset', (c) => {
    world.reset()
    faults.clear()
    switches.reset()
    return c.body(null, 204)
  })
  /** A note by somebody else, as if typed into the page. */
  control.post('/notes', (c) =>
    withBody(c, NoteByHand, ({ ticketId, text, on, member }) => {
      const author = world.memberByIdentifier(member)
      if (!author || !world.ticket(ticketId))
        return c.json({ message: 'No such ticket or member.' }, 404)
      const note = world.addNote(
        {
          ticketId,
          text,
          detailDescriptionFlag: on === 'discussion',
          internalAnalysisFlag: on === 'internal',
          resolutionFlag: on === 'resolution',
          memberId: author.id,
        },
        { member: author.identifier, via: 'page' },
      )
      return c.json(note, 201)
    }),
  )
  control.patch('/tickets/:id', (c) =>
    withBody(c, TicketByHand, ({ member, ...changes }) => {
      const id = Number(c.req.param('id'))
      if (!world.ticket(id)) return c.json({ message: 'No such ticket.' }, 404)
      if (changes.statusId !== undefined && !world.status(changes.statusId))
        return c.json({ message: 'No such status.' }, 404)
      return c.json(world.patchTicket(id, changes, { member, via: 'page' }))
    }),
  )
  return control
}

async function withBody<T>(
  c: Context,
  schema: z.ZodMiniType<T>,
  answer: (body: T) => Response,
): Promise<Response> {
  const body: unknown = await c.req.json().catch(() => undefined)
  const parsed = schema.safeParse(body)
  if (parsed.success) return answer(parsed.data)
  return c.json({ message: z.prettifyError(parsed.error) }, 400)
}
