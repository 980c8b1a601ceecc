/**
 * What the team has said of its notes, as the server has it, kept in this browser: without a server
 * what was last known holds.
 */
import type { Levels } from '#shared/note/level.ts'
import type { LocalStore } from '../../client/local-store.ts'
import type { Client } from '../../client.ts'

const LIST = 'note checks'

export interface TeamRules {
  /** How hard each check is taken, where otherwise than usual. */
  levels: Levels
}

export async function readTeamRules(db: Pick<LocalStore, 'lists'>): Promise<TeamRules> {
  const kept = await db.lists.get(LIST)
  return { levels: kept?.levels ?? {} }
}

/** Asks the server; what cannot be had stays as it was kept. */
export async function refreshTeamRules(
  db: Pick<LocalStore, 'lists'>,
  { ask }: Pick<Client, 'ask'>,
): Promise<void> {
  const { ReadNoteCheckRule } = await import('#shared/note/check-rule.ts')
  const answer = await ask(ReadNoteCheckRule, {})
  if (!answer.ok) return
  const { levels } = answer.value
  await db.lists.put({ name: LIST, levels, at: new Date().toISOString() })
}
