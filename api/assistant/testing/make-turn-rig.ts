/** A team with sessions on tickets and short ways to ask FlowPilot, at the front door. */
import type { OpenDatabase } from '#db/open.ts'
import { StartTurn, type Turn } from '#shared/assistant/contract.ts'
import { TurnNews } from '#shared/assistant/turn-news.ts'
import type { RequestOf } from '#shared/route.ts'
import type { EventData } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import { createApp } from '../../app.ts'
import { inTeam } from '../../db.ts'
import { tell } from '../../live.ts'
import { makeNoteRig, type NoteRig } from '../../note/testing/make-note-rig.ts'
import { readSession } from '../../session/queries.ts'
import { followEvents } from '../../testing/follow-events.ts'
import { makeEvent } from '../../testing/make-events.ts'
import { type Answered, type Kind, signInDirectly } from '../../testing/make-team.ts'
import { insertTurn, keepProgress, type ShownTurn } from '../queries.ts'

type Asked = Omit<RequestOf<typeof StartTurn>, 'sessionId'>

export interface TurnRig extends NoteRig {
  /** Asks for a turn and answers as the API did, at once. */
  start(sessionId: string, asked: Partial<Asked>, kind?: Kind): Promise<Answered>
  /** Asks for a turn and waits until it has ended. */
  turn(sessionId: string, asked: Partial<Asked>, kind?: Kind): Promise<Turn>
  /** Records events as the panel would. */
  append(sessionId: string, ...data: EventData[]): Promise<Answered>
  session(sessionId: string): Promise<Session>
  follow(sessionId: string, kind?: Kind): Promise<TurnFollower>
  /** A turn that another process runs, as this one sees it: a row. */
  startElsewhere(sessionId: string): Promise<ShownTurn>
  /** What that other process has said so far. */
  progress(row: ShownTurn, text: string): Promise<void>
}

export interface TurnFollower {
  status: number
  /** The next so many news; fewer when the stream has ended. */
  next(count: number): Promise<TurnNews[]>
  /** Everything up to the end of a turn. */
  untilDone(): Promise<TurnNews[]>
  /** Everything up to the first words. */
  untilSaid(): Promise<TurnNews[]>
  end(): void
}

export async function makeTurnRig(
  database: OpenDatabase,
  options: Parameters<typeof makeNoteRig>[1] = {},
): Promise<TurnRig> {
  const rig = await makeNoteRig(database, options)
  const { deps, team } = rig
  const hono = createApp(deps)
  const start: TurnRig['start'] = async (sessionId, asked, kind = 'engineer') => {
    const cause = asked.text === undefined ? 'recorded' : 'message'
    const body = { turnId: deps.newId(), cause, ...asked }
    return (await rig.as(kind))('POST', `/sessions/${sessionId}/turns`, body)
  }
  const more: Omit<TurnRig, keyof NoteRig> = {
    start,
    async turn(sessionId, asked, kind = 'engineer') {
      const turnId = asked.turnId ?? deps.newId()
      const { status, body } = await start(sessionId, { ...asked, turnId }, kind)
      if (status !== 200) throw new Error(JSON.stringify(body))
      await deps.turns.settled()
      const again = await start(sessionId, { ...asked, turnId }, kind)
      return StartTurn.response.parse(again.body)
    },
    async append(sessionId, ...data) {
      const version = await inTeam(deps.db, team.id, (tx) => readSession(tx, team.id, sessionId))
      const events = data.map((one) => makeEvent(team.people.engineer, one))
      const ask = await rig.as('engineer')
      return ask('POST', `/sessions/${sessionId}/events`, { after: version?.version ?? 0, events })
    },
    async session(sessionId) {
      const session = await rig.fold(sessionId)
      if (!session) throw new Error('no such session')
      return session
    },
    async follow(sessionId, kind = 'viewer') {
      const end = new AbortController()
      const token = await signInDirectly(deps, team.id, team.people[kind].id)
      const path = `/api/sessions/${sessionId}/turns/live`
      const { status, read } = await followEvents(hono, path, { token, signal: end.signal })
      const nextOne = async () => {
        const message = await read()
        return message && TurnNews.parse(JSON.parse(message.data))
      }
      const untilTrue = async (isEnough: (all: TurnNews[]) => boolean) => {
        const all: TurnNews[] = []
        while (!isEnough(all)) {
          const news = await nextOne()
          if (!news) break
          all.push(news)
        }
        return all
      }
      return {
        status,
        next: (count) => untilTrue((all) => all.length >= count),
        untilSaid: () => untilTrue((all) => all.at(-1)?.type === 'delta'),
        untilDone: () => untilTrue((all) => all.at(-1)?.type === 'done'),
        end: () => end.abort(),
      }
    },
    async startElsewhere(sessionId) {
      const at = deps.now()
      return inTeam(deps.db, team.id, async (tx) => {
        const session = await readSession(tx, team.id, sessionId)
        return insertTurn(tx, {
          teamId: team.id,
          sessionId,
          id: deps.newId(),
          personId: team.people.engineer.id,
          askedHash: 'elsewhere',
          cause: 'message',
          isDeep: false,
          state: 'running',
          phase: 'reading',
          baseVersion: session?.version ?? 0,
          leaseBy: deps.newId(),
          leaseUntil: new Date(at.getTime() + 30_000),
          startedAt: at,
        })
      })
    },
    progress: (row, text) =>
      inTeam(deps.db, team.id, async (tx) => {
        await keepProgress(tx, row, { phase: 'writing', text, tier: 'standard', reasons: [] })
        await tell(tx, { about: 'turn', team: team.id, id: row.sessionId })
      }),
  }
  return Object.assign(rig, more)
}
