/**
 * A worker killed with kill -9 at moments nobody chose, while it writes over real sockets. Needs
 * two processes on one database, so a real Postgres; the same points are walked one by one on
 * both databases in `drain-writes.test.ts`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIENT_ID, type StandIn, startStandIn } from '../psa/testing/start-stand-in.ts'
import { TEST_KEYS } from '../testing/make-deps.ts'
import { onBoth } from '../testing/on-both.ts'
import type { DrainAsked } from './testing/drain-process.ts'
import { makeNoteRig, type NoteRig, type Post, SHORT_PATIENCE } from './testing/make-note-rig.ts'

const SCRIPT = fileURLToPath(new URL('./testing/drain-process.ts', import.meta.url))
const postgres = onBoth.filter(({ name }) => name === 'Postgres')

describe.each(postgres)('a worker that is killed, on $name', ({ open }) => {
  let standIn: StandIn
  let rig: NoteRig
  let asked: DrainAsked
  const running = new Set<ChildProcess>()
  beforeAll(async () => {
    standIn = await startStandIn()
    const database = await open()
    const ticket = standIn.world.tickets().find((t) => t.boardId === 1 && t.statusId === 17)
    rig = await makeNoteRig(database, {
      site: standIn.site,
      ticketId: ticket?.id ?? 0,
      writesAs: { engineer: 'jokafor' },
      look: standIn.look,
      now: () => new Date(),
    })
    rig.psa = standIn.psa()
    asked = {
      databaseUrl: 'url' in database.raw ? database.raw.url : '',
      teamId: rig.team.id,
      keys: TEST_KEYS,
      clientId: CLIENT_ID,
      connection: standIn.connection,
      patience: { ...SHORT_PATIENCE, looksMs: [50, 150, 300], leaseMs: 600 },
    }
  })
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL')
    await rig.close()
    await standIn.close()
  })

  async function startWorker(): Promise<ChildProcess> {
    const env = { ...process.env, DRAIN: JSON.stringify(asked) }
    const child = spawn(process.execPath, [SCRIPT], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    running.add(child)
    if (child.stdout) await once(child.stdout, 'data')
    return child
  }

  const ended = async (child: ChildProcess) => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    running.delete(child)
  }

  /** After so many calls at the stand-in, counted from now. */
  const afterCalls = (count: number) =>
    new Promise<void>((done) => {
      const before = standIn.calls().length
      const look = () => {
        if (standIn.calls().length >= before + count) done()
        else setImmediate(look)
      }
      look()
    })

  it('loses nothing and doubles nothing', async () => {
    let minute = 0
    const freshTime = () => {
      minute += 2
      const at = Date.now() - 20 * 3_600_000 + minute * 60_000
      const to = new Date(at + 60_000).toISOString()
      return { from: new Date(at).toISOString(), to, text: `Worked on the share, part ${minute}.` }
    }
    const posts: Post[] = []
    for (const calls of [2, 4, 5, 7, 10]) {
      for (let i = 0; i < 2; i++) {
        const more = { text: `round ${calls}, note ${i}`, time: freshTime() }
        const post = rig.ask(await rig.startSession(), more)
        expect(await rig.post(post)).toMatchObject({ status: 200 })
        posts.push(post)
      }
      const killedAfter = afterCalls(calls)
      const child = await startWorker()
      await killedAfter
      child.kill('SIGKILL')
      await ended(child)
    }
    const last = await startWorker()
    await ended(last)
    for (const post of posts) {
      const mark = `[rf:${post.writeId.slice(-12)}]`
      const { notes, timeEntries } = standIn.world.records
      expect(notes.filter((n) => n.text.includes(mark))).toHaveLength(1)
      expect(timeEntries.filter((e) => e.internalNotes === mark)).toHaveLength(1)
      expect(await rig.row(post.writeId)).toMatchObject({ state: 'posted' })
      const told = (await rig.events(post.sessionId)).map((event) => event.data.type)
      expect(told).toEqual(['session_started', 'note_posting', 'note_posted'])
    }
  }, 60_000)
})
