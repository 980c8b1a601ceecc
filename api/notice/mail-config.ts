/** The mail server of an installation and whom its mail is from, as the environment says them. */
export interface MailConfig {
  server: URL
  from: { name: string; address: string }
}

export function mailServer(text: string): URL {
  // It may hold a password, so it is not repeated in the message.
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^smtps?:$/.test(url.protocol) && url.hostname && /^\/?$/.test(url.pathname)) {
    if (isEncoded(url.username) && isEncoded(url.password)) return url
    throw new Error('a % in the name or the password is written as %25.')
  }
  throw new Error('must be an address such as smtps://user:password@mail.example.com.')
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

export function mailSender(text: string): MailConfig['from'] {
  const [, name = '', address = ''] =
    /^(?:([^<>"\p{Cc}]*)<)?([^<>\s@"]+@[^<>\s@"]+)>?$/u.exec(text) ?? []
  if (address) return { name: name.trim(), address }
  throw new Error(`must be an address such as ResolutionFlow <flow@example.com>, not “${text}”.`)
}
