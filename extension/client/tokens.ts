/**
 * The sign-in of this browser profile: who is signed in where, and the two tokens.
 *
 * The access token lives in the session's storage, the refresh token in storage that only
 * the extension's own pages can read. A refresh token works once; panels, pages and the
 * worker therefore renew under one lock, and whoever comes second finds the new token
 * there already. An answer lost on the way back leaves the old token in place: the server
 * decides whether it still counts. Whoever signs out stays signed out, also when a renewal is
 * under way meanwhile.
 */
import * as z from 'zod/mini'
import type { SignedIn } from '#shared/person/contract.ts'
import { Person, Team } from '#shared/person/person.ts'
import { leavingMark } from './local-store-name.ts'
import { askAt, type Wire } from './send.ts'
import { type Answer, SIGNED_OUT } from './trouble.ts'

/** A small shelf of values by name, as `browser.storage.local` is one. */
export interface Shelf {
  read(key: string): Promise<unknown>
  write(key: string, value: unknown): Promise<void>
  remove(key: string): Promise<void>
  /** Tells of every change, also one made by another surface; returns how to stop. */
  watch(key: string, tell: () => void): () => void
}

/** The one call of the Web Locks API that we use. */
export interface Locks {
  request<T>(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    run: (lock: unknown) => Promise<T>,
  ): Promise<T>
}

export const Account = z.object({
  server: z.string(),
  refreshToken: z.string(),
  person: Person,
  team: Team,
  /** The server answers nothing until they have a password of their own. */
  mustChangePassword: z.optional(z.boolean()),
})
export type Account = z.infer<typeof Account>

const Access = z.object({ server: z.string(), token: z.string(), endsAt: z.string() })

const ACCOUNT = 'account'
const ACCESS = 'access'
const LOCK = 'resolutionflow:renew'
/** Held for the moment in which who is signed in is looked at and changed. */
export const ACCOUNT_LOCK = 'resolutionflow:account'
/** Renewed this long before it ends, so that no request is under way when it does. */
const EARLY_MS = 30_000

export interface Tokens {
  account(): Promise<Account | undefined>
  /** An access token that still works, renewed when it is about to end. */
  access(): Promise<Answer<string>>
  /** The one after `stale`; asked for when the server no longer takes it. */
  renew(stale: string): Promise<Answer<string>>
  keep(server: string, signedIn: SignedIn): Promise<void>
  /** `clear` runs as soon as nobody is signed in here any more, whatever the server answers. */
  signOut(clear?: () => Promise<void>): Promise<void>
  watch(tell: () => void): () => void
}

export interface TokensDeps extends Wire {
  local: Shelf
  session: Shelf
  locks: Locks
  now: () => number
}

export function createTokens(deps: TokensDeps): Tokens {
  const { local, session, locks, now } = deps

  const account = async () => parse(Account, await local.read(ACCOUNT))

  const held = async (server: string) => {
    const access = parse(Access, await session.read(ACCESS))
    return access && access.server === server && Date.parse(access.endsAt) - EARLY_MS > now()
      ? access.token
      : undefined
  }

  const keep: Tokens['keep'] = async (server, { accessToken, accessTokenEndsAt, ...rest }) => {
    const { refreshToken, person, team, mustChangePassword } = rest
    await local.write(ACCOUNT, { server, refreshToken, person, team, mustChangePassword })
    await session.write(ACCESS, { server, token: accessToken, endsAt: accessTokenEndsAt })
  }

  /** Gives whoever was signed in until now; nobody else than `only`, where that is handed in. */
  const forget = (only?: Account) =>
    locks.request(ACCOUNT_LOCK, {}, async () => {
      const who = await account()
      if (only && who?.refreshToken !== only.refreshToken) return undefined
      await local.remove(ACCOUNT)
      await session.remove(ACCESS)
      return who
    })

  /** False when they have signed out since the token was asked for. */
  const keepIfStill = (who: Account, signedIn: SignedIn) =>
    locks.request(ACCOUNT_LOCK, {}, async () => {
      const isStill = (await account())?.refreshToken === who.refreshToken
      if (isStill) await keep(who.server, signedIn)
      return isStill
    })

  const renewUnlike = (stale: string | undefined) =>
    locks.request(LOCK, {}, async (): Promise<Answer<string>> => {
      const who = await account()
      if (!who) return { ok: false, trouble: SIGNED_OUT }
      const already = await held(who.server)
      if (already && already !== stale) return { ok: true, value: already }
      const { refreshToken } = who
      const { RefreshSignIn } = await import('#shared/person/contract.ts')
      const answer = await askAt(deps, who.server, RefreshSignIn, { refreshToken })
      if (answer.ok) {
        return (await keepIfStill(who, answer.value))
          ? { ok: true, value: answer.value.accessToken }
          : { ok: false, trouble: SIGNED_OUT }
      }
      if (answer.trouble.code !== 'notSignedIn') return answer
      await forget(who)
      return { ok: false, trouble: SIGNED_OUT }
    })

  return {
    account,
    keep: (server, signedIn) =>
      locks.request(ACCOUNT_LOCK, {}, async () => {
        // Whoever is back keeps what an interrupted sign-out has left of theirs.
        await local.remove(leavingMark(server, signedIn.person.id))
        await keep(server, signedIn)
      }),
    async access() {
      const who = await account()
      if (!who) return { ok: false, trouble: SIGNED_OUT }
      const token = await held(who.server)
      return token ? { ok: true, value: token } : renewUnlike(undefined)
    },
    renew: renewUnlike,
    async signOut(clear = async () => undefined) {
      const who = await forget()
      const tellServer = async ({ server, refreshToken }: Account) => {
        const { SignOut } = await import('#shared/person/contract.ts')
        await askAt(deps, server, SignOut, { refreshToken })
      }
      await Promise.all([clear(), who && tellServer(who)])
    },
    watch: (tell) => local.watch(ACCOUNT, tell),
  }
}

const parse = <S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> | undefined => {
  const parsed = z.safeParse(schema, value)
  return parsed.success ? parsed.data : undefined
}
