/**
 * The people of a team.
 *
 * Nobody changes their own role, and a team always keeps somebody who can run it: both are
 * looked at with changes of people held still, so that two admins cannot demote each other
 * at the same moment. Who is removed loses access with the next request; their records stay, and
 * what waited for them by name is told to the leads.
 */
import {
  AddPerson,
  ChangePerson,
  GivePassword,
  ListPeople,
  RemovePerson,
} from '#shared/person/contract.ts'
import { mayDo } from '#shared/person/rights.ts'
import { Refused, refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { recordAudit } from '../audit.ts'
import { inTeam, isTaken, type Tx } from '../db.ts'
import { tellLeft } from '../handoff/tell-left.ts'
import { tell } from '../live.ts'
import { hashPassword } from '../sign-in/password.ts'
import { endFamilies } from '../sign-in/queries.ts'
import { type PasswordOf, whyWeak } from '../sign-in/weak-password.ts'
import type { Who } from '../who.ts'
import {
  changePerson,
  countOtherAdmins,
  insertPerson,
  listPeople,
  lockPeople,
  readPerson,
  releaseMember,
  tellPerson,
} from './queries.ts'

export function personRoutes(app: App): void {
  const { deps } = app
  const { db, now, newId, passwordCost, config } = deps

  answer(app, ListPeople, async (_, who) => {
    const people = await inTeam(db, who.teamId, (tx) => listPeople(tx, who.teamId))
    return { people: people.map(tellPerson) }
  })

  answer(app, AddPerson, async ({ password, ...person }, who, { address }) => {
    refuseAboveOwn(who, person.role)
    await refuseWeak(password, { ...person, teamName: who.teamName })
    const passwordHash = await hashPassword(password, passwordCost)
    const id = newId()
    const { teamId } = who
    return inTeam(db, teamId, async (tx) => {
      const added = await insertPerson(tx, {
        ...person,
        teamId,
        id,
        passwordHash,
        mustChangePassword: true,
        createdAt: now(),
      })
      await recordAudit(tx, audit(who, now(), 'person.added', id, address))
      return tellPerson(added)
    }).catch((error: unknown) => {
      if (isTaken(error, 'person_email')) {
        const message = 'This e-mail address is in use. Choose another one.'
        throw new Refused('conflict', message, { problems: [{ at: 'email', message }] })
      }
      throw error
    })
  })

  answer(app, ChangePerson, async ({ personId, ...change }, who, { address }) =>
    inTeam(db, who.teamId, async (tx) => {
      const before = await holdPerson(tx, who, personId)
      if (before.removedAt) refuse('conflict', 'This person was removed. Add them anew.')
      if (change.role !== undefined && change.role !== before.role) {
        if (personId === who.personId) {
          refuse('notAllowed', 'Nobody changes their own role. Ask another admin of the team.')
        }
        refuseAboveOwn(who, change.role)
        if (before.role === 'team_admin') await refuseForLastAdmin(tx, who.teamId, personId)
      }
      const wanted = Object.entries(change).filter(([, value]) => value !== undefined)
      if (wanted.length === 0) return tellPerson(before)
      const changed = await changePerson(tx, who.teamId, personId, Object.fromEntries(wanted))
      await recordAudit(tx, audit(who, now(), 'person.changed', personId, address))
      if (!mayDo(changed, 'workOnSessions')) await tellLeft(tx, deps, who, changed)
      await tell(tx, { about: 'access', team: who.teamId, id: personId })
      return tellPerson(changed)
    }),
  )

  answer(app, GivePassword, async ({ personId, password }, who, { address }) => {
    if (personId === who.personId) {
      refuse('notAllowed', 'Change your own password where you are asked for the present one.')
    }
    const passwordHash = await hashPassword(password, passwordCost)
    return inTeam(db, who.teamId, async (tx) => {
      const person = await holdPerson(tx, who, personId)
      if (person.removedAt) refuse('conflict', 'This person was removed. Add them anew.')
      await refuseWeak(password, { ...person, teamName: who.teamName })
      const at = now()
      const changed = await changePerson(tx, who.teamId, personId, {
        passwordHash,
        mustChangePassword: true,
      })
      await endFamilies(tx, { teamId: who.teamId, personId }, at, 'password given')
      await recordAudit(tx, audit(who, at, 'password.given', personId, address))
      await tell(tx, { about: 'access', team: who.teamId, id: personId })
      return tellPerson(changed)
    })
  })

  answer(app, RemovePerson, async ({ personId }, who, { address }) =>
    inTeam(db, who.teamId, async (tx) => {
      const before = await holdPerson(tx, who, personId)
      if (before.removedAt) return tellPerson(before)
      if (personId === who.personId) {
        refuse('notAllowed', 'Nobody removes themselves. Ask another admin of the team.')
      }
      if (before.role === 'team_admin') await refuseForLastAdmin(tx, who.teamId, personId)
      const at = now()
      const removed = await changePerson(tx, who.teamId, personId, { removedAt: at })
      await endFamilies(tx, { teamId: who.teamId, personId }, at, 'removed')
      await releaseMember(tx, who.teamId, personId)
      await recordAudit(tx, audit(who, at, 'person.removed', personId, address))
      await tellLeft(tx, deps, who, removed)
      await tell(tx, { about: 'access', team: who.teamId, id: personId })
      return tellPerson(removed)
    }),
  )

  async function refuseWeak(password: string, about: Omit<PasswordOf, 'isDemo'>): Promise<void> {
    const weakness = await whyWeak(password, { ...about, isDemo: config.isDemo })
    if (!weakness) return
    throw new Refused('badRequest', weakness, { problems: [{ at: 'password', message: weakness }] })
  }
}

/** The person as they are until this transaction ends. */
async function holdPerson(tx: Tx, who: Who, personId: string) {
  await lockPeople(tx, who.teamId)
  const person = await readPerson(tx, who.teamId, personId)
  if (!person) return refuse('notFound', 'There is no such person in this team.')
  refuseAboveOwn(who, person.role)
  return person
}

/** Whoever runs the installation is made and unmade only by their like. */
function refuseAboveOwn(who: Who, role: string): void {
  if (role === 'super_admin' && who.role !== 'super_admin') {
    refuse('notAllowed', 'Only whoever runs the installation may give or take this role.')
  }
}

async function refuseForLastAdmin(tx: Tx, teamId: string, personId: string): Promise<void> {
  if ((await countOtherAdmins(tx, teamId, personId)) > 0) return
  refuse('conflict', 'This is the last admin of the team. Make somebody else an admin first.')
}

const audit = (who: Who, at: Date, act: string, object: string, address: string) => ({
  teamId: who.teamId,
  personId: who.personId,
  at,
  act,
  object,
  address,
})
