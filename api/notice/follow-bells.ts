/**
 * Everybody's own bell, followed live beside the queue.
 *
 * A hand-over rings at many at once: this process reads the bells of a team together, and each once
 * for all windows of its person. The newest come with each change: a bell shows a few, and nothing
 * has to be remembered of it. While the database is away it is asked again and again, by one timer.
 */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { bytesOf, type Following, type Send } from '../event-stream.ts'
import type { Asker } from '../who.ts'
import { listNoticesOf } from './queries.ts'

export function followBells(deps: Deps): (asker: Asker) => Following {
  const teams = new Map<string, TeamBells>()
  return ({ teamId, personId }) => {
    let leave: (() => void) | undefined
    return {
      join(send) {
        const bells = teams.get(teamId) ?? openTeamBells(deps, teamId, () => teams.delete(teamId))
        teams.set(teamId, bells)
        const window = { personId, send }
        leave = () => bells.leave(window)
        return bells.join(window)
      },
      leave: () => leave?.(),
    }
  }
}

/** One of a person's panels or tabs. */
interface Window {
  personId: string
  send: Send
}

interface TeamBells {
  join(window: Window): Promise<void>
  leave(window: Window): void
}

function openTeamBells(deps: Deps, teamId: string, onEmpty: () => void): TeamBells {
  const people = new Map<string, { windows: Set<Window>; end: () => void }>()
  /** Who has not been sent what there is by now. */
  const due = new Set<Window>()
  let reading: Promise<void> | undefined
  let again: NodeJS.Timeout | undefined

  function ring(personId: string): void {
    for (const window of people.get(personId)?.windows ?? []) due.add(window)
    readDue().catch(() => undefined)
  }

  /** One reading after the other: what is read later is also sent later. */
  function readDue(): Promise<void> {
    reading ??= readAllDue()
    return reading
  }

  async function readAllDue(): Promise<void> {
    // What one change has told of comes in one piece: all of it is due before the first is read.
    await Promise.resolve()
    try {
      while (due.size > 0) await readSome()
    } catch (error) {
      deps.log.warn({ err: error, teamId }, 'the bells wait')
      again ??= setTimeout(() => {
        again = undefined
        readDue().catch(() => undefined)
      }, AGAIN_MS).unref()
      throw error
    } finally {
      // At once with the last look: whoever is due from now on is read anew.
      reading = undefined
    }
  }

  async function readSome(): Promise<void> {
    const windows = takeDue()
    const ids = new Set(windows.map(({ personId }) => personId))
    try {
      const bells = await inTeam(deps.db, teamId, (tx) => listNoticesOf(tx, teamId, [...ids]))
      const told = new Map([...bells].map(([id, bell]) => [id, tellBell(bell)]))
      for (const { personId, send } of windows) {
        const bytes = told.get(personId)
        if (bytes) send(bytes)
      }
    } catch (error) {
      for (const window of windows) if (isHere(window)) due.add(window)
      throw error
    }
  }

  /** All windows of so many people. */
  function takeDue(): Window[] {
    const ids = new Set<string>()
    const taken: Window[] = []
    for (const window of due) {
      if (ids.size === MOST_AT_ONCE && !ids.has(window.personId)) continue
      ids.add(window.personId)
      taken.push(window)
      due.delete(window)
    }
    return taken
  }

  const isHere = (window: Window) => people.get(window.personId)?.windows.has(window) ?? false

  return {
    join(window) {
      const { personId } = window
      const person = people.get(personId) ?? {
        windows: new Set(),
        end: deps.live.hear('notices', personId, () => ring(personId)),
      }
      people.set(personId, person)
      person.windows.add(window)
      due.add(window)
      return readDue()
    },
    leave(window) {
      due.delete(window)
      const person = people.get(window.personId)
      if (!person?.windows.delete(window) || person.windows.size > 0) return
      person.end()
      people.delete(window.personId)
      if (people.size > 0) return
      clearTimeout(again)
      onEmpty()
    },
  }
}

const tellBell = (bell: object) => bytesOf(`event: notices\ndata: ${JSON.stringify(bell)}\n\n`)

/** People whose bells are read in one go: some thousand notices. */
const MOST_AT_ONCE = 50
const AGAIN_MS = 1_000
