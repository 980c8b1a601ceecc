/**
 * Hashes of passwords, in the forms in which systems keep and tools print them. Hashes of
 * files and certificates stay: they carry none of these marks.
 */
import { isStandIn } from '../judge.ts'
import { behind, type Detector, NOTHING, restOfLine } from '../page.ts'
import { type Shape, shapeDetectors } from './rules.ts'

const hash = (on: string, shape: RegExp, reach = 700): Shape => ({
  on,
  family: 'password hash',
  shape,
  reach,
  inside: true,
})

const B = '[A-Za-z0-9./+]'
const shapes: Shape[] = [
  hash(
    '$1$,$5$,$6$,$apr1$,$md5',
    new RegExp(
      String.raw`^\$(?:1|5|6|apr1|md5[,\w=]*)\$(?:rounds=\d+\$)?${B}{0,32}\$${B}{16,120}={0,2}`,
    ),
  ),
  hash('$y$,$7$,$gy$', new RegExp(String.raw`^\$(?:y|7|gy)\$${B}{1,16}\$${B}{1,90}\$${B}{20,120}`)),
  hash('$2a$,$2b$,$2y$,$2x$,$2$', /^\$2[abxy]?\$\d\d\$[A-Za-z0-9./]{22,53}/),
  hash('$0$00$', /^\$2[abxy]\$\d\d\$[A-Za-z0-9./]{22,53}/),
  hash('$argon0', /^\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+/),
  hash(
    '$scrypt$,$pbkdf0',
    /^\$(?:scrypt|pbkdf2(?:-\w+)?)\$[\w=,]{1,40}\$[A-Za-z0-9+/.]+\$[A-Za-z0-9+/.=]+/,
  ),
  hash('$p$,$h$', /^\$[PH]\$[A-Za-z0-9./]{31}/),
  hash(
    '$krb0,$ntlm,$dcc0,$mskrb,$zip0,$office$,$keepass$,$bitlocker$',
    /^\$(?:krb5\w+|netntlm\w*|ntlm\w*|DCC2|mskrb5|zip2|office|keepass|bitlocker)\$[^\s"']{16,}/i,
    4000,
  ),
  hash('pbkdf0_,pbkdf0:,pbkdf0-', /^pbkdf2[_:-]\w+[:$]\d+[:$][^\s"']{20,}/i),
  hash('scram-sha', /^SCRAM-SHA-\d+\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+/i),
  hash(
    '{ssha,{sha,{md0,{crypt,{smd0,{pbkdf',
    /^\{(?:S?SHA\d*|S?MD5|CRYPT|PBKDF2[\w-]*|x-\w+)\}(?<secret>[A-Za-z0-9+/$.]{16,}={0,2})/i,
  ),
  hash(
    'sha0$,sha000$,md0$,bcrypt$',
    /^(?:sha1|sha256|sha512|md5|bcrypt(?:_sha256)?)\$+[^\s"']{24,}/i,
  ),
  hash('0x0000', /^0x0[12]00[0-9A-F]{48,180}/i),
  hash('*0,*a,*b,*c,*d,*e,*f', /^\*[0-9A-F]{40}(?![0-9A-Za-z])/),
  hash('::', /^::[\w.-]{1,40}:[0-9a-f]{16}:(?<secret>[0-9a-f]{32}:[0-9a-f]{40,2000})/i, 2600),
  hash('::', /^::[\w.-]{1,40}:(?<secret>[0-9a-f]{48}:[0-9a-f]{48}:[0-9a-f]{16})/i),
]

/** `user:500:LM:NT:::` of pwdump and secretsdump, and the bare pair LM:NT. */
export function findHashPair(text: string): { start: number; end: number } | undefined {
  const found = /^([0-9a-f]{32}|NO PASSWORD\*+):([0-9a-f]{32})(?![0-9a-f])/i.exec(text)
  return found ? { start: 0, end: found[0].length } : undefined
}

const LABEL =
  /^s?["']?(?:\s?\([^()]{0,20}\))?\s?(?:\bhash(?:es)?["']?)?\s?(?:(?:is|was|ist|=|:|->|=>)\s?)?["']?(?:0x)?(?<secret>[0-9a-f]{32}(?::[0-9a-f]{32})?|[0-9a-f]{16}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}|[A-Za-z0-9+/]{24,}={0,2}|\$[^\s"']{10,})(?![0-9a-f])/i

/** "NTLM hash: 32 digits": by their label, since files have hashes of the same length. */
const byLabel: Detector = {
  name: 'password hash by label',
  triggers:
    'ntlm,nt hash,nthash,nt-hash,lm hash,lmhash,password hash,password_hash,passwordhash,pwd hash,pwdhash,passwd hash,hash of the password,kennwort-hash,passwort-hash,passworthash,kennworthash,hashed password,hashed_password,hashedpassword,unicodepwd,mscash,dcc0,rc0_hmac,rc0-hmac,aes000-cts,aes000_hmac,aes000-hmac,pw hash,password digest,password_digest'.split(
      ',',
    ),
  find(page, start, end) {
    if (/\w$/.test(behind(page, start, 1))) return NOTHING
    const line = restOfLine(page, end, 260)
    const lead = /^[\w-]{0,24}(?:[ ][a-z]{2,10}){0,3}?/i.exec(line)?.[0] ?? ''
    for (const skipped of new Set([0, lead.length, /^[\w-]{0,24}/.exec(line)?.[0].length ?? 0])) {
      const found = LABEL.exec(line.slice(skipped).replace(/^\s+/, ' '))
      const secret = found?.groups?.secret
      if (!secret || isStandIn(secret) || !/\d/.test(secret)) continue
      const at = end + line.indexOf(secret, skipped)
      return [{ family: 'password hash', start: at, end: at + secret.length }]
    }
    return NOTHING
  },
}

export const hashes: Detector[] = [...shapeDetectors(shapes), byLabel]
