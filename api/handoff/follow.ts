/**
 * The queue and one's own bell, followed live: first the list, then each hand-off that is new, has changed or is over.
 *
 * News carries an id; this process reads the row once for all who listen in a team, however many
 * panels that are, and the list once for all who lack it. After a lost connection, of the panel or
 * of the database, the list comes again, so nothing has to be remembered of who has seen what.
 */
import { ListHandoffs } from '#shared/handoff/contract.ts'
import { type App, admit } from '../answer.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import {
  asksToFollow,
  bytesOf,
  countPlaces,
  type Following,
  type Send,
  streamEvents,
} from '../event-stream.ts'
import type { News } from '../live.ts'
import { followBells } from '../notice/follow-bells.ts'
import type { Who } from '../who.ts'
import { readHandoff } from './queries.ts'
import { concerns, tellLists } from './tell-lists.ts'

interface Listener {
  who: Who
  send: Send
}

export function followQueue(app: App): void {
  const { deps } = app
  const teams = new Map<string, TeamQueue>()
  const bellOf = followBells(deps)
  const places = countPlaces()

  app.hono.get(`/api${ListHandoffs.path}`, async (c, next) => {
    if (!asksToFollow(c)) return next()
    const who = await admit(app, ListHandoffs, c)
    const giveBack = places.take(who.personId)
    const queue = teams.get(who.teamId) ?? openTeamQueue(deps, who.teamId, (id) => teams.delete(id))
    teams.set(who.teamId, queue)
    const both = together(queue.follow(who), bellOf(who))
    return streamEvents(deps, c, who, both, giveBack)
  })
}

/** One open answer for both: browsers keep few connections to a server. */
function together(one: Following, other: Following): Following {
  let hasLeft = false
  return {
    async join(send) {
      await one.join(send)
      // Who left while the list was read hears of nothing more.
      if (!hasLeft) await other.join(send)
    },
    leave() {
      hasLeft = true
      one.leave()
      other.leave()
    },
  }
}

interface TeamQueue {
  follow(who: Who): Following
}

function openTeamQueue(deps: Deps, teamId: string, onEmpty: (teamId: string) => void): TeamQueue {
  const listeners = new Set<Listener>()
  /** Who has not been sent the list since it may have changed unheard. */
  const lacking = new Set<Listener>()
  /** One piece of news after the other, so that what is read later is also sent later. */
  let turn = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work)
    turn = done.catch((error: unknown) => {
      deps.log.warn({ err: error, teamId }, 'the queue waits')
      // The database is away: everybody gets the list once it is back, however much failed meanwhile.
      if (!isDue && listeners.size > 0) {
        isDue = true
        setTimeout(askAgain, AGAIN_MS).unref()
      }
    })
    return done
  }
  const hear = (news: News | 'missed') =>
    void inTurn(async () => {
      if (news === 'missed') {
        for (const one of listeners) lacking.add(one)
        await sendLists()
      } else if (news.about === 'handoffs') await tellAll(news.handoff, news.isChanged)
    }).catch(() => undefined)
  let isDue = false
  const askAgain = () => {
    isDue = false
    if (listeners.size > 0) hear('missed')
  }
  let end: (() => void) | undefined

  async function tellAll(handoffId: string, isChanged?: boolean): Promise<void> {
    const handoff = await inTeam(deps.db, teamId, (tx) => readHandoff(tx, teamId, handoffId))
    if (!handoff) return
    const told = JSON.stringify({ ...handoff, isChanged })
    const bytes = bytesOf(`event: handoff\ndata: ${told}\n\n`)
    for (const one of listeners) if (concerns(handoff, one.who)) one.send(bytes)
  }

  /** To whoever lacks it by now: those who have come while others were sent theirs are many. */
  async function sendLists(): Promise<void> {
    const those = [...lacking]
    const windowsOf = Map.groupBy(those, ({ who }) => who.personId)
    await tellLists(deps.db, teamId, [...windowsOf.keys()], (personId, bytes) => {
      for (const one of windowsOf.get(personId) ?? []) if (lacking.delete(one)) one.send(bytes)
    })
  }

  return {
    follow(who) {
      let listener: Listener | undefined
      return {
        join(send) {
          const joined = { who, send }
          listener = joined
          end ??= deps.live.hear('handoffs', teamId, hear)
          listeners.add(joined)
          lacking.add(joined)
          return inTurn(sendLists)
        },
        leave() {
          if (listener) {
            listeners.delete(listener)
            lacking.delete(listener)
          }
          if (listeners.size > 0) return
          end?.()
          end = undefined
          onEmpty(teamId)
        },
      }
    },
  }
}

const AGAIN_MS = 1_000
