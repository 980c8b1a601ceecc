/** The door in: is this address a server of ours, and who are you. */
import type { Client } from '../client.ts'
import { type ChangePassword, changePasswordWith } from './own-password.ts'
import { askAt, type Wire } from './send.ts'
import { readServerAddress, type SettingsShelf } from './settings.ts'
import type { Tokens } from './tokens.ts'

export type ServerCheck =
  | { ok: true; server: string; isDemo: boolean }
  | { ok: false; message: string }
export type SignInResult = { ok: true } | { ok: false; message: string }

export interface SignInDoor {
  checkServer(typed: string): Promise<ServerCheck>
  setServer(server: string | undefined): Promise<void>
  signIn(server: string, email: string, password: string): Promise<SignInResult>
  /** Of whoever is signed in. */
  changePassword: ChangePassword
}

export function createSignInDoor(
  deps: Wire & {
    settings: SettingsShelf
    tokens: Pick<Tokens, 'keep' | 'access' | 'renew'>
    client: Pick<Client, 'ask'>
    /** Of this extension, as the server sees it: `chrome-extension://…`. */
    origin: string
    /** What the person sees in the list of their sign-ins. */
    device: string
  },
): SignInDoor {
  return {
    async checkServer(typed) {
      const address = readServerAddress(typed)
      if (!address.ok) return address
      const { GetHealth } = await import('#shared/health.ts')
      const answer = await askAt(deps, address.server, GetHealth, {})
      if (answer.ok) return { ok: true, server: address.server, isDemo: answer.value.isDemo }
      if (answer.trouble.kind === 'otherVersion') {
        const message = `${address.server} answers, but not as a ResolutionFlow server. Check the address for a typing error.`
        return { ok: false, message }
      }
      if (answer.trouble.kind === 'unreachable' && (await isAnybodyAt(deps, address.server))) {
        const message = `${address.server} answers, but not this extension. Either it is no ResolutionFlow server, so check the address for a typing error; or whoever runs it has to allow this extension: ALLOWED_EXTENSIONS=${deps.origin}.`
        return { ok: false, message }
      }
      return { ok: false, message: answer.trouble.message }
    },
    async setServer(server) {
      await deps.settings.change({ server })
    },
    async signIn(server, email, password) {
      const { SignIn } = await import('#shared/person/contract.ts')
      const { device } = deps
      const answer = await askAt(deps, server, SignIn, { email, password, device })
      if (!answer.ok) return { ok: false, message: answer.trouble.message }
      await deps.tokens.keep(server, answer.value)
      return { ok: true }
    },
    changePassword: changePasswordWith(deps.client, deps.tokens),
  }
}

/** Whether something answers there, though a browser does not show what to a page that is not allowed. */
function isAnybodyAt({ fetch }: Wire, server: string): Promise<boolean> {
  const signal = AbortSignal.timeout(5_000)
  return fetch(server, { mode: 'no-cors', credentials: 'omit', signal }).then(
    () => true,
    () => false,
  )
}
