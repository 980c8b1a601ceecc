/**
 * Changes one's own password. Every other sign-in ends by it; this one goes on, and what it knows
 * of the account is read anew, since a password that was given is now one of their own.
 */
import type { Client } from '../client.ts'
import type { Tokens } from './tokens.ts'
import type { Answer } from './trouble.ts'

export type ChangePassword = (current: string, next: string) => Promise<Answer<unknown>>

export const changePasswordWith =
  (client: Pick<Client, 'ask'>, tokens: Pick<Tokens, 'access' | 'renew'>): ChangePassword =>
  async (current, next) => {
    const { ChangeOwnPassword } = await import('#shared/person/contract.ts')
    const answer = await client.ask(ChangeOwnPassword, { current, next })
    if (!answer.ok) return answer
    const token = await tokens.access()
    return token.ok ? tokens.renew(token.value) : token
  }
