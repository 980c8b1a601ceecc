/**
 * The servers an operator vouches for, by name: an own ConnectWise or chat in a private network.
 *
 * `PSA_ALLOWED_HOSTS` and `WEBHOOK_ALLOWED_HOSTS` are a list separated by commas. Each entry is exactly one host:
 *
 *   cw.example.org                    https on 443, wherever the name leads
 *   cw.example.org:8443               https on another port
 *   http://localhost:4010             plain http, for trying things on one computer
 *   cw.example.org=10.2.0.7:8443      the same name, reached at another address
 */
export interface AllowedHost {
  protocol: 'https:' | 'http:'
  host: string
  connectHost?: string
  connectPort?: number
}

/** Undefined when the text is not such a list; the configuration says so at start. */
export function readAllowedHosts(text: string): AllowedHost[] | undefined {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(readEntry)
  return entries.every((entry) => entry !== undefined) ? entries : undefined
}

export const findAllowed = (allowed: readonly AllowedHost[], url: URL): AllowedHost | undefined =>
  url.username || url.password
    ? undefined
    : allowed.find((entry) => entry.protocol === url.protocol && entry.host === url.host)

function readEntry(entry: string): AllowedHost | undefined {
  const [name = '', target, ...more] = entry.split('=')
  const url = readHost(name)
  if (!url || more.length > 0) return undefined
  const named = { protocol: url.protocol === 'http:' ? 'http:' : 'https:', host: url.host } as const
  if (target === undefined) return named
  const at = readHost(target)
  if (!at) return undefined
  return {
    ...named,
    connectHost: at.hostname.replace(/^\[|\]$/g, ''),
    ...(at.port ? { connectPort: Number(at.port) } : {}),
  }
}

function readHost(text: string): URL | undefined {
  const address = text.includes('://') ? text : `https://${text}`
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const isBare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  const isName = /^[a-z0-9.-]+$|^\[[0-9a-f:.]+\]$/.test(url.hostname)
  return isBare && isName && /^https?:$/.test(url.protocol) ? url : undefined
}
