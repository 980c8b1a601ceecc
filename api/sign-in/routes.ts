/** Signing in and out, and where one is signed in. */

import { BUILT_IN_TEAM } from '#db/migrate.ts'
import {
  ChangeOwnPassword,
  EndSignIn,
  ListSignIns,
  ProveSelf,
  RefreshSignIn,
  SignIn,
  SignOut,
  WhoAmI,
} from '#shared/person/contract.ts'
import { PROOF_HOLDS_MS } from '#shared/person/proof.ts'
import { Refused, refuse } from '#shared/route.ts'
import { type App, answer, answerAtOnce } from '../answer.ts'
import { recordAudit } from '../audit.ts'
import { atDoor, inTeam } from '../db.ts'
import { tell } from '../live.ts'
import { countAttempt, slowDown } from './attempts.ts'
import { hashPassword, isPassword } from './password.ts'
import {
  endFamilies,
  findAccount,
  holdPasswordHash,
  listFamilies,
  proveFamily,
  psaOf,
  readPasswordHash,
  replacePasswordHash,
} from './queries.ts'
import { beginFamily, refresh, signOut } from './refresh-token.ts'
import { whyWeak } from './weak-password.ts'

export function signInRoutes(app: App): void {
  const { deps } = app
  const { db, now, passwordCost } = deps

  answer(app, SignIn, async ({ email, password, device = '' }, _, { address }) => {
    const attempt = await countAttempt(deps, email, address)
    const account = await atDoor(db, (tx) => findAccount(tx, email, attempt.addressHash))
    await slowDown(deps, attempt, account?.isFamiliar === true)
    const isRight = await isPassword(password, account?.passwordHash, passwordCost)
    if (!account || !isRight) {
      // Written for accounts that do not exist as well, so that both cost the same.
      const teamId = account?.teamId ?? BUILT_IN_TEAM
      await inTeam(db, teamId, (tx) =>
        recordAudit(tx, {
          teamId,
          at: now(),
          personId: account?.id ?? null,
          act: 'sign-in.tried',
          address,
          result: 'refused',
        }),
      )
      return refuse('notSignedIn', WRONG)
    }
    await attempt.succeeded()
    return inTeam(db, account.teamId, async (tx) => {
      const { teamId, id: personId } = account
      // Looking took a while: a new password or a removal in between ends this sign-in too.
      const stillIs = await holdPasswordHash(tx, teamId, personId)
      if (stillIs !== account.passwordHash) refuse('notSignedIn', WRONG)
      await recordAudit(tx, { teamId, at: now(), personId, act: 'sign-in.begun', address })
      return beginFamily(deps, tx, {
        teamId,
        personId,
        device,
        addressHash: attempt.addressHash,
      })
    })
  })

  answer(app, RefreshSignIn, ({ refreshToken }, _, { address }) =>
    refresh(deps, refreshToken, address),
  )

  answer(app, SignOut, async ({ refreshToken }, _, { address }) => {
    await signOut(deps, refreshToken, address)
    return {}
  })

  answerAtOnce(
    app,
    WhoAmI,
    (_, claims) => psaOf(claims),
    ([psa], { personId, teamId, teamName, email, name, role, isLead, createdAt }) => ({
      person: { id: personId, email, name, role, isLead, isRemoved: false, createdAt },
      team: { id: teamId, name: teamName },
      psa: {
        siteOrigin: psa?.site ?? null,
        member:
          psa?.memberId && psa.identifier !== null && psa.name !== null
            ? { memberId: psa.memberId, identifier: psa.identifier, name: psa.name }
            : null,
      },
    }),
  )

  answer(app, ChangeOwnPassword, async ({ current, next }, who, { address }) => {
    const { teamId, personId, signInId } = who
    const weakness = await whyWeak(next, { ...who, isDemo: deps.config.isDemo })
    if (weakness) throw problemWith('next', weakness)
    if (next.normalize('NFKC') === current.normalize('NFKC')) {
      throw problemWith('next', 'This is the present password. Choose another one.')
    }
    const attempt = await countAttempt(deps, who.email, address)
    const stored = await inTeam(db, teamId, (tx) => readPasswordHash(tx, teamId, personId))
    if (!stored || !(await isPassword(current, stored, passwordCost))) {
      throw problemWith('current', 'The present password is not this one.')
    }
    await attempt.succeeded()
    const hash = await hashPassword(next, passwordCost)
    await inTeam(db, teamId, async (tx) => {
      // Looking took a while: a password that an admin gave in between is not undone.
      if (!(await replacePasswordHash(tx, who, stored, hash))) {
        throw problemWith('current', 'The password was changed just now. Sign in with the new one.')
      }
      await endFamilies(tx, { teamId, personId, except: signInId }, now(), 'password changed')
      await recordAudit(tx, { teamId, at: now(), personId, act: 'password.changed', address })
      await tell(tx, { about: 'access', team: teamId, id: personId })
    })
    return {}
  })

  answer(app, ProveSelf, async ({ password }, who, { address }) => {
    const { teamId, personId } = who
    const attempt = await countAttempt(deps, who.email, address)
    const stored = await inTeam(db, teamId, (tx) => readPasswordHash(tx, teamId, personId))
    const isRight = await isPassword(password, stored, passwordCost)
    const at = now()
    await inTeam(db, teamId, async (tx) => {
      if (isRight) await proveFamily(tx, who, at)
      const result = isRight ? 'done' : 'refused'
      await recordAudit(tx, { teamId, at, personId, act: 'password.proved', address, result })
    })
    if (!isRight) throw problemWith('password', 'This is not your password. Try again.')
    await attempt.succeeded()
    return { provenUntil: new Date(at.getTime() + PROOF_HOLDS_MS).toISOString() }
  })

  answer(app, ListSignIns, async (_, who) => {
    const families = await inTeam(db, who.teamId, (tx) =>
      listFamilies(tx, who.teamId, who.personId, now()),
    )
    return {
      signIns: families.map((family) => ({ ...family, isThisOne: family.id === who.signInId })),
    }
  })

  answer(app, EndSignIn, async ({ signInId }, who, { address }) => {
    const { teamId, personId } = who
    await inTeam(db, teamId, async (tx) => {
      const count = await endFamilies(tx, { teamId, personId, only: signInId }, now(), 'ended')
      if (count === 0) refuse('notFound', 'This sign-in has ended already.')
      const at = now()
      await recordAudit(tx, {
        teamId,
        at,
        personId,
        act: 'sign-in.ended',
        object: signInId,
        address,
      })
      await tell(tx, { about: 'access', team: teamId, id: personId })
    })
    return {}
  })
}

const WRONG = 'The e-mail address or the password is wrong.'

const problemWith = (at: string, message: string) =>
  new Refused('badRequest', message, { problems: [{ at, message }] })
