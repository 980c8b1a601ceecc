/**
 * The outside world of a process that dies at a given point.
 *
 * Points are before and after each transaction and each call of the ticket system: everything
 * that outlives the process happens between them. From its death on nothing gets through any
 * more, as with kill -9; what was committed stays.
 */
import type { Deps } from '../../deps.ts'
import type { Psa } from '../../psa/psa.ts'

export class Died extends Error {}

export interface Mortal {
  deps: Deps
  /** Whether it lived to the end of what it did. */
  survived: () => boolean
}

export function makeMortal(deps: Deps, dieAt: number): Mortal {
  let point = 0
  const reach = () => {
    point += 1
    if (point >= dieAt) throw new Died(`at point ${dieAt}`)
  }
  async function step<T>(run: () => Promise<T>): Promise<T> {
    reach()
    const result = await run()
    reach()
    return result
  }
  const { db, psa } = deps
  const mortalDb = new Proxy(db, {
    get: (target, name) =>
      name === 'transaction'
        ? () => ({
            execute: (work: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) =>
              step(() => target.transaction().execute(work)),
          })
        : Reflect.get(target, name, target),
  })
  return {
    deps: {
      ...deps,
      db: mortalDb,
      psa: {
        ...psa,
        async of(teamId) {
          const team = await psa.of(teamId)
          return team && { ...team, psa: mortalPsa(team.psa, step) }
        },
      },
    },
    survived: () => point < dieAt,
  }
}

type Step = <T>(run: () => Promise<T>) => Promise<T>

const mortalPsa = (psa: Psa, step: Step): Psa => ({
  test: () => step(() => psa.test()),
  readTicket: (ticket) => step(() => psa.readTicket(ticket)),
  glanceAtTicket: (ticket) => step(() => psa.glanceAtTicket(ticket)),
  listClosed: (tickets) => step(() => psa.listClosed(tickets)),
  listMembers: () => step(() => psa.listMembers()),
  listConfigurations: (client) => step(() => psa.listConfigurations(client)),
  listWorkTypes: () => step(() => psa.listWorkTypes()),
  writeNote: (note) => step(() => psa.writeNote(note)),
  writeTimeEntry: (entry) => step(() => psa.writeTimeEntry(entry)),
  findNotes: (ticket, mark) => step(() => psa.findNotes(ticket, mark)),
  findTimeEntries: (ticket, mark) => step(() => psa.findTimeEntries(ticket, mark)),
  listTimeBetween: (...asked) => step(() => psa.listTimeBetween(...asked)),
})
