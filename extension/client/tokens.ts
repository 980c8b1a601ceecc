/**
 * The sign-in of this browser profile: who is signed in where, and the two tokens.
 *
 * The access token lives in the session's storage, the refresh token in storage that only
 * the extension's own pages can read. A refresh token works once; panels, pages and the
 * worker therefore renew under one lock, and whoever comes second finds the new token
 * there already. An answer lost on the way back leaves the old token in place: the server
 * decides whether it still counts.
 */
import * as z from 'zod/mini'
import type { SignedIn } from '#shared/person/contract.ts'
import { Person, Team } from '#shared/person/person.ts'
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
/** Renewed this long before it ends, so that no request is under way when it does. */
const EARLY_MS = 30_000

export interface Tokens {
  account(): Promise<Account | undefined>
  /** An access token that still works, renewed when it is about to end. */
  access(): Promise<Answer<string>>
  /** The one after `stale`; asked for when the server no longer takes it. */
  renew(stale: string): Promise<Answer<string>>
  keep(server: string, signedIn: SignedIn): Promise<void>
  signOut(): Promise<void>
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

  const forget = async () => {
    await local.remove(ACCOUNT)
    await session.remove(ACCESS)
  }

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
        await keep(who.server, answer.value)
        return { ok: true, value: answer.value.accessToken }
      }
      if (answer.trouble.code !== 'notSignedIn') return answer
      await forget()
      return { ok: false, trouble: SIGNED_OUT }
    })

  return {
    account,
    keep,
    async access() {
      const who = await account()
      if (!who) return { ok: false, trouble: SIGNED_OUT }
      const token = await held(who.server)
      return token ? { ok: true, value: token } : renewUnlike(undefined)
    },
    renew: renewUnlike,
    async signOut() {
      const who = await account()
      await forget()
      if (!who) return
      const { SignOut } = await import('#shared/person/contract.ts')
      await askAt(deps, who.server, SignOut, { refreshToken: who.refreshToken })
    },
    watch: (tell) => local.watch(ACCOUNT, tell),
  }
}

const parse = <S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> | undefined => {
  const parsed = z.safeParse(schema, value)
  return parsed.success ? parsed.data : undefined
}
