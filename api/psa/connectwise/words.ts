/**
 * What is wrong, and what to do about it, for people who set up or use a connection.
 *
 * One sentence for each thing that can go wrong on the way to ConnectWise. They name the host,
 * what ConnectWise itself gave as the reason, and the next thing to do.
 */

import type { WhyNot } from '../../reach/reach.ts'
import type { Why } from './answer.ts'

export function sayUnreached(why: WhyNot, host: string, wasSent: boolean): string {
  if (wasSent && why === 'timeout') return `${host} took the question and gave no answer in time.`
  switch (why) {
    case 'not_https':
      return 'Only https addresses are asked. Type the address with https://. For a test server without it, the operator names it in PSA_ALLOWED_HOSTS.'
    case 'has_credentials':
      return 'The address holds a user name or password. Type it without them.'
    case 'port':
      return `${host} names a port. ConnectWise is asked on port 443; for another one the operator adds ${host} to PSA_ALLOWED_HOSTS.`
    case 'private':
      return `${host} leads to an address inside a private network, which is not asked. If this is your own ConnectWise server, the operator of ResolutionFlow adds ${host} to PSA_ALLOWED_HOSTS.`
    case 'no_such_name':
      return `No server goes by the name ${host}. Check the spelling; it is the address you see when you are signed in to ConnectWise.`
    case 'no_connection':
      return `${host} could not be reached. See whether ConnectWise opens in a browser; if it does, ask whether a firewall stops this server.`
    case 'certificate':
      return `The certificate of ${host} is not trusted here. For a private certificate authority, the operator points NODE_EXTRA_CA_CERTS to its file.`
    case 'timeout':
      return `${host} did not answer in time. Try again; if it stays so, see whether ConnectWise is slow in a browser too; where it is not, ask whether a firewall stops this server.`
    case 'cut':
      return `The line to ${host} broke before the answer was here.`
    case 'too_large':
      return `${host} sent more than can be taken in at once. Ask your ConnectWise administrator what stands in this ticket.`
    default:
      return why satisfies never
  }
}

export function sayAnswer(why: Why, host: string, status: number, reasons: string): string {
  const said = reasons ? ` ConnectWise says: “${reasons}”` : ''
  switch (why) {
    case 'record_missing':
      return `ConnectWise has no such record.${said}`
    case 'no_endpoint':
      return `This ConnectWise does not know the question; it may be an older release.${said}`
    case 'not_here':
      return `${host} answered “not found” without naming a record. On the cloud that can mean wrong keys or a wrong company id. Check both under Settings > ConnectWise.${said}`
    case 'keys':
      return `ConnectWise does not accept the keys. Make new ones for the API member (System > Members > API Members > API Keys) and type both again; check the company id, letter by letter.${said}`
    case 'client_id':
      return `ConnectWise does not accept this installation's client id. Nothing is wrong with your keys: the operator of ResolutionFlow checks PSA_CLIENT_ID.${said}`
    case 'cannot_route':
      return `${host} does not know this company. Check the company id and that the address is the one of your region (na, eu, au …).${said}`
    case 'ssl_required':
      return `${host} does not take API calls. Type the address you see when you are signed in to ConnectWise; the API host is found from it.${said}`
    case 'right':
      return `The API member's role lacks a right.${said}`
    case 'declined':
      return `ConnectWise declined.${said || ' It gave no reason.'}`
    case 'too_many':
      return 'ConnectWise is asked too often at the moment. It is tried again by itself.'
    case 'server_failed':
      return `ConnectWise failed with error ${status}.${said}`
    case 'not_json':
      return `${host} answered with something that is not ConnectWise's API, such as a sign-in or maintenance page. Check the address; if it is right, a proxy may stand in between.`
    case 'redirect':
      return `${host} points to another address, which is not followed with your keys. Type the address you end up at in a browser.`
    default:
      return why satisfies never
  }
}

export const sayResting = (host: string, seconds: number): string =>
  `${host} has not answered several times in a row. It is tried again in ${seconds} s.`

export const sayUnknownCompany = (host: string, companyId: string): string =>
  `${host} knows no company “${companyId}”. It is the company id you type when you sign in to ConnectWise, not the company's name.`

/** What an answer was that could be read but is not what was asked for. */
export const sayUnexpected = (what: string): string =>
  `ConnectWise's answer is not ${what}. Try again; if it stays so, tell your administrator.`
