/**
 * What proves who somebody is for a while: authorisation headers, cookies, JWT, signatures
 * and tokens in addresses, webhook addresses, links that grant access by themselves.
 *
 * Hosts, paths and the names of parameters stay; only the part that opens something goes.
 */

import type { Span } from '../family.ts'
import { isStandIn } from '../judge.ts'
import { ahead, behind, type Detector, NOTHING, type Page, startOfLine } from '../page.ts'
import { type Shape, shapeDetectors } from './rules.ts'

const token = (on: string, shape: RegExp, reach?: number): Shape => ({
  on,
  family: 'access token',
  shape,
  inside: true,
  ...(reach ? { reach } : {}),
})

/** Two or three parts of base64url; a first part alone when it starts as headers start. */
const jwt: Detector = {
  name: 'JSON web token',
  triggers: ['eyj'],
  find(page, start) {
    if (/[\w.-]$/.test(behind(page, start, 1))) return NOTHING
    const found =
      /^ey[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*){0,3}|^eyJ(?:0eXAi|hbGci|raWQi|lbmMi|jdHki|pc3Mi|zdWIi|hdWQi)[A-Za-z0-9_-]{12,}/.exec(
        ahead(page, start, 6000),
      )
    return found ? [{ family: 'access token', start, end: start + found[0].length }] : NOTHING
  },
}

