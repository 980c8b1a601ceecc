/** What a person sets in this browser. Unknown or broken values fall back to the default. */
import * as z from 'zod/mini'
import type { Shelf } from './tokens.ts'

export const Settings = z.object({
  /** The server's address, without `/api` and without a slash at the end. */
  server: z.catch(z.optional(z.string()), undefined),
  theme: z.catch(z.enum(['system', 'dark', 'light']), 'system'),
  /** What the one big button does. `auto`: insert when the ticket is certain and its editor is open. */
  bigButton: z.catch(z.enum(['auto', 'insert', 'post']), 'auto'),
  /** The language of texts for the client. */
  clientLanguage: z.catch(z.enum(['en']), 'en'),
  /** Whose sessions along a flow begin as first-level walks. */
  firstLevelFor: z.catch(z.optional(z.string()), undefined),
})
export type Settings = z.infer<typeof Settings>

const KEY = 'settings'

export interface SettingsShelf {
  read(): Promise<Settings>
  change(change: Partial<Settings>): Promise<Settings>
  watch(tell: (settings: Settings) => void): () => void
}

export function createSettings(shelf: Shelf): SettingsShelf {
  const read = async () => Settings.parse((await shelf.read(KEY)) ?? {})
  return {
    read,
    async change(change) {
      const next = Settings.parse({ ...(await read()), ...change })
      await shelf.write(KEY, next)
      return next
    },
    watch: (tell) => shelf.watch(KEY, () => void read().then(tell)),
  }
}

export type ServerAddress = { ok: true; server: string } | { ok: false; message: string }

/** What a person typed as an address, made into one; or what is wrong with it. */
export function readServerAddress(typed: string): ServerAddress {
  const text = typed.trim()
  if (text === '') return { ok: false, message: 'Enter the address of your server.' }
  const isLocal = /^(localhost|127\.0\.0\.1)(:|\/|$)/i.test(text)
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isLocal ? 'http' : 'https'}://${text}`
  // Chrome takes a space for a part of a name, which no server has.
  if (/\s/.test(text) || !URL.canParse(full)) {
    return {
      ok: false,
      message: 'This is not an address. It looks like https://flows.example.com.',
    }
  }
  const url = new URL(full)
  const isLoopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  if (url.protocol === 'http:' && !isLoopback) {
    return {
      ok: false,
      message:
        'Passwords and tickets need an encrypted connection: the address must begin with https://. Plain http works only on this computer.',
    }
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { ok: false, message: 'The address must begin with https://.' }
  }
  if (url.username || url.password) {
    return { ok: false, message: 'Leave name and password out of the address; sign in below.' }
  }
  const path = url.pathname.replace(/\/(api\/?)?$/, '')
  return { ok: true, server: `${url.origin}${path}` }
}
