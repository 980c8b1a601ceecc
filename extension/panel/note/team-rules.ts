/**
 * What the team has said of its notes and whose names must not stand in them, as the server has it,
 * kept in this browser: without a server what was last known holds.
 */
import type { Levels } from '#shared/note/level.ts'
import type { RoundingStep } from '#shared/note/round-time.ts'
import type { LocalStore } from '../../client/local-store.ts'
import type { Client } from '../../client.ts'

const LIST = 'note checks'
const CLIENTS = 'clients'

export interface TeamRules {
  /** How hard each check is taken, where otherwise than usual. */
  levels: Levels
  /** To what the time that is entered is rounded up. */
  roundUpTo: RoundingStep
  /** The team's clients, in one spelling. */
  clients: readonly string[]
}

export async function readTeamRules(db: Pick<LocalStore, 'lists'>): Promise<TeamRules> {
  const [rule, names] = await Promise.all([db.lists.get(LIST), db.lists.get(CLIENTS)])
  return {
    levels: rule?.levels ?? {},
    roundUpTo: rule?.roundUpTo ?? 0,
    clients: names?.clients ?? [],
  }
}

/** Asks the server; what cannot be had stays as it was kept. */
export async function refreshTeamRules(
  db: Pick<LocalStore, 'lists'>,
  { ask }: Pick<Client, 'ask'>,
): Promise<void> {
  const [{ ReadNoteCheckRule }, { ListClientNames }] = await Promise.all([
    import('#shared/note/check-rule.ts'),
    import('#shared/note/other-clients.ts'),
  ])
  const [rule, clients] = await Promise.all([ask(ReadNoteCheckRule, {}), ask(ListClientNames, {})])
  const at = new Date().toISOString()
  if (rule.ok) {
    const { levels, roundUpTo } = rule.value
    await db.lists.put({ name: LIST, levels, roundUpTo, at })
  }
  if (clients.ok) await db.lists.put({ name: CLIENTS, clients: clients.value.names, at })
}
