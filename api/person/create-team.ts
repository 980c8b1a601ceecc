/**
 * Makes a team with its first people: from the command line, for the demonstration, in tests.
 * A team that is there already, by its id, is left as it is.
 */
import { Email, NewPassword, PersonName, TeamName } from '#shared/person/person.ts'
import type { Role } from '#shared/person/rights.ts'
import { recordAudit } from '../audit.ts'
import { inTeam, isTaken } from '../db.ts'
import type { Deps } from '../deps.ts'
import { hashPassword } from '../sign-in/password.ts'
import { whyWeak } from '../sign-in/weak-password.ts'
import { insertPerson, insertTeam, listPeople, lockPeople } from './queries.ts'

export interface NewTeam {
  id?: string
  name: string
  people: readonly {
    id?: string
    email: string
    name: string
    role: Role
    isLead: boolean
    password: string
  }[]
}

/** The team's id. Throws with a sentence when something about it cannot be. */
export async function createTeam(
  {
    db,
    now,
    newId,
    passwordCost,
    config,
  }: Pick<Deps, 'db' | 'now' | 'newId' | 'passwordCost' | 'config'>,
  team: NewTeam,
): Promise<string> {
  const teamId = team.id ?? newId()
  const known = await inTeam(db, teamId, (tx) => listPeople(tx, teamId))
  if (known.length > 0) return teamId

  if (!TeamName.safeParse(team.name).success) {
    throw new Error('The name of the team must have 1 to 120 characters.')
  }
  const people = await Promise.all(
    team.people.map(async ({ password, ...person }) => {
      const email = Email.safeParse(person.email)
      if (!email.success) throw new Error(`“${person.email}” is not an e-mail address.`)
      if (!PersonName.safeParse(person.name).success) {
        throw new Error('A person’s name must have 1 to 120 characters.')
      }
      if (!NewPassword.safeParse(password).success) {
        throw new Error('The password must have at least 15 characters.')
      }
      const { isDemo } = config
      const weakness = await whyWeak(password, { ...person, teamName: team.name, isDemo })
      if (weakness) throw new Error(weakness)
      return {
        ...person,
        email: email.data,
        id: person.id ?? newId(),
        passwordHash: await hashPassword(password, passwordCost),
      }
    }),
  )
  await inTeam(db, teamId, async (tx) => {
    // Another process may be making the same one.
    await lockPeople(tx, teamId)
    if ((await listPeople(tx, teamId)).length > 0) return
    await insertTeam(tx, { id: teamId, name: team.name, createdAt: now() })
    for (const person of people) {
      await insertPerson(tx, { ...person, teamId, createdAt: now() })
    }
    await recordAudit(tx, { teamId, at: now(), personId: null, act: 'team.created' })
  }).catch((error: unknown) => {
    if (isTaken(error, 'person_email')) {
      throw new Error('One of these e-mail addresses is in use already. Choose another one.')
    }
    throw error
  })
  return teamId
}
