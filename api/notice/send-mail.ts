/**
 * Sends one mail to one person, and says how it went in words for the team's admin.
 *
 * The mail is built by the library from fields, so that no text of a ticket becomes a header. The
 * server is the installation's, not a customer's: it may lie in a private network. A password goes
 * to it over TLS only. The words hold nothing the server wrote.
 */
import { createTransport } from 'nodemailer'
import { wordMail } from '#shared/notice/word-mail.ts'
import type { Message } from '#shared/notice/word-message.ts'
import type { MailConfig } from './mail-config.ts'
import type { Sent } from './sent.ts'

export interface Mail extends Message {
  /** Sent twice it is the same mail. */
  id: string
  to: { name: string; address: string }
}

export type SendMail = (mail: Mail) => Promise<Sent>

/** For the connection, and for its first words. */
const TIMEOUT_MS = 10_000
/** A server that looks through a mail before it says that it took it; less, and it comes twice. */
const PATIENCE_MS = 5 * 60_000
/** A server that says a little now and then ends no timeout of its own. */
const WHOLE_MS = 6 * 60_000

export function mailBy(
  { server, from }: MailConfig,
  { timeoutMs = TIMEOUT_MS, patienceMs = PATIENCE_MS, wholeMs = WHOLE_MS } = {},
): SendMail {
  const isSecure = server.protocol === 'smtps:'
  const user = decodeURIComponent(server.username)
  return async ({ id, to, ...message }) => {
    const transport = createTransport({
      host: server.hostname.replace(/^\[|\]$/g, ''),
      port: Number(server.port || (isSecure ? 465 : 587)),
      secure: isSecure,
      requireTLS: !isSecure && user !== '',
      ...(user ? { auth: { user, pass: decodeURIComponent(server.password) } } : {}),
      ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs },
      ...{ socketTimeout: patienceMs, dnsTimeout: timeoutMs },
      ...{ maxResponseSize: 64_000, disableFileAccess: true, disableUrlAccess: true },
    })
    const { promise: tooLong, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject({ code: 'ETIMEDOUT' }), wholeMs)
    try {
      const sending = transport.sendMail({
        ...{ from, to, ...wordMail(message) },
        messageId: `<${id}@${from.address.split('@')[1]}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      await Promise.race([sending, tooLong])
      return { kind: 'taken' }
    } catch (error) {
      return tellFailure(error, to.address)
    } finally {
      clearTimeout(timer)
      transport.close()
    }
  }
}

function tellFailure(error: unknown, address: string): Sent {
  const { code, originalCode, permanent, responseCode, rejected } = asFailure(error)
  const says = responseCode ? ` (it answered ${responseCode})` : ''
  if (code === 'EENVELOPE' && rejected && permanent) {
    return {
      kind: 'never',
      why: `The mail server does not take mail for ${address}${says}. Put the address right under People, then try again.`,
    }
  }
  if (/CERT|SELF_SIGNED|ISSUER/.test(String(originalCode))) {
    return never('The mail server’s certificate cannot be trusted.')
  }
  if (permanent && code === 'EAUTH') {
    return never(`The mail server does not accept the name or password of SMTP_URL${says}.`)
  }
  if (permanent && code === 'ETLS') return never(`The mail server offers no TLS${says}.`)
  if (permanent) return never(`The mail server refuses what is sent${says}.`)
  if (code === 'ETIMEDOUT') return later('The mail server did not answer in time.')
  return later(`The mail server cannot be reached or takes nothing now${says}.`)
}

const ASK = 'Whoever runs the server has to look at it; then try again.'
const never = (why: string): Sent => ({ kind: 'never', why: `${why} ${ASK}` })
const later = (why: string): Sent => ({ kind: 'later', why: `${why} ${ASK}` })

interface Failure {
  code?: unknown
  /** What the system or TLS called it. */
  originalCode?: unknown
  permanent?: unknown
  responseCode?: unknown
  rejected?: unknown
}

const asFailure = (error: unknown): Failure =>
  typeof error === 'object' && error !== null ? error : {}