const shapes: Shape[] = [
  token(
    'jsessionid,phpsessid,asp.net_sessionid,sessionid',
    /^[\w.]+["']?\s?[:=]\s?["']?(?<secret>(?=[\w%.-]*\d)[\w%.!-]{16,200})/i,
  ),
  {
    on: 'cookie',
    family: 'cookie',
    shape:
      /^cookie(?:\s(?:value|is|was))?\s?[:=]?\s["']?(?<secret>(?=[\w%.-]*\d)[\w%.+/=-]{20,400})(?![\w=])/i,
    reach: 460,
  },
  token(
    'authorization,x-authorization',
    /^(?:x-)?authorization["']?\s?[:=]\s?["']?(?:(?:Basic|Bearer|Digest|Negotiate|NTLM|Token|ApiKey|Api-Key|SharedKey|AWS4-HMAC-SHA256|SSWS|GenieKey|Zoho-oauthtoken|SharedAccessSignature)\s+)?(?<secret>(?!\$|<|\{|%|\*|Basic|Bearer|token\b)[^\s"'][^\r\n"'<>]{5,4000}?)(?=["'\r\n<>]|\s-|\s\\|$)/i,
    4200,
  ),
  token(
    'bearer',
    /^bearer[\s:=]+["']?(?<secret>(?=[A-Za-z0-9_.~+/=-]*\d)[A-Za-z0-9_.~+/=-]{16,4000})/i,
    4200,
  ),
  token(
    'basic',
    /^[Bb]asic\s+(?<secret>(?=[A-Za-z0-9+/]*(?:\d|[a-z][A-Z]|=))[A-Za-z0-9+/]{12,}={0,2})/,
    600,
  ),
  token('sig=,signature=', /^sig(?:nature)?=(?<secret>[A-Za-z0-9%+/=_.~-]{16,})/i, 600),
  token(
    'hooks.slack.com',
    /^hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Za-z0-9/_-]{16,})/i,
  ),
  token(
    'webhook.office.com,office.com/webhook',
    /^(?:webhook\.office\.com|office\.com)\/webhook(?:b2)?\/(?<secret>[A-Za-z0-9@/_-]{30,})/i,
    500,
  ),
  token('/api/webhooks/', /^\/api\/webhooks\/\d+\/(?<secret>[A-Za-z0-9_-]{20,})/i),
  token(
    'sharepoint.com/',
    /^sharepoint\.com\/:[a-z]:\/(?:[a-z]\/)?(?:[\w.~%-]+\/){0,5}(?<secret>E[A-Za-z0-9_-]{20,}(?:\?e=\w+)?)/i,
  ),
  token('1drv.ms/', /^1drv\.ms\/[a-z]\/(?<secret>[\w!-]{12,})/i),
  token('rlkey=', /^rlkey=(?<secret>\w{12,})/i),
  token('zoom.us/', /^zoom\.us\/j\/\d+\?pwd=(?<secret>[\w.-]{8,})/i),
  token('oauth2/v,oauth:', /^oauth:(?<secret>[a-z0-9]{24,})/i),
  token(
    '/reset,/verify,/invite,/activate,/magic,/confirm,/unlock',
    /^\/[\w-]*(?:reset|verify|invite|activate|magic|confirm|unlock)[\w-]*\/(?:[\w-]{1,20}\/)?(?<secret>(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,})/i,
  ),
]

/** `name=value` in addresses, forms and cookies, where the name says that the value opens. */
const PARAMETERS =
  'access_token,refresh_token,id_token,auth_token,authtoken,sessiontoken,session_token,sastoken,sas_token,api_token,csrf_token,xsrf-token,resettoken,reset_token,invite_token,token,apikey,api_key,api-key,x-amz-signature,x-amz-security-token,x-goog-signature,x-ms-token,client_assertion,code_verifier,samlresponse,wresult,phpsessid,jsessionid,asp.net_sessionid,sessionid,session_id,sid,connect.sid,authcode,otc,oobcode,magic,hash,authkey,auth,sv_token,ticket,nonce_token,jwt,key,code,state_token,subscription-key,bearer'

const parameters: Detector = {
  name: 'token in an address',
  triggers: PARAMETERS.split(',').map((name) => `${name}=`),
  find(page, start, end) {
    const before = startOfLine(page, start, 400)
    const inAddress = /[?&#;][\w.-]{0,24}$|&amp;$/.test(before) && /:\/\/|^\/|\s\/|\?/.test(before)
    const name = page.text.slice(start, end - 1).toLowerCase()
    const telling = /tok|sess|api.?key|signature|jwt|assertion/.test(name)
    if (!inAddress && !telling) return NOTHING
    if (!inAddress && /[\w.]$/.test(before) && !/[_.-]$|[a-z]$/i.test(before)) return NOTHING
    const value = /^["']?(?<secret>[^\s"'&;<>,)\]}#\\]{6,4000})/.exec(ahead(page, end, 4100))
    const secret = value?.groups?.secret
    if (!value || !secret || isStandIn(secret)) return NOTHING
    const plain = /^(?:[a-z]{1,14}|[A-Z][a-z]{2,14}|\d{1,5})$/.test(secret)
    if (plain || (!telling && (secret.length < 16 || /^[\da-f]{8}-[\da-f-]{27}$/i.test(secret))))
      return NOTHING
    const at = end + value[0].indexOf(secret)
    return [{ family: 'access token', start: at, end: at + secret.length }]
  },
}

const HARMLESS =
  /^(?:path|domain|expires|max-age|samesite|secure|httponly|version|priority|partitioned|lang|locale|language|tz|theme|consent|country)$/i

/** `Cookie: a=1; b=2` and `Set-Cookie: a=1; Path=/`: values go, names and attributes stay. */
const cookies: Detector = {
  name: 'cookies',
  triggers: ['cookie'],
  find(page, _start, end) {
    const lead = /^s?["']?\s?[:=]\s?["']?(?=[\w.!#$%&*+^`|~-]{1,80}=\S)/.exec(ahead(page, end, 90))
    if (!lead) return NOTHING
    const found: Span[] = []
    let at = end + lead[0].length
    while (found.length < 40) {
      const pair = readCookie(page, at)
      if (!pair) break
      const { name, value } = pair
      const start = at + name.length + 1
      if (
        !HARMLESS.test(name) &&
        !/^[a-z]{1,14}$/i.test(value) &&
        !isStandIn(value) &&
        value.length >= 4
      )
        found.push({ family: 'cookie', start, end: start + value.length })
      at += pair.length
    }
    return found
  },
}

const COOKIE = /^([\w.!#$%&*+^`|~-]{1,80})=([^;\s"']{1,4000})(?:;\s?|$|(?=["'\s]))/

/** Most cookies are short; only one that fills the window is worth a longer look. */
function readCookie(page: Page, at: number) {
  let window = ahead(page, at, 200)
  if (!/[;\s"']/.test(window)) window = ahead(page, at, 4100)
  const found = COOKIE.exec(window)
  return found ? { name: found[1]!, value: found[2]!, length: found[0].length } : undefined
}

export const tokens: Detector[] = [jwt, ...shapeDetectors(shapes), parameters, cookies]
