/**
 * What can go wrong when asking the server, as values with a sentence each.
 *
 * A sentence says what to do next. Troubles that pass by themselves are told apart from
 * answers, because work goes on during the first and the sync loop tries again.
 */
import type { RefusalBody, RefusalCode } from '#shared/route.ts'

export interface Trouble {
  kind:
    | 'noServer'
    | 'badAddress'
    | 'offline'
    | 'unreachable'
    | 'notOurServer'
    | 'otherVersion'
    | 'signedOut'
    | 'refused'
    | 'broke'
  message: string
  code?: RefusalCode
  problems?: NonNullable<RefusalBody['problems']>
  retryAfterMs?: number
}

export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble }

/** True when trying the same again later makes sense without anybody doing anything. */
export function isPassing(trouble: Trouble): boolean {
  if (trouble.kind === 'refused') {
    return trouble.code === 'tooMany' || trouble.code === 'notAvailable'
  }
  return trouble.kind === 'offline' || trouble.kind === 'unreachable' || trouble.kind === 'broke'
}

export const NO_SERVER: Trouble = {
  kind: 'noServer',
  message: 'No server is set. Enter the address of your ResolutionFlow server in Settings.',
}

export const SIGNED_OUT: Trouble = {
  kind: 'signedOut',
  message: 'You are signed out. Sign in to send what is saved here.',
}

export const OFFLINE: Trouble = {
  kind: 'offline',
  message: 'No network. Everything is saved here and sent when the network is back.',
}

/** A browser does not say why it got no answer: the three causes are named together. */
export const unreachable = (server: string): Trouble => ({
  kind: 'unreachable',
  message: server.startsWith('https:')
    ? `No answer from ${server}. Either the server is not running, the address is wrong, or this browser does not trust its certificate. Open the address in a tab to see which.`
    : `No answer from ${server}. Check that the server is running there and that the port is right.`,
})

/** Its answer was not waited for any longer; what changes something may have been done. */
export const tooSlow = (server: string, longestMs: number, isRead: boolean): Trouble => ({
  kind: 'unreachable',
  message: `${server} did not answer within ${longestMs / 1000} s: it is busy, or the line is slow. ${
    isRead
      ? 'Try again; if'
      : 'It may have done what was asked all the same: look before you try again. If'
  } it stays so, tell whoever runs the server.`,
})

export const notOurServer = (server: string): Trouble => ({
  kind: 'notOurServer',
  message: `${server} answers, but not as a ResolutionFlow server. Check the address for a typing error; it is the address without a path.`,
})

/** Said by what stands before the server: the server itself says what is too large, and by how much. */
export const TOO_LARGE: Trouble = {
  kind: 'refused',
  code: 'tooLarge',
  message:
    'It is larger than what stands before your server lets through. Ask whoever runs it to allow bodies of 11 MB.',
}

export const otherVersion = (what: 'question' | 'answer'): Trouble => ({
  kind: 'otherVersion',
  message:
    what === 'question'
      ? 'The server does not know this question, so it is older than the extension. Ask whoever runs it to update it; your work is saved here.'
      : 'The server’s answer is in a form this extension does not know, so the two are of different versions. Update the extension, or the server; your work is saved here.',
})

export const broke = (requestId?: string): Trouble => ({
  kind: 'broke',
  message: `Something broke on the server; nothing was lost. It is tried again by itself.${requestId ? ` If it stays, name this number: ${requestId}.` : ''}`,
})
